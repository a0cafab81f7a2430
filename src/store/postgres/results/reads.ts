/** Results of messages, and whether their senders still wait for one. */
import type { BusinessResult } from '../../store.ts';
import type { Session } from '../connection/session.ts';

export type FoundResult = { readonly result: BusinessResult; readonly sinceMs?: number };
type Row = {
  readonly sequence: number;
  readonly final: number;
  readonly value: string;
  readonly settled_at_ms: number | null;
};

export async function resultsOf(
  session: Session,
  sequences: readonly number[],
): Promise<ReadonlyMap<number, FoundResult>> {
  if (sequences.length === 0) return new Map();
  const rows = await session.rows<Row>(
    'SELECT message_sequence AS sequence, final, value, settled_at_ms FROM pushdock.results WHERE message_sequence = ANY($1::bigint[])',
    [sequences],
  );
  return new Map(
    rows.map(({ sequence, final, value, settled_at_ms: sinceMs }) => [
      sequence,
      { result: { final: final === 1, value: JSON.parse(value) }, ...(sinceMs !== null && { sinceMs }) },
    ]),
  );
}

export const resultOf = async (session: Session, sequence: number): Promise<BusinessResult | undefined> =>
  (await resultsOf(session, [sequence])).get(sequence)?.result;

/** Of those messages, the ones whose senders still wait for a later answer. */
export async function owedAmong(session: Session, sequences: readonly number[]): Promise<ReadonlySet<number>> {
  if (sequences.length === 0) return new Set();
  const rows = await session.rows<{ sequence: number }>(
    'SELECT message_sequence AS sequence FROM pushdock.owed_answers WHERE message_sequence = ANY($1::bigint[]) AND answered = 0',
    [sequences],
  );
  return new Set(rows.map(({ sequence }) => sequence));
}

export const owedOf = async (session: Session, sequence: number): Promise<boolean> =>
  (await owedAmong(session, [sequence])).has(sequence);

/** Business results: the answers to questions that a provider asked by its push. Who calls has locked the message's work. */
import type { BusinessResult, CompletedResult } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { lockWork } from '../work/status.ts';
import { owedAmong, resultOf, resultsOf } from './reads.ts';
import { release } from './released.ts';

export const owe = (session: Session, sequence: number) =>
  session.run('INSERT INTO pushdock.owed_answers (message_sequence) VALUES ($1) ON CONFLICT DO NOTHING', [sequence]);

/** The first final result stays, because the provider has got it. The present one. */
export async function settleResult(
  session: Session,
  sequence: number,
  result: BusinessResult,
  nowMs: number,
): Promise<BusinessResult | undefined> {
  await session.run(
    `INSERT INTO pushdock.results (message_sequence, final, value, settled_at_ms) VALUES ($1, $2, $3, $4)
     ON CONFLICT (message_sequence) DO UPDATE SET final = excluded.final, value = excluded.value, settled_at_ms = excluded.settled_at_ms
       WHERE results.final = 0`,
    [sequence, result.final ? 1 : 0, JSON.stringify(result.value), nowMs],
  );
  const present = await resultOf(session, sequence);
  if (present && !present.final) await release(session, sequence);
  return present;
}

async function sequenceOf(session: Session, messageId: string): Promise<number | undefined> {
  const [row] = await session.rows<{ sequence: number }>('SELECT sequence FROM pushdock.messages WHERE id = $1', [
    messageId,
  ]);
  return row?.sequence;
}

/** Under the lock of its work, so that either a result is seen here, or the worker that settles it sees that it is owed. */
export async function oweAnswer(session: Session, messageId: string): Promise<BusinessResult | undefined> {
  const sequence = await sequenceOf(session, messageId);
  if (sequence === undefined) return undefined;
  await lockWork(session, [sequence]);
  const result = await resultOf(session, sequence);
  if (!result) await owe(session, sequence);
  return result;
}

/** One question for all ids, answered in their order. */
export async function resultsNow(
  session: Session,
  messageIds: readonly string[],
): Promise<readonly (BusinessResult | 'owed' | undefined)[]> {
  const rows = await session.rows<{ id: string; sequence: number }>(
    'SELECT id, sequence FROM pushdock.messages WHERE id = ANY($1::text[])',
    [messageIds],
  );
  const sequences = new Map(rows.map(({ id, sequence }) => [id, sequence]));
  const results = await resultsOf(session, [...sequences.values()]);
  const owed = await owedAmong(session, [...sequences.values()]);
  return messageIds.map((id) => {
    const sequence = sequences.get(id);
    if (sequence === undefined) return undefined;
    return results.get(sequence)?.result ?? (owed.has(sequence) ? 'owed' : undefined);
  });
}

/** `dueAtMs`: by the database. Attempts are counted from the start: the earlier ones were spent on asking, and the result must still be delivered. */
export async function completeResult(
  session: Session,
  { id, result, nowMs, dueAtMs }: { id: string; result: BusinessResult; nowMs: number; dueAtMs: number },
): Promise<CompletedResult | undefined> {
  const sequence = await sequenceOf(session, id);
  if (sequence === undefined) return undefined;
  const work = (await lockWork(session, [sequence])).get(sequence);
  const present = await resultOf(session, sequence);
  if (present) return { outcome: 'already_completed', result: present };
  const [outcome] = await session.rows<{ state: string }>(
    'SELECT state FROM pushdock.outcomes WHERE message_sequence = $1',
    [sequence],
  );
  const state = outcome?.state ?? 'received';
  if (!work || (state !== 'received' && state !== 'failed')) return { outcome: 'not_owed' };
  await settleResult(session, sequence, result, nowMs);
  await session.run(`UPDATE pushdock.outcomes SET state = 'received', reason = NULL WHERE message_sequence = $1`, [
    sequence,
  ]);
  await session.run(
    `UPDATE pushdock.work SET due_at_ms = $2, since_ms = $2, fence = fence + 1, attempts = 0, unfinished = 0, lease_until_ms = 0, node = NULL
     WHERE message_sequence = $1`,
    [sequence, dueAtMs],
  );
  return { outcome: 'completed', result };
}

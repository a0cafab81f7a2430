/** Loads whole messages, many with one statement. */
import { type MessageRow, summary } from '../../shared/message-rows.ts';
import type { FetchedDocument, StoredMessage } from '../../store.ts';
import type { Session } from '../connection/session.ts';

/** Of `messages m` with `outcomes o`, as `MessageRow` has them. */
export const messageColumns = `m.sequence, m.id, m.provider, m.source, m.operation, m.received_at_ms, m.method, m.target, m.body_bytes,
  coalesce(o.state, 'received') AS state, o.reason, o.verdict, coalesce(o.findings, '[]') AS findings, m.possible_repeat_of, m.conflicts_with,
  1 + (SELECT count(*) FROM pushdock.receipts r WHERE r.message_sequence = m.sequence) AS receipts, m.credentials, m.legal_hold, m.body_forgotten,
  m.trace`;
export const withOutcomes = 'pushdock.messages m LEFT JOIN pushdock.outcomes o ON o.message_sequence = m.sequence';

type Whole = MessageRow & { readonly headers: string; readonly bytes: Uint8Array };

export async function loadMessages(
  session: Session,
  sequences: readonly number[],
): Promise<ReadonlyMap<number, StoredMessage>> {
  if (sequences.length === 0) return new Map();
  // The day names the partition.
  const rows = await session.rows<Whole>(
    `SELECT ${messageColumns}, c.headers, c.bytes FROM ${withOutcomes}
     JOIN pushdock.contents c ON c.message_sequence = m.sequence AND c.day = floor(m.received_at_ms / 86400000.0)::integer
     WHERE m.sequence = ANY($1::bigint[])`,
    [sequences],
  );
  return new Map(
    rows.map((row) => {
      const { bodyBytes: _, ...rest } = summary(row);
      return [row.sequence, { ...rest, headers: JSON.parse(row.headers), bytes: row.bytes }];
    }),
  );
}

type DocumentRow = {
  readonly sequence: number;
  readonly name: string;
  readonly media_type: string;
  readonly fetched_at_ms: number;
  readonly bytes: Uint8Array;
};

/** In the order in which they were kept. */
export async function loadDocuments(
  session: Session,
  sequences: readonly number[],
): Promise<ReadonlyMap<number, readonly FetchedDocument[]>> {
  const found = new Map<number, FetchedDocument[]>();
  if (sequences.length === 0) return found;
  const rows = await session.rows<DocumentRow>(
    `SELECT message_sequence AS sequence, name, media_type, fetched_at_ms, bytes FROM pushdock.documents
     WHERE message_sequence = ANY($1::bigint[]) ORDER BY id`,
    [sequences],
  );
  for (const { sequence, name, media_type: mediaType, fetched_at_ms: fetchedAtMs, bytes } of rows) {
    const kept = found.get(sequence) ?? [];
    kept.push({ name, mediaType, bytes, fetchedAtMs });
    found.set(sequence, kept);
  }
  return found;
}

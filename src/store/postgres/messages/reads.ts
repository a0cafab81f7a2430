/** Reads messages. */
import { type DeadLetters, deadLettersOf, type MessageRow, summary } from '../../shared/message-rows.ts';
import type { Slice, Sliced } from '../../shared/pages.ts';
import { bytesHold, type PayloadSearch } from '../../shared/payload-search.ts';
import type { MessageFilter, MessageState, MessageSummary, ShownMessage } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { type Condition, equals, type Look, list, within } from '../listing/pages.ts';
import { owedOf, resultOf } from '../results/reads.ts';
import { among, findByIdentity } from './find.ts';
import { findByReference } from './find-by-reference.ts';
import { loadDocuments, loadMessages, messageColumns, withOutcomes } from './load.ts';

// A sender may repeat itself for ever; the count in `receipts` stays exact.
const RECEIPTS_SHOWN_MAX = 1_000;

const owed: Condition = {
  sql: `m.sequence IN (SELECT a.message_sequence FROM pushdock.owed_answers a WHERE a.answered = 0) AND coalesce(o.state, 'received') IN ('received', 'failed')
    AND NOT EXISTS (SELECT 1 FROM pushdock.results r WHERE r.message_sequence = m.sequence)`,
  values: [],
};
const hasEvent = (type: string): Condition => ({
  sql: 'EXISTS (SELECT 1 FROM pushdock.events e WHERE e.message_sequence = m.sequence AND e.type = ?)',
  values: [type],
});
/** What is received is in work; there is little of that, and an index of it. */
const inState = (state: MessageState): Condition =>
  state === 'received'
    ? {
        sql: `(o.state IS NULL OR o.state = 'received') AND m.sequence IN
          (SELECT w.message_sequence FROM pushdock.work w WHERE w.due_at_ms IS NOT NULL)`,
        values: [],
      }
    : { sql: state === 'processed' ? 'o.state = ?' : `o.state = ? AND o.state <> 'processed'`, values: [state] };

export async function listMessages(
  session: Session,
  filter: MessageFilter,
  slice: Slice,
): Promise<Sliced<MessageSummary>> {
  const { id, state, verdict, source, provider, type, identity, reference, search, legalHold, resultOwed } = filter;
  const conditions: readonly Condition[] = [
    ...equals('m.id', id),
    ...(legalHold ? [{ sql: 'm.legal_hold IS NOT NULL', values: [] }] : []),
    ...(resultOwed ? [owed] : []),
    ...(identity ? [among('m.sequence', await findByIdentity(session, identity))] : []),
    ...(reference === undefined ? [] : [among('m.sequence', await findByReference(session, reference))]),
    ...(type === undefined ? [] : [hasEvent(type)]),
    ...(state === undefined ? [] : [inState(state)]),
    ...equals('o.verdict', verdict),
    ...equals('m.source', source),
    ...equals('m.provider', provider),
    ...within('m.received_at_ms', filter),
  ];
  const { items, last } = await list<MessageRow>(session, {
    select: `SELECT ${messageColumns} FROM ${withOutcomes}`,
    order: 'm.sequence',
    conditions,
    slice,
    weigh: (row) => row.findings.length,
    ...(search && { look: messageLook(session, search) }),
  });
  const dead = await deadLetterCounts(
    session,
    items.map(({ sequence }) => sequence),
  );
  return {
    items: items.map((row) => ({ ...summary(row), ...deadLettersOf(dead, row.sequence) })),
    ...(last !== undefined && { last }),
  };
}

async function deadLetterCounts(session: Session, sequences: readonly number[]): Promise<DeadLetters> {
  if (sequences.length === 0) return new Map();
  const rows = await session.rows<{ sequence: number; count: number }>(
    `SELECT e.message_sequence AS sequence, count(*)::integer AS count
     FROM pushdock.events e JOIN pushdock.deliveries d ON d.event_sequence = e.sequence
     WHERE e.message_sequence = ANY($1::bigint[]) AND d.state = 'dead' GROUP BY e.message_sequence`,
    [sequences],
  );
  return new Map(rows.map(({ sequence, count }) => [sequence, count] as const));
}

/** The body of a message, and the documents fetched for it. */
const messageLook = (session: Session, search: PayloadSearch): Look<MessageRow> => ({
  bytesOf: (row) => row.body_bytes,
  async open(rows) {
    const sequences = rows.map(({ sequence }) => sequence);
    const bodies = await session.rows<{ sequence: number; bytes: Uint8Array }>(
      'SELECT message_sequence AS sequence, bytes FROM pushdock.contents WHERE message_sequence = ANY($1::bigint[])',
      [sequences],
    );
    const documents = await loadDocuments(session, sequences);
    return sequences.map((sequence) => {
      const body = bodies.filter((one) => one.sequence === sequence);
      const payloads = [...body, ...(documents.get(sequence) ?? [])].map(({ bytes }) => bytes);
      return {
        fits: bytesHold(search, payloads),
        bytes: payloads.reduce((sum, { byteLength }) => sum + byteLength, 0),
      };
    });
  },
});

export async function showMessage(session: Session, id: string): Promise<ShownMessage | undefined> {
  const [found] = await session.rows<{ sequence: number }>('SELECT sequence FROM pushdock.messages WHERE id = $1', [
    id,
  ]);
  const message = found && (await loadMessages(session, [found.sequence])).get(found.sequence);
  if (!found || !message) return undefined;
  const { sequence } = found;
  const result = await resultOf(session, sequence);
  const events = await session.rows<{ id: string }>(
    'SELECT id FROM pushdock.events WHERE message_sequence = $1 ORDER BY sequence',
    [sequence],
  );
  const later = await session.rows<{ at: number }>(
    'SELECT received_at_ms AS at FROM pushdock.receipts WHERE message_sequence = $1 ORDER BY id DESC LIMIT $2',
    [sequence, RECEIPTS_SHOWN_MAX - 1],
  );
  return {
    message,
    documents: (await loadDocuments(session, [sequence])).get(sequence) ?? [],
    eventIds: events.map((row) => row.id),
    receiptsAtMs: [message.receivedAtMs, ...later.map(({ at }) => at).reverse()],
    ...(result && { result }),
    answerOwed: await owedOf(session, sequence),
    ...deadLettersOf(await deadLetterCounts(session, [sequence]), sequence),
  };
}

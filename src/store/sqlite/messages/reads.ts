import type Database from 'better-sqlite3';
import {
  type DeadLetters,
  deadLettersOf,
  type MessageRow,
  messageColumns,
  summary,
} from '../../shared/message-rows.ts';
import type { Look } from '../../shared/page-limits.ts';
import type { Slice, Sliced } from '../../shared/pages.ts';
import { bytesHold, type PayloadSearch } from '../../shared/payload-search.ts';
import type { CredentialUse, MessageFilter, MessageSummary, ShownMessage } from '../../store.ts';
import { among, type Condition, equals, fewFirst, slicer, within } from '../listing/list-query.ts';
import { timeBounds } from '../listing/time-bounds.ts';
import { owedReader, resultReader } from '../results/reads.ts';
import { findByIdentity } from './find-by-identity.ts';
import { findByReference } from './find-by-reference.ts';
import { messageReader } from './reader.ts';

// A sender may repeat itself for ever; the count in `receipts` stays exact.
const RECEIPTS_SHOWN_MAX = 1_000;

/** Messages that another table, or a partial index, knows to be few. */
function anyOf(sequences: string): Condition {
  const sql = `m.sequence IN (${sequences})`;
  return { lead: sql, check: `+${sql}`, values: [] };
}
const held = anyOf('SELECT sequence FROM messages INDEXED BY messages_held WHERE legal_hold IS NOT NULL');
// Begin with the owed answers, of which few are open, and not with the messages.
const owed = [
  anyOf('SELECT message_sequence FROM owed_answers INDEXED BY owed_answers_open WHERE answered = 0'),
  {
    check: `+m.state IN ('received', 'failed') AND NOT EXISTS (SELECT 1 FROM results r WHERE r.message_sequence = m.sequence)`,
    values: [],
  },
];

export function messageReads(db: Database.Database) {
  const read = messageReader(db);
  const resultOf = resultReader(db);
  const answerOwed = owedReader(db);
  const slice = slicer<MessageRow>(
    db,
    `SELECT ${messageColumns} FROM messages m`,
    'm.sequence',
    (row) => row.findings.length,
  );
  const bounds = timeBounds(db, 'messages', 'm', 'received_at_ms');
  const holders = findByIdentity(db);
  const referred = findByReference(db);
  const lookFor = messageLook(db);
  const deadOf = deadLetterCounts(db);
  const hasEvent = fewFirst(db, {
    find: 'SELECT message_sequence FROM events WHERE type = ?',
    column: 'm.sequence',
    check: 'EXISTS (SELECT 1 FROM events e WHERE e.message_sequence = m.sequence AND +e.type = ?)',
  });
  const one = db.prepare<[string], number>('SELECT sequence FROM messages WHERE id = ?').pluck();
  const events = db.prepare<[number], { id: string }>(
    'SELECT id FROM events WHERE message_sequence = ? ORDER BY sequence',
  );
  const receipts = db.prepare<[number, number], { received_at_ms: number }>(
    'SELECT received_at_ms FROM receipts WHERE message_sequence = ? ORDER BY id DESC LIMIT ?',
  );

  const uses = db.prepare<[string], CredentialUse>(
    `SELECT credential, uses, first_used_at_ms AS firstUsedAtMs, last_used_at_ms AS lastUsedAtMs
     FROM credential_uses WHERE source = ? ORDER BY credential`,
  );

  return {
    listMessages({ filter, slice: wanted }: { filter: MessageFilter; slice: Slice }): Sliced<MessageSummary> {
      const { id, state, verdict, source, provider, type, identity, reference, search, legalHold, resultOwed } = filter;
      const time = bounds(filter);
      const conditions = [
        ...equals('m.id', id, 'indexed'),
        ...(legalHold ? [held] : []),
        ...(resultOwed ? owed : []),
        ...(identity ? [among('m.sequence', holders(identity))] : []),
        ...(reference === undefined ? [] : [among('m.sequence', referred(reference))]),
        ...(type === undefined ? [] : [hasEvent(type)]),
        ...equals('m.state', state, { usual: 'processed' }),
        ...equals('m.verdict', verdict, { usual: 'match' }),
        ...equals('m.source', source, 'indexed'),
        ...equals('m.provider', provider),
        ...within('m.sequence', time.sequence),
        ...time.exact,
      ];
      const { items, last } = slice({ conditions, slice: wanted, ...(search && { look: lookFor(search) }) });
      const dead = deadOf(items.map(({ sequence }) => sequence));
      return {
        items: items.map((row) => ({ ...summary(row), ...deadLettersOf(dead, row.sequence) })),
        ...(last !== undefined && { last }),
      };
    },

    showMessage({ id }: { id: string }): ShownMessage | undefined {
      const sequence = one.get(id);
      if (sequence === undefined) return undefined;
      const message = read.message(sequence);
      const result = resultOf(sequence);
      const later = receipts.all(sequence, RECEIPTS_SHOWN_MAX - 1).map((row) => row.received_at_ms);
      return {
        message,
        documents: read.documents(sequence),
        eventIds: events.all(sequence).map((row) => row.id),
        receiptsAtMs: [message.receivedAtMs, ...later.reverse()],
        ...(result && { result }),
        answerOwed: answerOwed(sequence),
        ...deadLettersOf(deadOf([sequence]), sequence),
      };
    },
    credentialUses: ({ source }: { source: string }): readonly CredentialUse[] => uses.all(source),
  };
}

/** From each message to its events and their deliveries, through an index each, whatever else the statistics suggest. */
function deadLetterCounts(db: Database.Database): (sequences: readonly number[]) => DeadLetters {
  const counts = db.prepare<[string], { sequence: number; count: number }>(
    `SELECT e.message_sequence AS sequence, count(*) AS count
     FROM json_each(?) j CROSS JOIN events e ON e.message_sequence = j.value CROSS JOIN deliveries d ON d.event_sequence = e.sequence
     WHERE +d.state = 'dead' GROUP BY e.message_sequence`,
  );
  return (sequences) =>
    new Map(counts.all(JSON.stringify(sequences)).map(({ sequence, count }) => [sequence, count] as const));
}

/** The body of a message, and the documents fetched for it. */
function messageLook(db: Database.Database): (search: PayloadSearch) => Look<MessageRow> {
  const body = db.prepare<[number], { bytes: Uint8Array }>('SELECT bytes FROM contents WHERE message_sequence = ?');
  const documents = db.prepare<[number], { bytes: Uint8Array }>(
    'SELECT bytes FROM documents WHERE message_sequence = ?',
  );
  return (search) =>
    ({ sequence }) => {
      const payloads = [...body.all(sequence), ...documents.all(sequence)].map(({ bytes }) => bytes);
      const bytes = payloads.reduce((sum, payload) => sum + payload.byteLength, 0);
      return { fits: bytesHold(search, payloads), bytes };
    };
}

import type Database from 'better-sqlite3';
import type { MessageFilter, MessageSummary } from '../store.ts';
import { fewFirst } from './few.ts';
import { identityHolders } from './holders.ts';
import { messageLook } from './looking.ts';
import { type MessageRow, messageColumns, messageReader, summary } from './messages.ts';
import { among, equals, type Slice, type Sliced, slicer, within } from './slices.ts';
import { timeBounds } from './time-bounds.ts';

// A sender may repeat itself for ever; the count in `receipts` stays exact.
const RECEIPTS_SHOWN_MAX = 1_000;

const isHeld = { check: 'm.legal_hold IS NOT NULL', values: [] };

export function messageReads(db: Database.Database) {
  const read = messageReader(db);
  const slice = slicer<MessageRow>(
    db,
    `SELECT ${messageColumns} FROM messages m`,
    'm.sequence',
    (row) => row.findings.length,
  );
  const held = slicer<MessageRow>(
    db,
    `SELECT ${messageColumns} FROM messages m INDEXED BY messages_held`,
    'm.sequence',
    (row) => row.findings.length,
  );
  const bounds = timeBounds(db, 'messages', 'm', 'received_at_ms');
  const holders = identityHolders(db);
  const lookFor = messageLook(db);
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

  return {
    listMessages({ filter, slice: wanted }: { filter: MessageFilter; slice: Slice }): Sliced<MessageSummary> {
      const { state, verdict, source, provider, type, identity, search } = filter;
      const time = bounds(filter);
      const conditions = [
        ...(identity ? [among('m.sequence', holders(identity))] : []),
        ...(type === undefined ? [] : [hasEvent(type)]),
        ...equals('m.state', state, { usual: 'processed' }),
        ...equals('m.verdict', verdict, { usual: 'match' }),
        ...equals('m.source', source, 'indexed'),
        ...equals('m.provider', provider, 'indexed'),
        ...within('m.sequence', time.sequence),
        ...time.exact,
      ];
      const { items, last } = slice({ conditions, slice: wanted, ...(search && { look: lookFor(search) }) });
      return { items: items.map(summary), ...(last !== undefined && { last }) };
    },

    listHeldMessages({ slice: wanted }: { slice: Slice }): Sliced<MessageSummary> {
      const { items, last } = held({ conditions: [isHeld], slice: wanted });
      return { items: items.map(summary), ...(last !== undefined && { last }) };
    },

    showMessage({ id }: { id: string }) {
      const sequence = one.get(id);
      if (sequence === undefined) return undefined;
      const message = read.message(sequence);
      const later = receipts.all(sequence, RECEIPTS_SHOWN_MAX - 1).map((row) => row.received_at_ms);
      return {
        message,
        documents: read.documents(sequence),
        eventIds: events.all(sequence).map((row) => row.id),
        receiptsAtMs: [message.receivedAtMs, ...later.reverse()],
      };
    },
  };
}

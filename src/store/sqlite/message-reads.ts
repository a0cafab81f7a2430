import type Database from 'better-sqlite3';
import type { MessageFilter, MessageSummary } from '../store.ts';
import type { ShownMessage, Slice, Sliced } from './commands.ts';
import { type MessageRow, messageColumns, messageReader, summary } from './messages.ts';
import { slicer } from './slices.ts';

// The first 8 characters of a UUID version 7 are its time to about a minute: fewer name nothing.
const PREFIX_CHARACTERS_MIN = 8;
// A sender may repeat itself for ever; the count in `receipts` stays exact.
const RECEIPTS_SHOWN_MAX = 1_000;

export function messageReads(db: Database.Database) {
  const read = messageReader(db);
  const slice = slicer<MessageFilter, MessageRow>(
    db,
    `SELECT ${messageColumns} FROM messages m`,
    'm.sequence',
    {
      state: { column: 'm.state', usual: 'processed' },
      verdict: { column: 'm.verdict', usual: 'match' },
      source: { column: 'm.source' },
      provider: { column: 'm.provider' },
    },
    (row) => row.findings.length,
  );
  const held = slicer<Record<never, string>, MessageRow>(
    db,
    `SELECT ${messageColumns} FROM messages m INDEXED BY messages_held`,
    'm.sequence',
    {},
    (row) => row.findings.length,
    'm.legal_hold IS NOT NULL',
  );
  // Ids hold hexadecimal digits and dashes, so everything that begins with x sorts between x and x + 'g'.
  const named = db.prepare<[string, string], { sequence: number; id: string }>(
    `SELECT sequence, id FROM messages WHERE id >= ? AND id < ? || 'g' ORDER BY id LIMIT 2`,
  );
  const events = db.prepare<[number], { id: string }>(
    'SELECT id FROM events WHERE message_sequence = ? ORDER BY sequence',
  );
  const receipts = db.prepare<[number, number], { received_at_ms: number }>(
    'SELECT received_at_ms FROM receipts WHERE message_sequence = ? ORDER BY id DESC LIMIT ?',
  );

  function find(id: string): number | undefined {
    if (id.length < PREFIX_CHARACTERS_MIN) return undefined;
    const [first, second] = named.all(id, id);
    if (second && first?.id !== id) throw new RangeError(`Several messages begin with ${id}; give more characters`);
    return first?.sequence;
  }

  return {
    listMessages({ filter, slice: wanted }: { filter: MessageFilter; slice: Slice }): Sliced<MessageSummary> {
      const { items, last } = slice(filter, wanted);
      return { items: items.map(summary), ...(last !== undefined && { last }) };
    },

    listHeldMessages({ slice: wanted }: { slice: Slice }): Sliced<MessageSummary> {
      const { items, last } = held({}, wanted);
      return { items: items.map(summary), ...(last !== undefined && { last }) };
    },

    showMessage({ id }: { id: string }): ShownMessage | undefined {
      const sequence = find(id);
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

/** Opening payloads, for what the columns do not say. */
import type Database from 'better-sqlite3';
import { bytesHold, envelopeHolds, type PayloadSearch } from '../payload-search.ts';
import type { MessageRow } from './messages.ts';
import type { Look } from './portion.ts';

/** The body of a message, and what was fetched for it. */
export function messageLook(db: Database.Database): (search: PayloadSearch) => Look<MessageRow> {
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

export function envelopeLook<Row>(search: PayloadSearch, envelopeOf: (row: Row) => string): Look<Row> {
  return (row) => {
    const envelope = envelopeOf(row);
    return { fits: envelopeHolds(search, envelope), bytes: envelope.length };
  };
}

/** Reads whole messages, and the documents kept with them. */
import type Database from 'better-sqlite3';
import { type MessageRow, messageColumns, summary } from '../../shared/message-rows.ts';
import type { FetchedDocument, StoredMessage } from '../../store.ts';

/** Prepares reading a whole message, and the documents kept with it, by its sequence. */
export function messageReader(db: Database.Database) {
  const whole = db.prepare<[number], MessageRow & { headers: string; bytes: Uint8Array }>(
    `SELECT ${messageColumns}, c.headers, c.bytes FROM messages m JOIN contents c ON c.message_sequence = m.sequence
     WHERE m.sequence = ?`,
  );
  const kept = db.prepare<[number], { name: string; media_type: string; fetched_at_ms: number; bytes: Uint8Array }>(
    'SELECT name, media_type, fetched_at_ms, bytes FROM documents WHERE message_sequence = ? ORDER BY rowid',
  );

  return {
    message(sequence: number): StoredMessage {
      const row = whole.get(sequence);
      if (!row) throw new Error(`Message ${sequence} has no content`);
      const { bodyBytes: _, ...rest } = summary(row);
      return { ...rest, headers: JSON.parse(row.headers), bytes: row.bytes };
    },
    documents(sequence: number): readonly FetchedDocument[] {
      return kept.all(sequence).map((row) => ({
        name: row.name,
        mediaType: row.media_type,
        fetchedAtMs: row.fetched_at_ms,
        bytes: row.bytes,
      }));
    },
  };
}

/** Rows of `events` as the interface shows them. */
import type { StoredEvent } from '../store.ts';

export type EventRow = {
  sequence: number;
  event_id: string;
  type: string;
  source: string;
  subject: string | null;
  created_at_ms: number;
  envelope: string;
  message_id: string;
};

/** For a query that joins `events e` with `messages m`. */
export const eventColumns =
  'e.sequence, e.id AS event_id, e.type, e.source, e.subject, e.created_at_ms, e.envelope, m.id AS message_id';

export const eventSelect = `SELECT ${eventColumns} FROM events e JOIN messages m ON m.sequence = e.message_sequence`;

export function storedEvent(row: EventRow): StoredEvent {
  return {
    id: row.event_id,
    type: row.type,
    source: row.source,
    ...(row.subject !== null && { subject: row.subject }),
    envelope: JSON.parse(row.envelope),
    messageId: row.message_id,
    createdAtMs: row.created_at_ms,
    sequence: row.sequence,
  };
}

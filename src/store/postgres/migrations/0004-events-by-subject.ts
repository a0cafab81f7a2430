/** Finds events by the order or shipment that they are about, in capitals or not. */
export const eventsBySubject = {
  number: 4,
  name: 'events by their subject',
  sql: 'CREATE INDEX events_by_subject ON pushdock.events (lower(left(subject, 256))) WHERE subject IS NOT NULL;',
} as const;

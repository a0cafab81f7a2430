/** Finds events by the order or shipment that they are about, in capitals or not. References mostly grow, so a commit writes the last page of it. */
export const eventsBySubject = {
  number: 21,
  name: 'events by their subject',
  sql: 'CREATE INDEX events_by_subject ON events (subject COLLATE NOCASE) WHERE subject IS NOT NULL;',
} as const;

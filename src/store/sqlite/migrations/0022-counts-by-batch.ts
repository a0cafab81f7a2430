/** The writer adds the counts of a transaction up and writes each once (`counts/writes.ts`). Triggers did it for each row: 10 to 42 µs an append. */
export const countsByBatch = {
  number: 22,
  name: 'counts of messages without triggers on them',
  sql: `
DROP TRIGGER messages_counted;
DROP TRIGGER messages_recounted;
`,
} as const;

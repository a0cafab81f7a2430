/**
 * The source of a message that is waiting for its first processing or is in it, for `deliveries/earlier.ts`. NULL once it has ended: done, failed, to be retried, or unfinished three
 * times. A gateway of the version before leaves it NULL, and its messages hold up nobody.
 */
export const firstProcessing = {
  number: 5,
  name: 'messages that are processed for the first time',
  sql: `
ALTER TABLE pushdock.work ADD COLUMN first_of text COLLATE "C";
CREATE INDEX work_first ON pushdock.work (first_of, message_sequence) WHERE first_of IS NOT NULL AND due_at_ms IS NOT NULL;
`,
} as const;

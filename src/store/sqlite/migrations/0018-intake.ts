/**
 * A message is its own first piece of work. In `received` and without a row in `work` it waits for its first claim, or has it; `claimed_until` is the last message
 * that got it. A row in `work` is written for what its first claim did not end: three inserts, three updates and three pages a push that the usual one does not need.
 * Messages from before have their rows.
 */
export const intake = {
  number: 18,
  name: 'messages as their own work',
  sql: `
CREATE TABLE intake (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  claimed_until INTEGER NOT NULL
) STRICT;
INSERT INTO intake (id, claimed_until) SELECT 1, ifnull(max(sequence), 0) FROM messages;
`,
} as const;

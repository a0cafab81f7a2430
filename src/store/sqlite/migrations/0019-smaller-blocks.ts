/**
 * Endings of ids in blocks of 512 messages instead of 4,096. Endings are random, so a commit writes the pages of its block: 20 of the larger ones, which was a page for nearly each
 * push; two or three of these. A look asks more blocks, but all of them with one statement: see `messages/named.ts`.
 *
 * An index of providers only helped a listing of one that has nearly no messages. Each push wrote a page of it.
 */
export const smallerBlocks = {
  number: 19,
  name: 'messages by how their ids end, in smaller blocks',
  sql: `
DROP INDEX messages_by_ending;
CREATE INDEX messages_by_ending ON messages (sequence >> 9, substr(id, -4));
DROP INDEX messages_by_provider;
`,
} as const;

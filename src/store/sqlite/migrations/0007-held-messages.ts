/** Messages under legal hold, found among a million others. */
export const heldMessages = {
  number: 7,
  name: 'index of messages under legal hold',
  sql: `
CREATE INDEX messages_held ON messages (sequence) WHERE legal_hold IS NOT NULL;
`,
} as const;

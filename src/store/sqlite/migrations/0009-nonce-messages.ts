/** Which message a nonce came with, so that the same request sent again is a repeat of it. Nonces from before are refused as they were. */
export const nonceMessages = {
  number: 9,
  name: 'the message that a nonce came with',
  sql: `
ALTER TABLE nonces ADD COLUMN message_id TEXT;
ALTER TABLE nonces ADD COLUMN identity TEXT;
ALTER TABLE nonces ADD COLUMN spent_at_ms INTEGER;
`,
} as const;

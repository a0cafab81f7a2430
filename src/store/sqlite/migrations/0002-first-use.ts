/** Since when a credential vouches. What was counted before was never released; of it the last use is all that is known. */
export const firstUse = {
  number: 2,
  name: 'first use of credentials',
  sql: `
ALTER TABLE credential_uses ADD COLUMN first_used_at_ms INTEGER NOT NULL DEFAULT 0;
UPDATE credential_uses SET first_used_at_ms = last_used_at_ms;
`,
} as const;

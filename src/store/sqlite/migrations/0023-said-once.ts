/**
 * What was written twice. The attempt that delivered is in its delivery: who, when, and what the sink said; with `took_ms` that is all of it, and it has no
 * row in `attempts`. A binding that is the same as its key (a digest, in most identities) is `=`: see `messages/bindings.ts`. Older rows stay as they are, but for a binding that begins
 * with that sign and would be read as another one.
 */
export const saidOnce = {
  number: 23,
  name: 'the attempt that delivered, in its delivery',
  sql: `
ALTER TABLE deliveries ADD COLUMN took_ms INTEGER;
UPDATE identities SET binding = '=' || binding WHERE binding LIKE '=%';
`,
} as const;

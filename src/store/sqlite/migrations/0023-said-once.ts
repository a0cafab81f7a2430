/**
 * What was written twice. The attempt that delivered is in its delivery: who, when, and what the sink said; with `took_ms` that is all of it, and it has no
 * row in `attempts`. A binding that is the same as its key (a digest, in most identities) is `=`: see `messages/bindings.ts`. Older rows stay as they are.
 */
export const saidOnce = {
  number: 23,
  name: 'the attempt that delivered, in its delivery',
  sql: 'ALTER TABLE deliveries ADD COLUMN took_ms INTEGER;',
} as const;

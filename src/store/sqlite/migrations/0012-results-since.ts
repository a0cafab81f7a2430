/** Since when a business result is settled: a promised one is brought to its provider for at least a day from then. Of older ones it is not known. */
export const resultsSince = {
  number: 12,
  name: 'when a result was settled, and dead letters by time',
  sql: `
ALTER TABLE results ADD COLUMN settled_at_ms INTEGER;
CREATE INDEX deliveries_dead_since ON deliveries (settled_at_ms) WHERE state = 'dead';
`,
} as const;

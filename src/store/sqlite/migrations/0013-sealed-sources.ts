/** Since when every secret that is kept for a source is encrypted: from then on a plain one is not believed. */
export const sealedSources = {
  number: 13,
  name: 'sources whose secrets are encrypted',
  sql: `
CREATE TABLE sealed_sources (
  source   TEXT PRIMARY KEY,
  since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const;

/** Names of what must run once, and who runs it until when. */
export const leases = {
  number: 16,
  name: 'leases',
  sql: `
CREATE TABLE leases (
  name     TEXT    PRIMARY KEY,
  holder   TEXT    NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
} as const;

export const releasedIdentities = {
  number: 14,
  name: 'released-identities',
  sql: `
-- Names that a message gave up with a result that is not final, while its sender is still owed that result: whoever comes next under such a
-- name is the resend, and the older answer is owed no more.
CREATE TABLE released_identities (
  source           TEXT    NOT NULL,
  kind             TEXT    NOT NULL,
  key              TEXT    NOT NULL,
  message_sequence INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  PRIMARY KEY (source, kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX released_identities_by_message ON released_identities (message_sequence);
`,
} as const;

/**
 * Identities in the order of their messages, found by a hash of their name. Their key was the primary key, so each row was written at a random place: half of the pages of a batch of
 * appends. `messages/identity-index.ts` says how the index is filled, and `identities_indexed_until` up to which message it is complete. A million identities take eight seconds of the processor, once.
 */
export const identitiesInOrder = {
  number: 26,
  name: 'identities in the order of their messages',
  sql: `
CREATE TABLE identities_in_order (
  message_sequence INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  hash             INTEGER NOT NULL,
  kind             TEXT    NOT NULL,
  key              TEXT    NOT NULL,
  source           TEXT    NOT NULL,
  binding          TEXT    NOT NULL,
  expires_at_ms    INTEGER,
  PRIMARY KEY (message_sequence, hash, kind, key)
) STRICT, WITHOUT ROWID;
INSERT INTO identities_in_order (message_sequence, hash, kind, key, source, binding, expires_at_ms)
  SELECT message_sequence, identity_hash(kind, key), kind, key, source, binding, expires_at_ms FROM identities INDEXED BY identities_by_message ORDER BY message_sequence;
DROP TABLE identities;
ALTER TABLE identities_in_order RENAME TO identities;

CREATE TABLE identity_index (
  hash             INTEGER NOT NULL,
  message_sequence INTEGER NOT NULL,
  PRIMARY KEY (hash, message_sequence)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO identity_index (hash, message_sequence) SELECT hash, message_sequence FROM identities ORDER BY hash, message_sequence;

ALTER TABLE intake ADD COLUMN identities_indexed_until INTEGER NOT NULL DEFAULT 0;
UPDATE intake SET identities_indexed_until = (SELECT ifnull(max(sequence), 0) FROM messages);
`,
} as const;

/**
 * Who pulls events, and how far it is: `position` is the sequence of the last event that it acknowledged, or passed over.
 *
 * `forgotten_events` has one row, the newest event that was ever forgotten, by whatever way; a place before it has lost something. A trigger
 * and not a statement of the code that forgets, because most events go with their message, by a foreign key.
 */
export const consumers = {
  number: 4,
  name: 'consumers',
  sql: `
CREATE TABLE consumers (
  name               TEXT PRIMARY KEY,
  position           INTEGER NOT NULL,
  created_at_ms      INTEGER NOT NULL,
  acknowledged_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE forgotten_events (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  sequence      INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
INSERT INTO forgotten_events (id, sequence, created_at_ms) VALUES (1, 0, 0);
CREATE TRIGGER events_forgotten AFTER DELETE ON events BEGIN
  UPDATE forgotten_events SET sequence = OLD.sequence, created_at_ms = OLD.created_at_ms WHERE sequence < OLD.sequence;
END;
`,
} as const;

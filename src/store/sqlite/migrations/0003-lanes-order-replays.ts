/**
 * What deliveries need beyond the first schema. SQLite cannot drop a UNIQUE of a table, so `deliveries` is made anew: a replay
 * brings the same event to the same sink again.
 *
 * Of the unsettled deliveries with one `order_key` in one sink exactly one is the head (`behind` = 0) and may be claimed; the
 * others have no `due_at_ms`, so that a claim never looks at them, however many there are. `order_key` is `=` and the
 * subject, with the replay's number before it for a replay. `place` is the sequence of the message: the order of arrival.
 *
 * `lane`, `due_at_ms`: see `deliveries_waiting`, which a claim reads from its beginning. `copy` is 0, or the number of the
 * replay that made the row; `replay` also names the one that made an old row due again.
 */
export const lanesOrderReplays = {
  number: 3,
  name: 'lanes, order, attempts, paused sinks, replays, legal hold',
  sql: `
CREATE TABLE sinks (
  name         TEXT PRIMARY KEY,
  paused_at_ms INTEGER,
  reason       TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE replays (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  request        TEXT    NOT NULL,
  state          TEXT    NOT NULL DEFAULT 'running' CHECK (state = 'running' OR state = 'done' OR state = 'stopped'),
  created_at_ms  INTEGER NOT NULL,
  ended_at_ms    INTEGER,
  total          INTEGER NOT NULL,
  until_sequence INTEGER NOT NULL,
  at_sequence    INTEGER NOT NULL DEFAULT 0,
  walked         INTEGER NOT NULL DEFAULT 0,
  skipped        INTEGER NOT NULL DEFAULT 0,
  reopened       INTEGER NOT NULL DEFAULT 0,
  last_skip      TEXT
) STRICT;

CREATE TABLE deliveries_anew (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  event_sequence INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
  sink           TEXT    NOT NULL,
  copy           INTEGER NOT NULL DEFAULT 0,
  replay         INTEGER,
  lane           TEXT    NOT NULL DEFAULT 'live' CHECK (lane = 'live' OR lane = 'retry' OR lane = 'replay'),
  order_key      TEXT,
  place          INTEGER NOT NULL,
  behind         INTEGER NOT NULL DEFAULT 0,
  state          TEXT    NOT NULL DEFAULT 'due' CHECK (state = 'due' OR state = 'delivered' OR state = 'dead'),
  due_at_ms      INTEGER,
  since_ms       INTEGER NOT NULL,
  settled_at_ms  INTEGER,
  fence          INTEGER NOT NULL DEFAULT 0,
  attempts       INTEGER NOT NULL DEFAULT 0,
  detail         TEXT,
  status         INTEGER,
  answer         TEXT,
  envelope       TEXT,
  UNIQUE (event_sequence, sink, copy)
) STRICT;
INSERT INTO deliveries_anew (id, event_sequence, sink, lane, place, state, due_at_ms, since_ms, settled_at_ms, fence, attempts, detail)
  SELECT d.id, d.event_sequence, d.sink, CASE d.attempts WHEN 0 THEN 'live' ELSE 'retry' END, e.message_sequence,
    d.state, d.due_at_ms, d.since_ms, d.settled_at_ms, d.fence, d.attempts, d.detail
  FROM deliveries d JOIN events e ON e.sequence = d.event_sequence;
DROP TABLE deliveries;
ALTER TABLE deliveries_anew RENAME TO deliveries;

CREATE INDEX deliveries_waiting ON deliveries (sink, lane, due_at_ms) WHERE due_at_ms IS NOT NULL;
CREATE UNIQUE INDEX deliveries_heads ON deliveries (sink, order_key)
  WHERE order_key IS NOT NULL AND state = 'due' AND behind = 0;
CREATE INDEX deliveries_behind ON deliveries (sink, order_key, place) WHERE behind = 1;
CREATE INDEX deliveries_dead ON deliveries (sink) WHERE state = 'dead';
CREATE INDEX deliveries_by_replay ON deliveries (replay) WHERE replay IS NOT NULL;
CREATE INDEX deliveries_owed_by_replay ON deliveries (replay, behind) WHERE replay IS NOT NULL AND state = 'due';

CREATE TABLE attempts (
  id          INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL REFERENCES deliveries ON DELETE CASCADE,
  outcome     TEXT    NOT NULL CHECK (outcome = 'delivered' OR outcome = 'retry' OR outcome = 'dead' OR outcome = 'gone'),
  ended_at_ms INTEGER NOT NULL,
  took_ms     INTEGER,
  status      INTEGER,
  detail      TEXT    NOT NULL
) STRICT;
CREATE INDEX attempts_by_delivery ON attempts (delivery_id);

CREATE INDEX topics_by_change ON topics (changed_at_sequence);

ALTER TABLE messages ADD COLUMN legal_hold TEXT;
ALTER TABLE messages ADD COLUMN body_forgotten INTEGER NOT NULL DEFAULT 0;
`,
} as const;

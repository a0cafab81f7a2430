/**
 * The first schema. `sequence` columns give the order in which things became durable and are never used twice.
 *
 * Waiting work and deliveries: `due_at_ms` is when a worker may take it (under a lease: when the lease ends) and NULL once
 * it is settled; `since_ms` is when it became due, whatever leases did since. The partial indexes hold only what waits, so
 * a claim costs the same beside a thousand settled rows and beside a hundred million.
 */
export const messagesWorkEvents = {
  number: 1,
  name: 'messages, work, events and deliveries',
  sql: `
CREATE TABLE messages (
  sequence           INTEGER PRIMARY KEY AUTOINCREMENT,
  id                 TEXT    NOT NULL UNIQUE,
  provider           TEXT    NOT NULL,
  source             TEXT    NOT NULL,
  operation          TEXT    NOT NULL,
  received_at_ms     INTEGER NOT NULL,
  method             TEXT    NOT NULL,
  target             TEXT    NOT NULL,
  body_bytes         INTEGER NOT NULL,
  state              TEXT    NOT NULL CHECK (state = 'received' OR state = 'processed' OR state = 'quarantined' OR state = 'failed' OR state = 'recorded'),
  reason             TEXT,
  verdict            TEXT    CHECK (verdict = 'match' OR verdict = 'drift' OR verdict = 'violation' OR verdict = 'unknown'),
  findings           TEXT    NOT NULL DEFAULT '[]',
  possible_repeat_of TEXT,
  conflicts_with     TEXT,
  receipts           INTEGER NOT NULL DEFAULT 1,
  record_group       TEXT
) STRICT;
CREATE INDEX messages_by_provider ON messages (provider);
CREATE INDEX messages_by_source   ON messages (source);
CREATE INDEX messages_by_state    ON messages (state)   WHERE state <> 'processed';
CREATE INDEX messages_by_verdict  ON messages (verdict) WHERE verdict <> 'match';
CREATE INDEX messages_by_group    ON messages (source, record_group) WHERE record_group IS NOT NULL;

-- Apart from messages: listing never reads a body, and a change of state never rewrites one.
CREATE TABLE contents (
  message_sequence INTEGER PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
  headers          TEXT NOT NULL,
  bytes            BLOB NOT NULL
) STRICT;

-- The second and later arrivals; the first is messages.received_at_ms.
CREATE TABLE receipts (
  id               INTEGER PRIMARY KEY,
  message_sequence INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  received_at_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX receipts_by_message ON receipts (message_sequence);

CREATE TABLE documents (
  message_sequence INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  name             TEXT    NOT NULL,
  media_type       TEXT    NOT NULL,
  fetched_at_ms    INTEGER NOT NULL,
  bytes            BLOB    NOT NULL,
  UNIQUE (message_sequence, name)
) STRICT;

CREATE TABLE results (
  message_sequence INTEGER PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
  final            INTEGER NOT NULL,
  value            TEXT    NOT NULL
) STRICT;

-- The sender was told to wait for a later answer; answered = 1 once it was brought.
CREATE TABLE owed_answers (
  message_sequence INTEGER PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
  answered         INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE identities (
  source           TEXT    NOT NULL,
  kind             TEXT    NOT NULL,
  key              TEXT    NOT NULL,
  binding          TEXT    NOT NULL,
  message_sequence INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  expires_at_ms    INTEGER,
  PRIMARY KEY (source, kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX identities_by_message ON identities (message_sequence);

-- The latest value of a topic, and the message that brought it.
CREATE TABLE topics (
  source              TEXT    NOT NULL,
  topic               TEXT    NOT NULL,
  value               TEXT    NOT NULL,
  changed_at_sequence INTEGER NOT NULL,
  PRIMARY KEY (source, topic)
) STRICT, WITHOUT ROWID;

-- Conflicts already in quarantine, so that sending one again adds a receipt and not another message.
CREATE TABLE conflicts (
  source           TEXT    NOT NULL,
  kind             TEXT    NOT NULL,
  key              TEXT    NOT NULL,
  binding          TEXT    NOT NULL,
  message_sequence INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  PRIMARY KEY (source, kind, key, binding)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflicts_by_message ON conflicts (message_sequence);

CREATE TABLE nonces (
  source        TEXT    NOT NULL,
  key           TEXT    NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX nonces_by_expiry ON nonces (expires_at_ms);

CREATE TABLE credential_uses (
  source          TEXT    NOT NULL,
  credential      TEXT    NOT NULL,
  uses            INTEGER NOT NULL,
  last_used_at_ms INTEGER NOT NULL,
  PRIMARY KEY (source, credential)
) STRICT, WITHOUT ROWID;

CREATE TABLE record_rates (
  source       TEXT    NOT NULL,
  record_group TEXT    NOT NULL,
  minute       INTEGER NOT NULL,
  kept         INTEGER NOT NULL,
  PRIMARY KEY (source, record_group)
) STRICT, WITHOUT ROWID;

CREATE TABLE work (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  message_sequence INTEGER NOT NULL UNIQUE REFERENCES messages ON DELETE CASCADE,
  due_at_ms        INTEGER,
  since_ms         INTEGER NOT NULL,
  fence            INTEGER NOT NULL DEFAULT 0,
  attempts         INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX work_waiting ON work (due_at_ms, since_ms) WHERE due_at_ms IS NOT NULL;

CREATE TABLE events (
  sequence         INTEGER PRIMARY KEY AUTOINCREMENT,
  id               TEXT    NOT NULL UNIQUE,
  message_sequence INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  type             TEXT    NOT NULL,
  source           TEXT    NOT NULL,
  subject          TEXT,
  created_at_ms    INTEGER NOT NULL,
  envelope         TEXT    NOT NULL
) STRICT;
CREATE INDEX events_by_message ON events (message_sequence);
CREATE INDEX events_by_type    ON events (type);
CREATE INDEX events_by_source  ON events (source);

CREATE TABLE deliveries (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  event_sequence INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
  sink           TEXT    NOT NULL,
  state          TEXT    NOT NULL DEFAULT 'due' CHECK (state = 'due' OR state = 'delivered' OR state = 'dead'),
  due_at_ms      INTEGER,
  since_ms       INTEGER NOT NULL,
  settled_at_ms  INTEGER,
  fence          INTEGER NOT NULL DEFAULT 0,
  attempts       INTEGER NOT NULL DEFAULT 0,
  detail         TEXT,
  UNIQUE (event_sequence, sink)
) STRICT;
CREATE INDEX deliveries_waiting ON deliveries (sink, due_at_ms, since_ms) WHERE due_at_ms IS NOT NULL;
CREATE INDEX deliveries_dead    ON deliveries (sink) WHERE state = 'dead';

CREATE TABLE heartbeat (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  at_ms INTEGER NOT NULL
) STRICT;
`,
} as const;

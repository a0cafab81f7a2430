PRAGMA auto_vacuum = INCREMENTAL;
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
, legal_hold TEXT, body_forgotten INTEGER NOT NULL DEFAULT 0, credentials TEXT) STRICT;
CREATE TABLE contents (
  message_sequence INTEGER PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
  headers          TEXT NOT NULL,
  bytes            BLOB NOT NULL
) STRICT;
CREATE TABLE receipts (
  id               INTEGER PRIMARY KEY,
  message_sequence INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  received_at_ms   INTEGER NOT NULL
) STRICT;
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
, settled_at_ms INTEGER) STRICT;
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
CREATE TABLE topics (
  source              TEXT    NOT NULL,
  topic               TEXT    NOT NULL,
  value               TEXT    NOT NULL,
  changed_at_sequence INTEGER NOT NULL,
  PRIMARY KEY (source, topic)
) STRICT, WITHOUT ROWID;
CREATE TABLE conflicts (
  source           TEXT    NOT NULL,
  kind             TEXT    NOT NULL,
  key              TEXT    NOT NULL,
  binding          TEXT    NOT NULL,
  message_sequence INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  PRIMARY KEY (source, kind, key, binding)
) STRICT, WITHOUT ROWID;
CREATE TABLE nonces (
  source        TEXT    NOT NULL,
  key           TEXT    NOT NULL,
  expires_at_ms INTEGER NOT NULL, message_id TEXT, identity TEXT, spent_at_ms INTEGER,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE credential_uses (
  source          TEXT    NOT NULL,
  credential      TEXT    NOT NULL,
  uses            INTEGER NOT NULL,
  last_used_at_ms INTEGER NOT NULL, first_used_at_ms INTEGER NOT NULL DEFAULT 0,
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
, unfinished INTEGER NOT NULL DEFAULT 0) STRICT;
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
CREATE TABLE heartbeat (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  at_ms INTEGER NOT NULL
) STRICT;
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
, unfinished INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE "deliveries" (
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
  envelope       TEXT, unfinished INTEGER NOT NULL DEFAULT 0,
  UNIQUE (event_sequence, sink, copy)
) STRICT;
CREATE TABLE attempts (
  id          INTEGER PRIMARY KEY,
  delivery_id INTEGER NOT NULL REFERENCES deliveries ON DELETE CASCADE,
  outcome     TEXT    NOT NULL CHECK (outcome = 'delivered' OR outcome = 'retry' OR outcome = 'dead' OR outcome = 'gone'),
  ended_at_ms INTEGER NOT NULL,
  took_ms     INTEGER,
  status      INTEGER,
  detail      TEXT    NOT NULL
) STRICT;
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
CREATE TABLE drift (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  provider         TEXT    NOT NULL,
  event            TEXT    NOT NULL,
  path             TEXT    NOT NULL,
  rule             TEXT    NOT NULL,
  source           TEXT    NOT NULL,
  message_id       TEXT    NOT NULL,
  finding          TEXT    NOT NULL,
  state            TEXT    NOT NULL DEFAULT 'new' CHECK (state = 'new' OR state = 'acknowledged' OR state = 'resolved'),
  state_since_ms   INTEGER NOT NULL,
  first_seen_at_ms INTEGER NOT NULL,
  last_seen_at_ms  INTEGER NOT NULL,
  count            INTEGER NOT NULL,
  alert            INTEGER NOT NULL,
  UNIQUE (provider, event, path, rule)
) STRICT;
CREATE TABLE drift_overflow (
  provider        TEXT PRIMARY KEY,
  count           INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE released_identities (
  source           TEXT    NOT NULL,
  kind             TEXT    NOT NULL,
  key              TEXT    NOT NULL,
  message_sequence INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  PRIMARY KEY (source, kind, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE kept (
  space   TEXT    NOT NULL,
  key     TEXT    NOT NULL,
  value   BLOB,
  version INTEGER NOT NULL,
  PRIMARY KEY (space, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE leases (
  name     TEXT    PRIMARY KEY,
  holder   TEXT    NOT NULL,
  until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "messages" ("sequence", "id", "provider", "source", "operation", "received_at_ms", "method", "target", "body_bytes", "state", "reason", "verdict", "findings", "possible_repeat_of", "conflicts_with", "receipts", "record_group", "legal_hold", "body_forgotten", "credentials") VALUES (1, '01a22a5f-2751-7080-a221-c4d8bb036cc8', 'paazl', 'shipping', 'receiveShipmentStatus', 1796007208782, 'POST', '/push/paazl/shipping', 82, 'processed', NULL, 'match', '[]', NULL, NULL, 2, NULL, NULL, 0, '["bearer:55d532a1"]');
INSERT INTO "messages" ("sequence", "id", "provider", "source", "operation", "received_at_ms", "method", "target", "body_bytes", "state", "reason", "verdict", "findings", "possible_repeat_of", "conflicts_with", "receipts", "record_group", "legal_hold", "body_forgotten", "credentials") VALUES (2, '01a22a5f-29e4-730e-8e90-b8b1b6d96045', 'paazl', 'shipping', 'receiveShipmentStatus', 1796007209444, 'POST', '/push/paazl/shipping', 85, 'processed', NULL, 'drift', '[{"rule":"unknown_value","path":"/status","severity":"drift","expected":"one of CREATED, DELETED, READY_TO_POST, SCANNED, AVAILABLE_AT_PICKUP_POINT, DELIVERED, DELIVEREDBB, RETOUR, PICKEDUP, UITLEVERING, UNKNOWN, MANCO, NOT_AT_HOME","seen":"UNHEARD_OF","contract":{"name":"paazl-push","version":"1.0.0","schema":"LabelStatusNotification","path":"/status"}}]', NULL, NULL, 1, NULL, NULL, 0, '["bearer:55d532a1"]');
INSERT INTO "contents" ("message_sequence", "headers", "bytes") VALUES (1, '{"host":"127.0.0.1:18480","connection":"keep-alive","authorization":"***","content-type":"application/json","accept":"*/*","accept-language":"*","sec-fetch-mode":"cors","user-agent":"node","accept-encoding":"gzip, deflate","content-length":"82"}', X'7b226f726465725265666572656e6365223a22757067726164652d31222c2277656273686f70223a382c22626172636f6465223a225550475241444531222c22737461747573223a2243524541544544227d');
INSERT INTO "contents" ("message_sequence", "headers", "bytes") VALUES (2, '{"host":"127.0.0.1:18480","connection":"keep-alive","authorization":"***","content-type":"application/json","accept":"*/*","accept-language":"*","sec-fetch-mode":"cors","user-agent":"node","accept-encoding":"gzip, deflate","content-length":"85"}', X'7b226f726465725265666572656e6365223a22757067726164652d32222c2277656273686f70223a382c22626172636f6465223a225550475241444532222c22737461747573223a22554e48454152445f4f46227d');
INSERT INTO "receipts" ("id", "message_sequence", "received_at_ms") VALUES (1, 1, 1796007209314);
INSERT INTO "identities" ("source", "kind", "key", "binding", "message_sequence", "expires_at_ms") VALUES ('shipping', 'body', '2738b3a058b33838f08b2eac70432362d4749380aaebba52794dab90be16f38d', '2738b3a058b33838f08b2eac70432362d4749380aaebba52794dab90be16f38d', 1, 4949607208782);
INSERT INTO "identities" ("source", "kind", "key", "binding", "message_sequence", "expires_at_ms") VALUES ('shipping', 'body', 'd900c50ccbb60595571f4317721c3c1899e67641d2d6409c3b73d33285d21090', 'd900c50ccbb60595571f4317721c3c1899e67641d2d6409c3b73d33285d21090', 2, 4949607209444);
INSERT INTO "topics" ("source", "topic", "value", "changed_at_sequence") VALUES ('shipping', 'barcode UPGRADE1', 'CREATED', 1);
INSERT INTO "topics" ("source", "topic", "value", "changed_at_sequence") VALUES ('shipping', 'barcode UPGRADE2', 'UNHEARD_OF', 2);
INSERT INTO "credential_uses" ("source", "credential", "uses", "last_used_at_ms", "first_used_at_ms") VALUES ('shipping', 'bearer:55d532a1', 3, 1796007209444, 1796007208782);
INSERT INTO "work" ("id", "message_sequence", "due_at_ms", "since_ms", "fence", "attempts", "unfinished") VALUES (1, 1, NULL, 1796007208782, 1, 1, 0);
INSERT INTO "work" ("id", "message_sequence", "due_at_ms", "since_ms", "fence", "attempts", "unfinished") VALUES (2, 2, NULL, 1796007209444, 1, 1, 0);
INSERT INTO "events" ("sequence", "id", "message_sequence", "type", "source", "subject", "created_at_ms", "envelope") VALUES (1, '01a22a5f-2751-7080-a221-c4d8bb036cc8-0', 1, 'com.paazl.shipment.status', '/paazl/shipping', 'upgrade-1', 1796007214886, '{"specversion":"1.0","id":"01a22a5f-2751-7080-a221-c4d8bb036cc8-0","type":"com.paazl.shipment.status","source":"/paazl/shipping","time":"2026-11-30T02:53:28.782Z","datacontenttype":"application/json","subject":"upgrade-1","data":{"orderReference":"upgrade-1","webshop":"8","barcode":"UPGRADE1","status":"CREATED","possibleRepeat":false},"pushdockmessage":"01a22a5f-2751-7080-a221-c4d8bb036cc8","pushdockverdict":"match"}');
INSERT INTO "events" ("sequence", "id", "message_sequence", "type", "source", "subject", "created_at_ms", "envelope") VALUES (2, '01a22a5f-29e4-730e-8e90-b8b1b6d96045-0', 2, 'com.paazl.shipment.status', '/paazl/shipping', 'upgrade-2', 1796007214916, '{"specversion":"1.0","id":"01a22a5f-29e4-730e-8e90-b8b1b6d96045-0","type":"com.paazl.shipment.status","source":"/paazl/shipping","time":"2026-11-30T02:53:29.444Z","datacontenttype":"application/json","subject":"upgrade-2","data":{"orderReference":"upgrade-2","webshop":"8","barcode":"UPGRADE2","status":"UNHEARD_OF","possibleRepeat":false},"pushdockmessage":"01a22a5f-29e4-730e-8e90-b8b1b6d96045","pushdockverdict":"drift"}');
INSERT INTO "heartbeat" ("id", "at_ms") VALUES (1, 1796007208519);
INSERT INTO "deliveries" ("id", "event_sequence", "sink", "copy", "replay", "lane", "order_key", "place", "behind", "state", "due_at_ms", "since_ms", "settled_at_ms", "fence", "attempts", "detail", "status", "answer", "envelope", "unfinished") VALUES (1, 1, 'ledger', 0, NULL, 'live', NULL, 1, 0, 'delivered', NULL, 1796007214886, 1796007215117, 1, 1, '/var/lib/pushdock/events.ndjson', NULL, NULL, NULL, 0);
INSERT INTO "deliveries" ("id", "event_sequence", "sink", "copy", "replay", "lane", "order_key", "place", "behind", "state", "due_at_ms", "since_ms", "settled_at_ms", "fence", "attempts", "detail", "status", "answer", "envelope", "unfinished") VALUES (2, 1, 'away', 0, NULL, 'retry', NULL, 1, 0, 'due', 1796007215309, 1796007215309, NULL, 2, 1, 'no answer from 127.0.0.1:9 (ECONNREFUSED)', NULL, NULL, NULL, 0);
INSERT INTO "deliveries" ("id", "event_sequence", "sink", "copy", "replay", "lane", "order_key", "place", "behind", "state", "due_at_ms", "since_ms", "settled_at_ms", "fence", "attempts", "detail", "status", "answer", "envelope", "unfinished") VALUES (3, 2, 'ledger', 0, NULL, 'live', NULL, 2, 0, 'delivered', NULL, 1796007214916, 1796007215125, 1, 1, '/var/lib/pushdock/events.ndjson', NULL, NULL, NULL, 0);
INSERT INTO "deliveries" ("id", "event_sequence", "sink", "copy", "replay", "lane", "order_key", "place", "behind", "state", "due_at_ms", "since_ms", "settled_at_ms", "fence", "attempts", "detail", "status", "answer", "envelope", "unfinished") VALUES (4, 2, 'away', 0, NULL, 'retry', NULL, 2, 0, 'due', 1796007215845, 1796007215845, NULL, 2, 1, 'no answer from 127.0.0.1:9 (ECONNREFUSED)', NULL, NULL, NULL, 0);
INSERT INTO "attempts" ("id", "delivery_id", "outcome", "ended_at_ms", "took_ms", "status", "detail") VALUES (1, 2, 'retry', 1796007215020, 60, NULL, 'no answer from 127.0.0.1:9 (ECONNREFUSED)');
INSERT INTO "attempts" ("id", "delivery_id", "outcome", "ended_at_ms", "took_ms", "status", "detail") VALUES (2, 4, 'retry', 1796007215051, 4, NULL, 'no answer from 127.0.0.1:9 (ECONNREFUSED)');
INSERT INTO "attempts" ("id", "delivery_id", "outcome", "ended_at_ms", "took_ms", "status", "detail") VALUES (3, 1, 'delivered', 1796007215117, 72, NULL, '/var/lib/pushdock/events.ndjson');
INSERT INTO "attempts" ("id", "delivery_id", "outcome", "ended_at_ms", "took_ms", "status", "detail") VALUES (4, 3, 'delivered', 1796007215125, 79, NULL, '/var/lib/pushdock/events.ndjson');
INSERT INTO "forgotten_events" ("id", "sequence", "created_at_ms") VALUES (1, 0, 0);
INSERT INTO "drift" ("id", "provider", "event", "path", "rule", "source", "message_id", "finding", "state", "state_since_ms", "first_seen_at_ms", "last_seen_at_ms", "count", "alert") VALUES (1, 'paazl', 'com.paazl.shipment.status', '/status', 'unknown_value', 'shipping', '01a22a5f-29e4-730e-8e90-b8b1b6d96045', '{"rule":"unknown_value","path":"/status","severity":"drift","expected":"one of CREATED, DELETED, READY_TO_POST, SCANNED, AVAILABLE_AT_PICKUP_POINT, DELIVERED, DELIVEREDBB, RETOUR, PICKEDUP, UITLEVERING, UNKNOWN, MANCO, NOT_AT_HOME","seen":"UNHEARD_OF","contract":{"name":"paazl-push","version":"1.0.0","schema":"LabelStatusNotification","path":"/status"}}', 'new', 1796007214916, 1796007214916, 1796007214916, 1, 0);
INSERT INTO "kept" ("space", "key", "value", "version") VALUES ('health', 'shipping@only', X'7b2276657273696f6e223a312c2272687974686d223a7b22757375616c223a5b2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d315d2c22686f7572223a3439383839302c22726563656e74223a5b335d2c22686f757273223a302c22707573686573223a337d2c2266697273745365656e4d73223a313739363030373139393236312c226661696c75726573223a302c22737472616e67657273223a7b22686f7572223a302c22636f756e74223a302c226265666f7265223a302c226c61737441744d73223a307d2c226c61737441636365707465644d73223a313739363030373230393937312c226b6e6f776e223a7b2261646472657373223a5b5b223132372e302e302e31222c313739363030373230393134365d5d2c226167656e74223a5b5b226e6f6465222c313739363030373230393134365d5d2c227368617065223a5b5b226170706c69636174696f6e2f6a736f6e207b6f726465725265666572656e6365222c313739363030373230393134365d5d7d2c226c6174656e63696573223a5b7b22736c6f74223a353938363639302c22776f7273744d73223a3533312e383131303135393939393939372c22636f756e7473223a5b5b34372c315d2c5b34302c315d2c5b34382c315d5d7d5d2c226661696c696e67223a5b5d2c226163636570746564223a5b5d2c226f757461676573223a5b5d7d', 2);
INSERT INTO "kept" ("space", "key", "value", "version") VALUES ('health-told', 'shipping', X'6865616c746879', 2);
CREATE INDEX messages_by_provider ON messages (provider);
CREATE INDEX messages_by_source   ON messages (source);
CREATE INDEX messages_by_state    ON messages (state)   WHERE state <> 'processed';
CREATE INDEX messages_by_verdict  ON messages (verdict) WHERE verdict <> 'match';
CREATE INDEX messages_by_group    ON messages (source, record_group) WHERE record_group IS NOT NULL;
CREATE INDEX receipts_by_message ON receipts (message_sequence);
CREATE INDEX identities_by_message ON identities (message_sequence);
CREATE INDEX conflicts_by_message ON conflicts (message_sequence);
CREATE INDEX nonces_by_expiry ON nonces (expires_at_ms);
CREATE INDEX work_waiting ON work (due_at_ms, since_ms) WHERE due_at_ms IS NOT NULL;
CREATE INDEX events_by_message ON events (message_sequence);
CREATE INDEX events_by_type    ON events (type);
CREATE INDEX events_by_source  ON events (source);
CREATE INDEX deliveries_waiting ON deliveries (sink, lane, due_at_ms) WHERE due_at_ms IS NOT NULL;
CREATE UNIQUE INDEX deliveries_heads ON deliveries (sink, order_key)
  WHERE order_key IS NOT NULL AND state = 'due' AND behind = 0;
CREATE INDEX deliveries_behind ON deliveries (sink, order_key, place) WHERE behind = 1;
CREATE INDEX deliveries_dead ON deliveries (sink) WHERE state = 'dead';
CREATE INDEX deliveries_by_replay ON deliveries (replay) WHERE replay IS NOT NULL;
CREATE INDEX deliveries_owed_by_replay ON deliveries (replay, behind) WHERE replay IS NOT NULL AND state = 'due';
CREATE INDEX attempts_by_delivery ON attempts (delivery_id);
CREATE INDEX topics_by_change ON topics (changed_at_sequence);
CREATE TRIGGER events_forgotten AFTER DELETE ON events BEGIN
  UPDATE forgotten_events SET sequence = OLD.sequence, created_at_ms = OLD.created_at_ms WHERE sequence < OLD.sequence;
END;
CREATE INDEX drift_by_state ON drift (state, provider);
CREATE INDEX messages_held ON messages (sequence) WHERE legal_hold IS NOT NULL;
CREATE INDEX owed_answers_open ON owed_answers (message_sequence) WHERE answered = 0;
CREATE INDEX messages_by_ending ON messages (sequence >> 12, substr(id, -4));
CREATE INDEX work_suspects       ON work (due_at_ms)             WHERE due_at_ms IS NOT NULL AND unfinished >= 3;
CREATE INDEX deliveries_suspects ON deliveries (sink, due_at_ms) WHERE due_at_ms IS NOT NULL AND unfinished >= 3;
CREATE INDEX deliveries_dead_since ON deliveries (settled_at_ms) WHERE state = 'dead';
CREATE INDEX released_identities_by_message ON released_identities (message_sequence);
PRAGMA application_id = 1349862507;
PRAGMA user_version = 16;

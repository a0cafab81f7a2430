/**
 * The first schema.
 *
 * - `messages` and `events` are written once; what becomes of a message is in `outcomes`, because a row with an indexed state is written anew with
 *   each change (no HOT update). A message without an outcome is received. Nothing refers by a foreign key: the check costs each ack a look and a lock, and
 *   whoever forgets a message deletes all that is its own in one transaction (`retention/`).
 * - Waiting work and deliveries: `due_at_ms` is when a worker may take it, NULL once it is settled or stands behind another of its order key; `since_ms` is when it
 *   became due. A lease (`lease_until_ms` > 0, of `node`) is not indexed, so a claim is a HOT update. All of them are times of the database.
 * - Of the unsettled deliveries with one `order_key` in one sink exactly one is the head (`behind` = 0): the unique index holds it, whatever two transactions saw.
 *   A delivered delivery never changes again and moves to `delivered`, in the partition of its day.
 * - `contents` has the partition of the day on which its message was received. There is no DEFAULT partition: a row in it would keep the right one from being made.
 * - Identities are never partitioned by time: a unique key that has the time in it ends deduplication without a word.
 * - An event gets its `position` in a second, short transaction (`events/numbering.ts`). Its `sequence` may be committed in another order.
 */
const queue =
  'WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0)';

export const firstSchema = {
  number: 1,
  name: 'messages, work, events, deliveries, nodes',
  sql: `
CREATE SEQUENCE pushdock.message_sequence;
CREATE TABLE pushdock.messages (
  sequence           bigint PRIMARY KEY,
  id                 text   NOT NULL,
  provider           text   NOT NULL,
  source             text   NOT NULL,
  operation          text   NOT NULL,
  received_at_ms     bigint NOT NULL,
  method             text   NOT NULL,
  target             text   NOT NULL,
  body_bytes         bigint NOT NULL,
  possible_repeat_of text,
  conflicts_with     text,
  record_group       text,
  credentials        text,
  legal_hold         text,
  body_forgotten     smallint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX messages_by_id ON pushdock.messages (id);
-- Endings are random: in blocks of 4,096 messages a commit writes the few pages of the newest block.
CREATE INDEX messages_by_ending ON pushdock.messages ((sequence >> 12), right(id, 4));
CREATE INDEX messages_by_source ON pushdock.messages (source, sequence);
CREATE INDEX messages_by_time   ON pushdock.messages USING brin (received_at_ms);
CREATE INDEX messages_by_group  ON pushdock.messages (source, record_group, sequence) WHERE record_group IS NOT NULL;
CREATE INDEX messages_held      ON pushdock.messages (sequence) WHERE legal_hold IS NOT NULL;

CREATE TABLE pushdock.outcomes (
  message_sequence bigint PRIMARY KEY,
  state            text   NOT NULL CHECK (state IN ('received', 'processed', 'quarantined', 'failed', 'recorded')),
  reason           text,
  verdict          text   CHECK (verdict IN ('match', 'drift', 'violation', 'unknown')),
  findings         text   NOT NULL DEFAULT '[]'
);
CREATE INDEX outcomes_by_state   ON pushdock.outcomes (state, message_sequence)   WHERE state <> 'processed';
CREATE INDEX outcomes_by_verdict ON pushdock.outcomes (verdict, message_sequence) WHERE verdict <> 'match';

CREATE TABLE pushdock.contents (
  day              integer NOT NULL,
  message_sequence bigint  NOT NULL,
  headers          text    NOT NULL,
  bytes            bytea   NOT NULL,
  PRIMARY KEY (message_sequence, day)
) PARTITION BY RANGE (day);

CREATE TABLE pushdock.receipts (
  id               bigint GENERATED ALWAYS AS IDENTITY,
  message_sequence bigint NOT NULL,
  received_at_ms   bigint NOT NULL,
  PRIMARY KEY (message_sequence, id)
);
CREATE TABLE pushdock.documents (
  id               bigint GENERATED ALWAYS AS IDENTITY,
  message_sequence bigint NOT NULL,
  name             text   NOT NULL,
  media_type       text   NOT NULL,
  fetched_at_ms    bigint NOT NULL,
  bytes            bytea  NOT NULL,
  PRIMARY KEY (message_sequence, name)
);
CREATE TABLE pushdock.results (
  message_sequence bigint   PRIMARY KEY,
  final            smallint NOT NULL,
  value            text     NOT NULL,
  settled_at_ms    bigint
);
CREATE TABLE pushdock.owed_answers (
  message_sequence bigint   PRIMARY KEY,
  answered         smallint NOT NULL DEFAULT 0
);
CREATE INDEX owed_answers_open ON pushdock.owed_answers (message_sequence) WHERE answered = 0;

CREATE TABLE pushdock.identities (
  source           text   NOT NULL,
  kind             text   NOT NULL,
  key              text   NOT NULL,
  binding          text   NOT NULL,
  message_sequence bigint NOT NULL,
  expires_at_ms    bigint,
  PRIMARY KEY (source, kind, key)
);
CREATE INDEX identities_by_message ON pushdock.identities (message_sequence);
CREATE TABLE pushdock.released_identities (
  source           text   NOT NULL,
  kind             text   NOT NULL,
  key              text   NOT NULL,
  message_sequence bigint NOT NULL,
  PRIMARY KEY (source, kind, key)
);
CREATE INDEX released_identities_by_message ON pushdock.released_identities (message_sequence);
CREATE TABLE pushdock.topics (
  source              text   NOT NULL,
  topic               text   NOT NULL,
  value               text   NOT NULL,
  changed_at_sequence bigint NOT NULL,
  PRIMARY KEY (source, topic)
);
CREATE INDEX topics_by_change ON pushdock.topics (changed_at_sequence);
CREATE TABLE pushdock.conflicts (
  source           text   NOT NULL,
  kind             text   NOT NULL,
  key              text   NOT NULL,
  binding          text   NOT NULL,
  message_sequence bigint NOT NULL,
  PRIMARY KEY (source, kind, key, binding)
);
CREATE INDEX conflicts_by_message ON pushdock.conflicts (message_sequence);
CREATE TABLE pushdock.nonces (
  source        text   NOT NULL,
  key           text   NOT NULL,
  expires_at_ms bigint NOT NULL,
  message_id    text,
  identity      text,
  spent_at_ms   bigint,
  PRIMARY KEY (source, key)
);
CREATE INDEX nonces_by_expiry ON pushdock.nonces (expires_at_ms);
-- A row for each node, added up when they are read: one row for all would be the one that every ack waits for.
CREATE TABLE pushdock.credential_uses (
  source           text   NOT NULL,
  credential       text   NOT NULL,
  node             text   NOT NULL,
  uses             bigint NOT NULL,
  first_used_at_ms bigint NOT NULL,
  last_used_at_ms  bigint NOT NULL,
  PRIMARY KEY (source, credential, node)
) WITH (fillfactor = 50);
CREATE TABLE pushdock.record_rates (
  source       text   NOT NULL,
  record_group text   NOT NULL,
  minute       bigint NOT NULL,
  kept         bigint NOT NULL,
  PRIMARY KEY (source, record_group)
);

CREATE TABLE pushdock.work (
  message_sequence bigint PRIMARY KEY,
  due_at_ms        bigint,
  since_ms         bigint  NOT NULL,
  fence            bigint  NOT NULL DEFAULT 0,
  attempts         integer NOT NULL DEFAULT 0,
  unfinished       integer NOT NULL DEFAULT 0,
  lease_until_ms   bigint  NOT NULL DEFAULT 0,
  node             bigint
) ${queue};
CREATE INDEX work_waiting  ON pushdock.work (due_at_ms, message_sequence) WHERE due_at_ms IS NOT NULL;
CREATE INDEX work_suspects ON pushdock.work (due_at_ms, message_sequence) WHERE due_at_ms IS NOT NULL AND unfinished >= 3;

CREATE TABLE pushdock.events (
  sequence         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id               text   NOT NULL,
  message_sequence bigint NOT NULL,
  type             text   NOT NULL,
  source           text   NOT NULL,
  subject          text,
  created_at_ms    bigint NOT NULL,
  envelope         text   NOT NULL
);
CREATE UNIQUE INDEX events_by_id ON pushdock.events (id);
CREATE INDEX events_by_message ON pushdock.events (message_sequence);
CREATE INDEX events_by_type    ON pushdock.events (type, sequence);
CREATE INDEX events_by_time    ON pushdock.events USING brin (created_at_ms);
CREATE TABLE pushdock.unnumbered_events (event_sequence bigint PRIMARY KEY) ${queue};
CREATE TABLE pushdock.event_positions (
  position       bigint PRIMARY KEY,
  event_sequence bigint NOT NULL UNIQUE
);
CREATE TABLE pushdock.sequencer (id smallint PRIMARY KEY CHECK (id = 1), last bigint NOT NULL);
INSERT INTO pushdock.sequencer VALUES (1, 0);
CREATE TABLE pushdock.forgotten_events (
  id            smallint PRIMARY KEY CHECK (id = 1),
  position      bigint NOT NULL,
  created_at_ms bigint NOT NULL
);
INSERT INTO pushdock.forgotten_events VALUES (1, 0, 0);

CREATE SEQUENCE pushdock.delivery_sequence;
CREATE TABLE pushdock.deliveries (
  id             bigint PRIMARY KEY DEFAULT nextval('pushdock.delivery_sequence'),
  event_sequence bigint   NOT NULL,
  sink           text     NOT NULL,
  copy           bigint   NOT NULL DEFAULT 0,
  replay         bigint,
  lane           text     NOT NULL DEFAULT 'live' CHECK (lane IN ('live', 'retry', 'replay')),
  order_key      text,
  place          bigint   NOT NULL,
  behind         smallint NOT NULL DEFAULT 0,
  state          text     NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'dead')),
  due_at_ms      bigint,
  since_ms       bigint   NOT NULL,
  settled_at_ms  bigint,
  fence          bigint   NOT NULL DEFAULT 0,
  attempts       integer  NOT NULL DEFAULT 0,
  unfinished     integer  NOT NULL DEFAULT 0,
  lease_until_ms bigint   NOT NULL DEFAULT 0,
  node           bigint,
  detail         text,
  status         integer,
  answer         text,
  envelope       text,
  UNIQUE (event_sequence, sink, copy)
) ${queue};
CREATE INDEX deliveries_waiting  ON pushdock.deliveries (sink, lane, due_at_ms, id) WHERE due_at_ms IS NOT NULL;
CREATE INDEX deliveries_suspects ON pushdock.deliveries (sink, due_at_ms, id) WHERE due_at_ms IS NOT NULL AND unfinished >= 3;
CREATE UNIQUE INDEX deliveries_heads ON pushdock.deliveries (sink, order_key) WHERE order_key IS NOT NULL AND state = 'due' AND behind = 0;
CREATE INDEX deliveries_behind ON pushdock.deliveries (sink, order_key, place, id) WHERE behind = 1;
CREATE INDEX deliveries_dead   ON pushdock.deliveries (sink, settled_at_ms) WHERE state = 'dead';
CREATE INDEX deliveries_by_replay ON pushdock.deliveries (replay) WHERE replay IS NOT NULL;

CREATE TABLE pushdock.delivered (
  day            integer NOT NULL,
  id             bigint  NOT NULL,
  event_sequence bigint  NOT NULL,
  sink           text    NOT NULL,
  copy           bigint  NOT NULL,
  replay         bigint,
  lane           text    NOT NULL,
  place          bigint  NOT NULL,
  settled_at_ms  bigint  NOT NULL,
  fence          bigint  NOT NULL,
  attempts       integer NOT NULL,
  detail         text,
  status         integer,
  answer         text,
  envelope       text,
  PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);
CREATE INDEX delivered_by_event  ON pushdock.delivered (event_sequence);
CREATE INDEX delivered_by_replay ON pushdock.delivered (replay) WHERE replay IS NOT NULL;

CREATE VIEW pushdock.all_deliveries AS
  SELECT id, event_sequence, sink, copy, replay, lane, place, behind, state, due_at_ms, lease_until_ms, settled_at_ms, fence, attempts,
    detail, status, answer, envelope FROM pushdock.deliveries
  UNION ALL
  SELECT id, event_sequence, sink, copy, replay, lane, place, 0::smallint, 'delivered', NULL::bigint, 0::bigint, settled_at_ms, fence, attempts,
    detail, status, answer, envelope FROM pushdock.delivered;

CREATE TABLE pushdock.attempts (
  id          bigint GENERATED ALWAYS AS IDENTITY,
  delivery_id bigint  NOT NULL,
  outcome     text    NOT NULL CHECK (outcome IN ('delivered', 'retry', 'dead', 'gone')),
  ended_at_ms bigint  NOT NULL,
  took_ms     double precision,
  status      integer,
  detail      text    NOT NULL,
  PRIMARY KEY (delivery_id, id)
);

CREATE TABLE pushdock.sinks (name text PRIMARY KEY, paused_at_ms bigint, reason text);

CREATE TABLE pushdock.replays (
  id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  request        text    NOT NULL,
  state          text    NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'stopped')),
  created_at_ms  bigint  NOT NULL,
  ended_at_ms    bigint,
  total          bigint  NOT NULL,
  until_sequence bigint  NOT NULL,
  at_sequence    bigint  NOT NULL DEFAULT 0,
  walked         bigint  NOT NULL DEFAULT 0,
  skipped        bigint  NOT NULL DEFAULT 0,
  reopened       bigint  NOT NULL DEFAULT 0,
  last_skip      text,
  unfinished     integer NOT NULL DEFAULT 0
);

CREATE TABLE pushdock.findings (
  id               bigint   GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  provider         text     NOT NULL,
  event            text     NOT NULL,
  path             text     NOT NULL,
  rule             text     NOT NULL,
  source           text     NOT NULL,
  message_id       text     NOT NULL,
  finding          text     NOT NULL,
  state            text     NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'acknowledged', 'resolved')),
  state_since_ms   bigint   NOT NULL,
  first_seen_at_ms bigint   NOT NULL,
  last_seen_at_ms  bigint   NOT NULL,
  count            bigint   NOT NULL,
  alert            smallint NOT NULL
);
-- By a digest: a path may be longer than an entry of an index.
CREATE UNIQUE INDEX findings_by_place ON pushdock.findings (provider, md5(event || chr(1) || path || chr(1) || rule));
CREATE INDEX findings_by_state ON pushdock.findings (state, provider);
CREATE TABLE pushdock.finding_overflow (provider text PRIMARY KEY, count bigint NOT NULL, last_seen_at_ms bigint NOT NULL);

CREATE TABLE pushdock.consumers (
  name               text   PRIMARY KEY,
  position           bigint NOT NULL,
  created_at_ms      bigint NOT NULL,
  acknowledged_at_ms bigint NOT NULL
);
CREATE TABLE pushdock.kept (space text NOT NULL, key text NOT NULL, value bytea, version bigint NOT NULL, PRIMARY KEY (space, key));
CREATE TABLE pushdock.heartbeat (id smallint PRIMARY KEY CHECK (id = 1), at_ms bigint NOT NULL);

-- A start of a gateway is an epoch. Its claims and leases name it, and end when it has not said for 15 s that it lives.
CREATE TABLE pushdock.nodes (
  epoch         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id            text   NOT NULL,
  role          text   NOT NULL,
  version       text   NOT NULL,
  process       text   NOT NULL,
  started_at_ms bigint NOT NULL,
  seen_at_ms    bigint NOT NULL,
  draining      smallint NOT NULL DEFAULT 0,
  gone          smallint NOT NULL DEFAULT 0
);
CREATE TABLE pushdock.leases (name text PRIMARY KEY, holder text NOT NULL, until_ms bigint NOT NULL, node bigint NOT NULL);
`,
} as const;

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA pushdock;
SET default_tablespace = '';
CREATE TABLE pushdock.delivered (
    day integer NOT NULL,
    id bigint NOT NULL,
    event_sequence bigint NOT NULL,
    sink text NOT NULL COLLATE pg_catalog."C",
    copy bigint NOT NULL,
    replay bigint,
    lane text NOT NULL COLLATE pg_catalog."C",
    place bigint NOT NULL,
    settled_at_ms bigint NOT NULL,
    fence bigint NOT NULL,
    attempts integer NOT NULL,
    detail text COLLATE pg_catalog."C",
    status integer,
    answer text COLLATE pg_catalog."C",
    envelope text COLLATE pg_catalog."C"
)
PARTITION BY RANGE (day);
CREATE SEQUENCE pushdock.delivery_sequence
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
SET default_table_access_method = heap;
CREATE TABLE pushdock.deliveries (
    id bigint DEFAULT nextval('pushdock.delivery_sequence'::regclass) NOT NULL,
    event_sequence bigint NOT NULL,
    sink text NOT NULL COLLATE pg_catalog."C",
    copy bigint DEFAULT 0 NOT NULL,
    replay bigint,
    lane text DEFAULT 'live'::text NOT NULL COLLATE pg_catalog."C",
    order_key text COLLATE pg_catalog."C",
    place bigint NOT NULL,
    behind smallint DEFAULT 0 NOT NULL,
    state text DEFAULT 'due'::text NOT NULL COLLATE pg_catalog."C",
    due_at_ms bigint,
    since_ms bigint NOT NULL,
    settled_at_ms bigint,
    fence bigint DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    unfinished integer DEFAULT 0 NOT NULL,
    lease_until_ms bigint DEFAULT 0 NOT NULL,
    node bigint,
    detail text COLLATE pg_catalog."C",
    status integer,
    answer text COLLATE pg_catalog."C",
    envelope text COLLATE pg_catalog."C",
    CONSTRAINT deliveries_lane_check CHECK ((lane = ANY (ARRAY['live'::text, 'retry'::text, 'replay'::text]))),
    CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['due'::text, 'dead'::text])))
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000', autovacuum_vacuum_cost_delay='0');
CREATE VIEW pushdock.all_deliveries AS
 SELECT deliveries.id,
    deliveries.event_sequence,
    deliveries.sink,
    deliveries.copy,
    deliveries.replay,
    deliveries.lane,
    deliveries.place,
    deliveries.behind,
    deliveries.state,
    deliveries.due_at_ms,
    deliveries.lease_until_ms,
    deliveries.settled_at_ms,
    deliveries.fence,
    deliveries.attempts,
    deliveries.detail,
    deliveries.status,
    deliveries.answer,
    deliveries.envelope
   FROM pushdock.deliveries
UNION ALL
 SELECT delivered.id,
    delivered.event_sequence,
    delivered.sink,
    delivered.copy,
    delivered.replay,
    delivered.lane,
    delivered.place,
    (0)::smallint AS behind,
    'delivered'::text AS state,
    NULL::bigint AS due_at_ms,
    (0)::bigint AS lease_until_ms,
    delivered.settled_at_ms,
    delivered.fence,
    delivered.attempts,
    delivered.detail,
    delivered.status,
    delivered.answer,
    delivered.envelope
   FROM pushdock.delivered;
CREATE TABLE pushdock.attempts (
    id bigint NOT NULL,
    delivery_id bigint NOT NULL,
    outcome text NOT NULL COLLATE pg_catalog."C",
    ended_at_ms bigint NOT NULL,
    took_ms double precision,
    status integer,
    detail text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT attempts_outcome_check CHECK ((outcome = ANY (ARRAY['delivered'::text, 'retry'::text, 'dead'::text, 'gone'::text])))
);
ALTER TABLE pushdock.attempts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pushdock.attempts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE pushdock.conflicts (
    source text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    binding text NOT NULL COLLATE pg_catalog."C",
    message_sequence bigint NOT NULL
);
CREATE TABLE pushdock.consumers (
    name text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    created_at_ms bigint NOT NULL,
    acknowledged_at_ms bigint NOT NULL
);
CREATE TABLE pushdock.contents (
    day integer NOT NULL,
    message_sequence bigint NOT NULL,
    headers text NOT NULL COLLATE pg_catalog."C",
    bytes bytea NOT NULL
)
PARTITION BY RANGE (day);
CREATE TABLE pushdock.contents_20787 (
    day integer NOT NULL,
    message_sequence bigint NOT NULL,
    headers text NOT NULL COLLATE pg_catalog."C",
    bytes bytea NOT NULL,
    CONSTRAINT contents_20787_day_check CHECK ((day = 20787))
)
WITH (autovacuum_vacuum_scale_factor='0.05');
CREATE TABLE pushdock.contents_20788 (
    day integer NOT NULL,
    message_sequence bigint NOT NULL,
    headers text NOT NULL COLLATE pg_catalog."C",
    bytes bytea NOT NULL,
    CONSTRAINT contents_20788_day_check CHECK ((day = 20788))
)
WITH (autovacuum_vacuum_scale_factor='0.05');
CREATE TABLE pushdock.contents_20789 (
    day integer NOT NULL,
    message_sequence bigint NOT NULL,
    headers text NOT NULL COLLATE pg_catalog."C",
    bytes bytea NOT NULL,
    CONSTRAINT contents_20789_day_check CHECK ((day = 20789))
)
WITH (autovacuum_vacuum_scale_factor='0.05');
CREATE TABLE pushdock.credential_uses (
    source text NOT NULL COLLATE pg_catalog."C",
    credential text NOT NULL COLLATE pg_catalog."C",
    node text NOT NULL COLLATE pg_catalog."C",
    uses bigint NOT NULL,
    first_used_at_ms bigint NOT NULL,
    last_used_at_ms bigint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE pushdock.delivered_20787 (
    day integer NOT NULL,
    id bigint NOT NULL,
    event_sequence bigint NOT NULL,
    sink text NOT NULL COLLATE pg_catalog."C",
    copy bigint NOT NULL,
    replay bigint,
    lane text NOT NULL COLLATE pg_catalog."C",
    place bigint NOT NULL,
    settled_at_ms bigint NOT NULL,
    fence bigint NOT NULL,
    attempts integer NOT NULL,
    detail text COLLATE pg_catalog."C",
    status integer,
    answer text COLLATE pg_catalog."C",
    envelope text COLLATE pg_catalog."C",
    CONSTRAINT delivered_20787_day_check CHECK ((day = 20787))
)
WITH (autovacuum_vacuum_scale_factor='0.05');
CREATE TABLE pushdock.delivered_20788 (
    day integer NOT NULL,
    id bigint NOT NULL,
    event_sequence bigint NOT NULL,
    sink text NOT NULL COLLATE pg_catalog."C",
    copy bigint NOT NULL,
    replay bigint,
    lane text NOT NULL COLLATE pg_catalog."C",
    place bigint NOT NULL,
    settled_at_ms bigint NOT NULL,
    fence bigint NOT NULL,
    attempts integer NOT NULL,
    detail text COLLATE pg_catalog."C",
    status integer,
    answer text COLLATE pg_catalog."C",
    envelope text COLLATE pg_catalog."C",
    CONSTRAINT delivered_20788_day_check CHECK ((day = 20788))
)
WITH (autovacuum_vacuum_scale_factor='0.05');
CREATE TABLE pushdock.delivered_20789 (
    day integer NOT NULL,
    id bigint NOT NULL,
    event_sequence bigint NOT NULL,
    sink text NOT NULL COLLATE pg_catalog."C",
    copy bigint NOT NULL,
    replay bigint,
    lane text NOT NULL COLLATE pg_catalog."C",
    place bigint NOT NULL,
    settled_at_ms bigint NOT NULL,
    fence bigint NOT NULL,
    attempts integer NOT NULL,
    detail text COLLATE pg_catalog."C",
    status integer,
    answer text COLLATE pg_catalog."C",
    envelope text COLLATE pg_catalog."C",
    CONSTRAINT delivered_20789_day_check CHECK ((day = 20789))
)
WITH (autovacuum_vacuum_scale_factor='0.05');
CREATE TABLE pushdock.documents (
    id bigint NOT NULL,
    message_sequence bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    media_type text NOT NULL COLLATE pg_catalog."C",
    fetched_at_ms bigint NOT NULL,
    bytes bytea NOT NULL
);
ALTER TABLE pushdock.documents ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pushdock.documents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE pushdock.event_positions (
    "position" bigint NOT NULL,
    event_sequence bigint NOT NULL
);
CREATE TABLE pushdock.events (
    sequence bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    message_sequence bigint NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    subject text COLLATE pg_catalog."C",
    created_at_ms bigint NOT NULL,
    envelope text NOT NULL COLLATE pg_catalog."C"
);
ALTER TABLE pushdock.events ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pushdock.events_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE pushdock.finding_overflow (
    provider text NOT NULL COLLATE pg_catalog."C",
    count bigint NOT NULL,
    last_seen_at_ms bigint NOT NULL
);
CREATE TABLE pushdock.findings (
    id bigint NOT NULL,
    provider text NOT NULL COLLATE pg_catalog."C",
    event text NOT NULL COLLATE pg_catalog."C",
    path text NOT NULL COLLATE pg_catalog."C",
    rule text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    message_id text NOT NULL COLLATE pg_catalog."C",
    finding text NOT NULL COLLATE pg_catalog."C",
    state text DEFAULT 'new'::text NOT NULL COLLATE pg_catalog."C",
    state_since_ms bigint NOT NULL,
    first_seen_at_ms bigint NOT NULL,
    last_seen_at_ms bigint NOT NULL,
    count bigint NOT NULL,
    alert smallint NOT NULL,
    CONSTRAINT findings_state_check CHECK ((state = ANY (ARRAY['new'::text, 'acknowledged'::text, 'resolved'::text])))
);
ALTER TABLE pushdock.findings ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pushdock.findings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE pushdock.forgotten_events (
    id smallint NOT NULL,
    "position" bigint NOT NULL,
    created_at_ms bigint NOT NULL,
    CONSTRAINT forgotten_events_id_check CHECK ((id = 1))
);
CREATE TABLE pushdock.heartbeat (
    id smallint NOT NULL,
    at_ms bigint NOT NULL,
    CONSTRAINT heartbeat_id_check CHECK ((id = 1))
);
CREATE TABLE pushdock.identities (
    source text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    binding text NOT NULL COLLATE pg_catalog."C",
    message_sequence bigint NOT NULL,
    expires_at_ms bigint
);
CREATE TABLE pushdock.kept (
    space text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    value bytea,
    version bigint NOT NULL
);
CREATE TABLE pushdock.leases (
    name text NOT NULL COLLATE pg_catalog."C",
    holder text NOT NULL COLLATE pg_catalog."C",
    until_ms bigint NOT NULL,
    node bigint NOT NULL
);
CREATE SEQUENCE pushdock.message_sequence
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE pushdock.messages (
    sequence bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    provider text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    operation text NOT NULL COLLATE pg_catalog."C",
    received_at_ms bigint NOT NULL,
    method text NOT NULL COLLATE pg_catalog."C",
    target text NOT NULL COLLATE pg_catalog."C",
    body_bytes bigint NOT NULL,
    possible_repeat_of text COLLATE pg_catalog."C",
    conflicts_with text COLLATE pg_catalog."C",
    record_group text COLLATE pg_catalog."C",
    credentials text COLLATE pg_catalog."C",
    legal_hold text COLLATE pg_catalog."C",
    body_forgotten smallint DEFAULT 0 NOT NULL
);
CREATE TABLE pushdock.nodes (
    epoch bigint NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    version text NOT NULL COLLATE pg_catalog."C",
    process text NOT NULL COLLATE pg_catalog."C",
    started_at_ms bigint NOT NULL,
    seen_at_ms bigint NOT NULL,
    draining smallint DEFAULT 0 NOT NULL,
    gone smallint DEFAULT 0 NOT NULL
);
ALTER TABLE pushdock.nodes ALTER COLUMN epoch ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pushdock.nodes_epoch_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE pushdock.nonces (
    source text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    expires_at_ms bigint NOT NULL,
    message_id text COLLATE pg_catalog."C",
    identity text COLLATE pg_catalog."C",
    spent_at_ms bigint
);
CREATE TABLE pushdock.outcomes (
    message_sequence bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    verdict text COLLATE pg_catalog."C",
    findings text DEFAULT '[]'::text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT outcomes_state_check CHECK ((state = ANY (ARRAY['received'::text, 'processed'::text, 'quarantined'::text, 'failed'::text, 'recorded'::text]))),
    CONSTRAINT outcomes_verdict_check CHECK ((verdict = ANY (ARRAY['match'::text, 'drift'::text, 'violation'::text, 'unknown'::text])))
);
CREATE TABLE pushdock.owed_answers (
    message_sequence bigint NOT NULL,
    answered smallint DEFAULT 0 NOT NULL
);
CREATE TABLE pushdock.receipts (
    id bigint NOT NULL,
    message_sequence bigint NOT NULL,
    received_at_ms bigint NOT NULL
);
ALTER TABLE pushdock.receipts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pushdock.receipts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE pushdock.record_rates (
    source text NOT NULL COLLATE pg_catalog."C",
    record_group text NOT NULL COLLATE pg_catalog."C",
    minute bigint NOT NULL,
    kept bigint NOT NULL
);
CREATE TABLE pushdock.released_identities (
    source text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    message_sequence bigint NOT NULL
);
CREATE TABLE pushdock.replays (
    id bigint NOT NULL,
    request text NOT NULL COLLATE pg_catalog."C",
    state text DEFAULT 'running'::text NOT NULL COLLATE pg_catalog."C",
    created_at_ms bigint NOT NULL,
    ended_at_ms bigint,
    total bigint NOT NULL,
    until_sequence bigint NOT NULL,
    at_sequence bigint DEFAULT 0 NOT NULL,
    walked bigint DEFAULT 0 NOT NULL,
    skipped bigint DEFAULT 0 NOT NULL,
    reopened bigint DEFAULT 0 NOT NULL,
    last_skip text COLLATE pg_catalog."C",
    unfinished integer DEFAULT 0 NOT NULL,
    CONSTRAINT replays_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'stopped'::text])))
);
ALTER TABLE pushdock.replays ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME pushdock.replays_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE pushdock.results (
    message_sequence bigint NOT NULL,
    final smallint NOT NULL,
    value text NOT NULL COLLATE pg_catalog."C",
    settled_at_ms bigint
);
CREATE TABLE pushdock.schema_version (
    id smallint NOT NULL,
    version integer NOT NULL
);
CREATE TABLE pushdock.sequencer (
    id smallint NOT NULL,
    last bigint NOT NULL,
    CONSTRAINT sequencer_id_check CHECK ((id = 1))
);
CREATE TABLE pushdock.sinks (
    name text NOT NULL COLLATE pg_catalog."C",
    paused_at_ms bigint,
    reason text COLLATE pg_catalog."C"
);
CREATE TABLE pushdock.topics (
    source text NOT NULL COLLATE pg_catalog."C",
    topic text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    changed_at_sequence bigint NOT NULL
);
CREATE TABLE pushdock.unnumbered_events (
    event_sequence bigint NOT NULL
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000', autovacuum_vacuum_cost_delay='0');
CREATE TABLE pushdock.work (
    message_sequence bigint NOT NULL,
    due_at_ms bigint,
    since_ms bigint NOT NULL,
    fence bigint DEFAULT 0 NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    unfinished integer DEFAULT 0 NOT NULL,
    lease_until_ms bigint DEFAULT 0 NOT NULL,
    node bigint
)
WITH (fillfactor='70', autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000', autovacuum_vacuum_cost_delay='0');
ALTER TABLE ONLY pushdock.contents ATTACH PARTITION pushdock.contents_20787 FOR VALUES FROM (20787) TO (20788);
ALTER TABLE ONLY pushdock.contents ATTACH PARTITION pushdock.contents_20788 FOR VALUES FROM (20788) TO (20789);
ALTER TABLE ONLY pushdock.contents ATTACH PARTITION pushdock.contents_20789 FOR VALUES FROM (20789) TO (20790);
ALTER TABLE ONLY pushdock.delivered ATTACH PARTITION pushdock.delivered_20787 FOR VALUES FROM (20787) TO (20788);
ALTER TABLE ONLY pushdock.delivered ATTACH PARTITION pushdock.delivered_20788 FOR VALUES FROM (20788) TO (20789);
ALTER TABLE ONLY pushdock.delivered ATTACH PARTITION pushdock.delivered_20789 FOR VALUES FROM (20789) TO (20790);
INSERT INTO pushdock.attempts OVERRIDING SYSTEM VALUE VALUES (1, 4, 'dead', 1796033191676, 63, 500, 'answered 500');
INSERT INTO pushdock.attempts OVERRIDING SYSTEM VALUE VALUES (2, 8, 'dead', 1796033191702, 87, 500, 'answered 500');
INSERT INTO pushdock.attempts OVERRIDING SYSTEM VALUE VALUES (3, 1, 'delivered', 1796033191946, 80, NULL, '/var/lib/pushdock/events.ndjson');
INSERT INTO pushdock.attempts OVERRIDING SYSTEM VALUE VALUES (4, 2, 'retry', 1796033192050, 64, NULL, 'no answer from 127.0.0.1:9 (ECONNREFUSED)');
INSERT INTO pushdock.attempts OVERRIDING SYSTEM VALUE VALUES (5, 5, 'delivered', 1796033192074, 208, NULL, '/var/lib/pushdock/events.ndjson');
INSERT INTO pushdock.attempts OVERRIDING SYSTEM VALUE VALUES (6, 12, 'dead', 1796033192731, 4, 500, 'answered 500');
INSERT INTO pushdock.attempts OVERRIDING SYSTEM VALUE VALUES (7, 10, 'retry', 1796033192765, 6, NULL, 'no answer from 127.0.0.1:9 (ECONNREFUSED)');
INSERT INTO pushdock.attempts OVERRIDING SYSTEM VALUE VALUES (8, 9, 'delivered', 1796033192767, 24, NULL, '/var/lib/pushdock/events.ndjson');
INSERT INTO pushdock.consumers VALUES ('billing', 1, 1796033194285, 1796033194285);
INSERT INTO pushdock.contents_20787 VALUES (20787, 1, '{"host":"127.0.0.1:30533","connection":"keep-alive","authorization":"***","content-type":"application/json","accept":"*/*","accept-language":"*","sec-fetch-mode":"cors","user-agent":"node","accept-encoding":"gzip, deflate","content-length":"82"}', '\x7b226f726465725265666572656e6365223a22757067726164652d31222c2277656273686f70223a382c22626172636f6465223a225550475241444531222c22737461747573223a2243524541544544227d');
INSERT INTO pushdock.contents_20787 VALUES (20787, 2, '{"host":"127.0.0.1:30533","connection":"keep-alive","authorization":"***","content-type":"application/json","accept":"*/*","accept-language":"*","sec-fetch-mode":"cors","user-agent":"node","accept-encoding":"gzip, deflate","content-length":"84"}', '\x7b226f726465725265666572656e6365223a22757067726164652d31222c2277656273686f70223a382c22626172636f6465223a225550475241444531222c22737461747573223a2244454c495645524544227d');
INSERT INTO pushdock.contents_20787 VALUES (20787, 3, '{"host":"127.0.0.1:30533","connection":"keep-alive","authorization":"***","content-type":"application/json","accept":"*/*","accept-language":"*","sec-fetch-mode":"cors","user-agent":"node","accept-encoding":"gzip, deflate","content-length":"82"}', '\x7b226f726465725265666572656e6365223a22757067726164652d32222c2277656273686f70223a382c22626172636f6465223a225550475241444532222c22737461747573223a2243524541544544227d');
INSERT INTO pushdock.contents_20787 VALUES (20787, 6, '{"host":"127.0.0.1:30533","connection":"keep-alive","authorization":"***","content-type":"application/json","accept":"*/*","accept-language":"*","sec-fetch-mode":"cors","user-agent":"node","accept-encoding":"gzip, deflate","content-length":"85"}', '\x7b226f726465725265666572656e6365223a22757067726164652d31222c2277656273686f70223a382c22626172636f6465223a225550475241444533222c22737461747573223a22554e48454152445f4f46227d');
INSERT INTO pushdock.contents_20787 VALUES (20787, 7, '{"host":"127.0.0.1:30533","connection":"keep-alive","content-type":"text/xml","accept":"*/*","accept-language":"*","sec-fetch-mode":"cors","user-agent":"node","accept-encoding":"gzip, deflate","content-length":"45"}', '\x3c4e65774f726465723e3c546f6b656e3e3134383839393732323c2f546f6b656e3e3c2f4e65774f726465723e');
INSERT INTO pushdock.contents_20787 VALUES (20787, 8, '{"host":"127.0.0.1:30533","connection":"keep-alive","content-type":"application/json","accept":"*/*","accept-language":"*","sec-fetch-mode":"cors","user-agent":"node","accept-encoding":"gzip, deflate","content-length":"192"}', '\x7b0a2020226f7267616e697a6174696f6e55756964223a202233633162386135322d366630652d346437612d396231632d326535663761393034643131222c0a2020226576656e744e616d65223a2022546573744d657373616765222c0a2020226d6573736167654964223a202230663637343436302d666162352d343165372d613331302d303030326562643661343363222c0a2020227061796c6f6164223a207b0a202020202264617461223a20227061796c6f6164220a20207d0a7d0a');
INSERT INTO pushdock.contents_20787 VALUES (20787, 9, '{"host":"127.0.0.1:30533","connection":"keep-alive","authorization":"***","accept":"*/*","accept-language":"*","sec-fetch-mode":"cors","user-agent":"node","accept-encoding":"gzip, deflate"}', '\x');
INSERT INTO pushdock.credential_uses VALUES ('shipping', 'bearer:55d532a1', 'older', 4, 1796033188699, 1796033192824);
INSERT INTO pushdock.credential_uses VALUES ('checked', 'bearer:55d532a1', 'older', 1, 1796033192868, 1796033192868);
INSERT INTO pushdock.credential_uses VALUES ('shop', 'path-key', 'older', 1, 1796033192879, 1796033192879);
INSERT INTO pushdock.credential_uses VALUES ('pos', 'test-message', 'older', 1, 1796033192931, 1796033192931);
INSERT INTO pushdock.credential_uses VALUES ('market', 'basic:appdirect', 'older', 1, 1796033192969, 1796033192969);
INSERT INTO pushdock.delivered_20787 VALUES (20787, 1, 1, 'ledger', 0, NULL, 'live', 1, 1796033191946, 1, 1, '/var/lib/pushdock/events.ndjson', NULL, NULL, NULL);
INSERT INTO pushdock.delivered_20787 VALUES (20787, 5, 2, 'ledger', 0, NULL, 'live', 2, 1796033192074, 1, 1, '/var/lib/pushdock/events.ndjson', NULL, NULL, NULL);
INSERT INTO pushdock.delivered_20787 VALUES (20787, 9, 3, 'ledger', 0, NULL, 'live', 3, 1796033192767, 1, 1, '/var/lib/pushdock/events.ndjson', NULL, NULL, NULL);
INSERT INTO pushdock.deliveries VALUES (6, 2, 'ordered', 0, NULL, 'live', '=upgrade-1', 2, 1, 'due', NULL, 1796033191459, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pushdock.deliveries VALUES (3, 1, 'hanging', 0, NULL, 'live', NULL, 1, 0, 'due', 1796033191409, 1796033191409, NULL, 1, 1, 0, 1796033281414, 2, NULL, NULL, NULL, NULL);
INSERT INTO pushdock.deliveries VALUES (7, 2, 'hanging', 0, NULL, 'live', NULL, 2, 0, 'due', 1796033191459, 1796033191459, NULL, 1, 1, 0, 1796033281551, 2, NULL, NULL, NULL, NULL);
INSERT INTO pushdock.deliveries VALUES (4, 1, 'refusing', 0, NULL, 'live', NULL, 1, 0, 'dead', NULL, 1796033191409, 1796033191676, 1, 1, 0, 0, NULL, 'answered 500', 500, NULL, NULL);
INSERT INTO pushdock.deliveries VALUES (8, 2, 'refusing', 0, NULL, 'live', NULL, 2, 0, 'dead', NULL, 1796033191459, 1796033191702, 1, 1, 0, 0, NULL, 'answered 500', 500, NULL, NULL);
INSERT INTO pushdock.deliveries VALUES (2, 1, 'ordered', 0, NULL, 'retry', '=upgrade-1', 1, 0, 'due', 1796033252049, 1796033252049, NULL, 2, 1, 0, 0, NULL, 'no answer from 127.0.0.1:9 (ECONNREFUSED)', NULL, NULL, NULL);
INSERT INTO pushdock.deliveries VALUES (11, 3, 'hanging', 0, NULL, 'live', NULL, 3, 0, 'due', 1796033192449, 1796033192449, NULL, 1, 1, 0, 1796033282579, 2, NULL, NULL, NULL, NULL);
INSERT INTO pushdock.deliveries VALUES (12, 3, 'refusing', 0, NULL, 'live', NULL, 3, 0, 'dead', NULL, 1796033192449, 1796033192731, 1, 1, 0, 0, NULL, 'answered 500', 500, NULL, NULL);
INSERT INTO pushdock.deliveries VALUES (10, 3, 'ordered', 0, NULL, 'retry', '=upgrade-2', 3, 0, 'due', 1796033252764, 1796033252764, NULL, 2, 1, 0, 0, NULL, 'no answer from 127.0.0.1:9 (ECONNREFUSED)', NULL, NULL, NULL);
INSERT INTO pushdock.deliveries VALUES (13, 1, 'ledger', 1, 1, 'replay', NULL, 1, 0, 'due', 1796033195059, 1796033195059, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pushdock.event_positions VALUES (1, 1);
INSERT INTO pushdock.event_positions VALUES (2, 2);
INSERT INTO pushdock.event_positions VALUES (3, 3);
INSERT INTO pushdock.events OVERRIDING SYSTEM VALUE VALUES (1, '01a22beb-93e5-7034-8597-5702de9d9400-0', 1, 'com.paazl.shipment.status', '/paazl/shipping', 'upgrade-1', 1796033191380, '{"specversion":"1.0","id":"01a22beb-93e5-7034-8597-5702de9d9400-0","type":"com.paazl.shipment.status","source":"/paazl/shipping","time":"2026-11-30T10:06:28.699Z","datacontenttype":"application/json","subject":"upgrade-1","data":{"orderReference":"upgrade-1","webshop":"8","barcode":"UPGRADE1","status":"CREATED","possibleRepeat":false},"pushdockmessage":"01a22beb-93e5-7034-8597-5702de9d9400","pushdockverdict":"match"}');
INSERT INTO pushdock.events OVERRIDING SYSTEM VALUE VALUES (2, '01a22beb-952f-75dc-921b-7d455e45b2dc-0', 2, 'com.paazl.shipment.status', '/paazl/shipping', 'upgrade-1', 1796033191443, '{"specversion":"1.0","id":"01a22beb-952f-75dc-921b-7d455e45b2dc-0","type":"com.paazl.shipment.status","source":"/paazl/shipping","time":"2026-11-30T10:06:29.166Z","datacontenttype":"application/json","subject":"upgrade-1","data":{"orderReference":"upgrade-1","webshop":"8","barcode":"UPGRADE1","status":"DELIVERED","possibleRepeat":false},"pushdockmessage":"01a22beb-952f-75dc-921b-7d455e45b2dc","pushdockverdict":"match"}');
INSERT INTO pushdock.events OVERRIDING SYSTEM VALUE VALUES (3, '01a22beb-a063-708d-a64b-016d40816ab5-0', 3, 'com.paazl.shipment.status', '/paazl/shipping', 'upgrade-2', 1796033192418, '{"specversion":"1.0","id":"01a22beb-a063-708d-a64b-016d40816ab5-0","type":"com.paazl.shipment.status","source":"/paazl/shipping","time":"2026-11-30T10:06:32.034Z","datacontenttype":"application/json","subject":"upgrade-2","data":{"orderReference":"upgrade-2","webshop":"8","barcode":"UPGRADE2","status":"CREATED","possibleRepeat":false},"pushdockmessage":"01a22beb-a063-708d-a64b-016d40816ab5","pushdockverdict":"match"}');
INSERT INTO pushdock.finding_overflow VALUES ('paazl', 0, 0);
INSERT INTO pushdock.findings OVERRIDING SYSTEM VALUE VALUES (1, 'paazl', 'com.paazl.shipment.status', '/status', 'unknown_value', 'checked', '01a22beb-a3a5-7185-a6f8-da2f01cc77de', '{"rule":"unknown_value","path":"/status","severity":"drift","expected":"one of CREATED, DELETED, READY_TO_POST, SCANNED, AVAILABLE_AT_PICKUP_POINT, DELIVERED, DELIVEREDBB, RETOUR, PICKEDUP, UITLEVERING, UNKNOWN, MANCO, NOT_AT_HOME","seen":"UNHEARD_OF","contract":{"name":"paazl-push","version":"1.0.0","schema":"LabelStatusNotification","path":"/status"}}', 'new', 1796033192900, 1796033192900, 1796033192900, 1, 0);
INSERT INTO pushdock.forgotten_events VALUES (1, 0, 0);
INSERT INTO pushdock.heartbeat VALUES (1, 1796033191167);
INSERT INTO pushdock.identities VALUES ('shipping', 'body', '2738b3a058b33838f08b2eac70432362d4749380aaebba52794dab90be16f38d', '2738b3a058b33838f08b2eac70432362d4749380aaebba52794dab90be16f38d', 1, 4949633188699);
INSERT INTO pushdock.identities VALUES ('shipping', 'body', '1ee7639b56dfa80d63fcec6adfd857797ff52be504b77d0916d755e3545dd76a', '1ee7639b56dfa80d63fcec6adfd857797ff52be504b77d0916d755e3545dd76a', 2, 4949633189166);
INSERT INTO pushdock.identities VALUES ('shipping', 'body', 'e5a593fdfee5866fc59ef550a8a377e95839f72fd36731549b349f73bf1d6cfe', 'e5a593fdfee5866fc59ef550a8a377e95839f72fd36731549b349f73bf1d6cfe', 3, 4949633192034);
INSERT INTO pushdock.identities VALUES ('checked', 'body', '7329b52f24257e3bb8f428b0b7f880f0fa25efc2db2d4cf5ea0c83ca9f7a368d', '7329b52f24257e3bb8f428b0b7f880f0fa25efc2db2d4cf5ea0c83ca9f7a368d', 6, 1796123192868);
INSERT INTO pushdock.identities VALUES ('shop', 'token', '148899722', '148899722', 7, NULL);
INSERT INTO pushdock.kept VALUES ('sealed-sources', 'pos', '\x7b2273696e63654d73223a313739363033333138323738337d', 1);
INSERT INTO pushdock.kept VALUES ('health', 'shop@older', '\x7b2276657273696f6e223a312c2272687974686d223a7b22757375616c223a5b2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d315d2c22686f7572223a3439383839382c22726563656e74223a5b315d2c22686f757273223a302c22707573686573223a317d2c2266697273745365656e4d73223a313739363033333138343835322c226661696c75726573223a302c22737472616e67657273223a7b22686f7572223a302c22636f756e74223a302c226265666f7265223a302c226c61737441744d73223a307d2c226c61737441636365707465644d73223a313739363033333139323931342c226b6e6f776e223a7b2261646472657373223a5b5b223132372e302e302e31222c313739363033333139323931345d5d2c226167656e74223a5b5b226e6f6465222c313739363033333139323931345d5d2c227368617065223a5b5b22746578742f786d6c203c4e65774f72646572222c313739363033333139323931345d5d7d2c226c6174656e63696573223a5b7b22736c6f74223a353938363737372c22776f7273744d73223a33352e38393530373830303030303133382c22636f756e7473223a5b5b33332c315d5d7d5d2c226661696c696e67223a5b5d2c226163636570746564223a5b5d2c226f757461676573223a5b5d7d', 2);
INSERT INTO pushdock.kept VALUES ('health', 'pos@older', '\x7b2276657273696f6e223a312c2272687974686d223a7b22757375616c223a5b2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d315d2c22686f7572223a3439383839382c22726563656e74223a5b315d2c22686f757273223a302c22707573686573223a317d2c2266697273745365656e4d73223a313739363033333138343835332c226661696c75726573223a302c22737472616e67657273223a7b22686f7572223a302c22636f756e74223a302c226265666f7265223a302c226c61737441744d73223a307d2c226c61737441636365707465644d73223a313739363033333139323936362c226b6e6f776e223a7b2261646472657373223a5b5b223132372e302e302e31222c313739363033333139323936365d5d2c226167656e74223a5b5b226e6f6465222c313739363033333139323936365d5d2c227368617065223a5b5b226170706c69636174696f6e2f6a736f6e207b6f7267616e697a6174696f6e55756964222c313739363033333139323936365d5d7d2c226c6174656e63696573223a5b7b22736c6f74223a353938363737372c22776f7273744d73223a33362e30383836363130303030303135392c22636f756e7473223a5b5b33332c315d5d7d5d2c226661696c696e67223a5b5d2c226163636570746564223a5b5d2c226f757461676573223a5b5d7d', 2);
INSERT INTO pushdock.kept VALUES ('audit-days', '2026-11-30', '\x', 1);
INSERT INTO pushdock.kept VALUES ('health-told', 'market', '\x7175696574', 1);
INSERT INTO pushdock.kept VALUES ('audit-2026-11-30', '0001796033194578-75a24397', '\x7b2261744d73223a313739363033333139343537382c226e616d65223a22646576656c6f706d656e74222c22726f6c65223a226f70657261746f72222c226279223a22646576656c6f706d656e74222c22616374696f6e223a22706175736553696e6b222c22746172676574223a222f6170692f73696e6b732f7265667573696e672f7061757365222c2261646472657373223a223132372e302e302e31222c22737461747573223a3230307d', 2);
INSERT INTO pushdock.kept VALUES ('health', 'market@older', '\x7b2276657273696f6e223a312c2272687974686d223a7b22757375616c223a5b2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d315d2c22686f7572223a3439383839382c22726563656e74223a5b305d2c22686f757273223a302c22707573686573223a307d2c2266697273745365656e4d73223a313739363033333138343835332c226661696c75726573223a302c22737472616e67657273223a7b22686f7572223a302c22636f756e74223a302c226265666f7265223a302c226c61737441744d73223a307d2c226b6e6f776e223a7b2261646472657373223a5b5d2c226167656e74223a5b5d2c227368617065223a5b5d7d2c226c6174656e63696573223a5b5d2c226661696c696e67223a5b5d2c226163636570746564223a5b5d2c226f757461676573223a5b5d7d', 1);
INSERT INTO pushdock.kept VALUES ('health-told', 'shipping', '\x6865616c746879', 2);
INSERT INTO pushdock.kept VALUES ('health-told', 'checked', '\x6865616c746879', 2);
INSERT INTO pushdock.kept VALUES ('health-told', 'shop', '\x6865616c746879', 2);
INSERT INTO pushdock.kept VALUES ('health', 'shipping@older', '\x7b2276657273696f6e223a312c2272687974686d223a7b22757375616c223a5b2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d315d2c22686f7572223a3439383839382c22726563656e74223a5b345d2c22686f757273223a302c22707573686573223a347d2c2266697273745365656e4d73223a313739363033333138343833342c226661696c75726573223a302c22737472616e67657273223a7b22686f7572223a302c22636f756e74223a302c226265666f7265223a302c226c61737441744d73223a307d2c226c61737441636365707465644d73223a313739363033333139323834372c226b6e6f776e223a7b2261646472657373223a5b5b223132372e302e302e31222c313739363033333139323037355d5d2c226167656e74223a5b5b226e6f6465222c313739363033333139323037355d5d2c227368617065223a5b5b226170706c69636174696f6e2f6a736f6e207b6f726465725265666572656e6365222c313739363033333139323037355d5d7d2c226c6174656e63696573223a5b7b22736c6f74223a353938363737372c22776f7273744d73223a3235302e373036393038393939393936382c22636f756e7473223a5b5b34332c315d2c5b34322c315d2c5b33342c315d2c5b33312c315d5d7d5d2c226661696c696e67223a5b5d2c226163636570746564223a5b5d2c226f757461676573223a5b5d7d', 2);
INSERT INTO pushdock.kept VALUES ('health-told', 'pos', '\x6865616c746879', 2);
INSERT INTO pushdock.kept VALUES ('health', 'checked@older', '\x7b2276657273696f6e223a312c2272687974686d223a7b22757375616c223a5b2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d312c2d315d2c22686f7572223a3439383839382c22726563656e74223a5b315d2c22686f757273223a302c22707573686573223a317d2c2266697273745365656e4d73223a313739363033333138343835322c226661696c75726573223a302c22737472616e67657273223a7b22686f7572223a302c22636f756e74223a302c226265666f7265223a302c226c61737441744d73223a307d2c226c61737441636365707465644d73223a313739363033333139323837342c226b6e6f776e223a7b2261646472657373223a5b5b223132372e302e302e31222c313739363033333139323837345d5d2c226167656e74223a5b5b226e6f6465222c313739363033333139323837345d5d2c227368617065223a5b5b226170706c69636174696f6e2f6a736f6e207b6f726465725265666572656e6365222c313739363033333139323837345d5d7d2c226c6174656e63696573223a5b7b22736c6f74223a353938363737372c22776f7273744d73223a372e3232333736353939393939393135392c22636f756e7473223a5b5b32342c315d5d7d5d2c226661696c696e67223a5b5d2c226163636570746564223a5b5d2c226f757461676573223a5b5d7d', 2);
INSERT INTO pushdock.kept VALUES ('audit-2026-11-30', '0001796033194811-f0259980', '\x7b2261744d73223a313739363033333139343831312c226e616d65223a22646576656c6f706d656e74222c22726f6c65223a226f70657261746f72222c226279223a22646576656c6f706d656e74222c22616374696f6e223a2273746172745265706c6179222c22746172676574223a222f6170692f7265706c6179733f736f757263653d7368697070696e672673696e6b3d6c6564676572267065725365636f6e643d31222c2261646472657373223a223132372e302e302e31222c22737461747573223a3230307d', 2);
INSERT INTO pushdock.kept VALUES ('refresh-tokens', 'pos', '\x016cadb88f647bb0dd00e999d97f614b4cbc7678d06af1d70f7ba1c747f98b5856f12bda47e0c18dbe9e4cb61d44e55f24e298cf63f6534b24c51c5c3ce601c0814863d49e7853dd6a1a9503744e37d3a523d12f306933', 1);
INSERT INTO pushdock.leases VALUES ('replay 1', '81d86f69-6358-43d4-ba0d-a81284f8450f', 1796033254920, 2);
INSERT INTO pushdock.messages VALUES (1, '01a22beb-93e5-7034-8597-5702de9d9400', 'paazl', 'shipping', 'receiveShipmentStatus', 1796033188699, 'POST', '/push/paazl/shipping', 82, NULL, NULL, NULL, '["bearer:55d532a1"]', NULL, 0);
INSERT INTO pushdock.messages VALUES (2, '01a22beb-952f-75dc-921b-7d455e45b2dc', 'paazl', 'shipping', 'receiveShipmentStatus', 1796033189166, 'POST', '/push/paazl/shipping', 84, NULL, NULL, NULL, '["bearer:55d532a1"]', NULL, 0);
INSERT INTO pushdock.messages VALUES (3, '01a22beb-a063-708d-a64b-016d40816ab5', 'paazl', 'shipping', 'receiveShipmentStatus', 1796033192034, 'POST', '/push/paazl/shipping', 82, NULL, NULL, NULL, '["bearer:55d532a1"]', NULL, 0);
INSERT INTO pushdock.messages VALUES (6, '01a22beb-a3a5-7185-a6f8-da2f01cc77de', 'paazl', 'checked', 'receiveShipmentStatus', 1796033192868, 'POST', '/push/paazl/checked', 85, NULL, NULL, NULL, '["bearer:55d532a1"]', NULL, 0);
INSERT INTO pushdock.messages VALUES (7, '01a22beb-a3bc-7382-b799-f848b93235ad', 'oneshoppingcart', 'shop', 'receiveNotification', 1796033192879, 'POST', '/push/oneshoppingcart/shop/***', 45, NULL, NULL, NULL, '["path-key"]', NULL, 0);
INSERT INTO pushdock.messages VALUES (8, '01a22beb-a3e3-71b1-8175-b3bdd5c00a85', 'zettle', 'pos', 'receiveEvent', 1796033192931, 'POST', '/push/zettle/pos', 192, NULL, NULL, 'zettle test message pos', '["test-message"]', NULL, 0);
INSERT INTO pushdock.messages VALUES (9, '01a22beb-a40b-7171-bc03-0b7016ae88f4', 'appdirect', 'market', 'receiveEventNotification', 1796033192969, 'GET', '/push/appdirect/market?eventUrl=http%3A%2F%2F127.0.0.1%3A44141%2Fapi%2Fintegration%2Fv1%2Fevents%2Fupgrade-4', 0, NULL, NULL, NULL, '["basic:appdirect"]', NULL, 0);
INSERT INTO pushdock.nodes OVERRIDING SYSTEM VALUE VALUES (1, 'older', 'all', '0.1.0', 'e2d2589b-45a5-467d-b125-14f83696186d', 1796033180937, 1796033193459, 0, 0);
INSERT INTO pushdock.nodes OVERRIDING SYSTEM VALUE VALUES (2, 'older', 'all', '0.1.0', 'e2d2589b-45a5-467d-b125-14f83696186d', 1796033183399, 1796033194462, 0, 0);
INSERT INTO pushdock.nodes OVERRIDING SYSTEM VALUE VALUES (3, 'older', 'all', '0.1.0', 'da7d6260-8a97-4e5a-9491-3cdff2ba2d03', 1796033196338, 1796033196338, 0, 1);
INSERT INTO pushdock.outcomes VALUES (1, 'processed', NULL, 'match', '[]');
INSERT INTO pushdock.outcomes VALUES (2, 'processed', NULL, 'match', '[]');
INSERT INTO pushdock.outcomes VALUES (3, 'processed', NULL, 'match', '[]');
INSERT INTO pushdock.outcomes VALUES (6, 'quarantined', 'The policy of its source quarantines it: unknown_value at /status.', 'drift', '[{"rule":"unknown_value","path":"/status","severity":"drift","expected":"one of CREATED, DELETED, READY_TO_POST, SCANNED, AVAILABLE_AT_PICKUP_POINT, DELIVERED, DELIVEREDBB, RETOUR, PICKEDUP, UITLEVERING, UNKNOWN, MANCO, NOT_AT_HOME","seen":"UNHEARD_OF","contract":{"name":"paazl-push","version":"1.0.0","schema":"LabelStatusNotification","path":"/status"}}]');
INSERT INTO pushdock.outcomes VALUES (8, 'recorded', 'A TestMessage: Zettle is creating a subscription. It is not signed and never becomes an event.', NULL, '[]');
INSERT INTO pushdock.outcomes VALUES (9, 'failed', 'the event could not be fetched (127.0.0.1:44141 answered 404); if AppDirect sends it again, it is processed again', NULL, '[]');
INSERT INTO pushdock.outcomes VALUES (7, 'received', '1ShoppingCart''s API did not answer: no answer from 127.0.0.1:9 (ECONNREFUSED)', NULL, '[]');
INSERT INTO pushdock.receipts OVERRIDING SYSTEM VALUE VALUES (1, 3, 1796033192824);
INSERT INTO pushdock.record_rates VALUES ('pos', 'zettle test message pos', 29933886, 1);
INSERT INTO pushdock.replays OVERRIDING SYSTEM VALUE VALUES (1, '{"filter":{"source":"shipping"},"mode":"derived","perSecond":1,"sinks":["ledger"]}', 'running', 1796033194840, NULL, 3, 9, 1, 1, 0, 0, NULL, 0);
INSERT INTO pushdock.results VALUES (9, 0, '{"success":false,"errorCode":"TRANSPORT_ERROR","message":"The event could not be fetched."}', 1796033193640);
INSERT INTO pushdock.schema_version VALUES (1, 1);
INSERT INTO pushdock.sequencer VALUES (1, 3);
INSERT INTO pushdock.sinks VALUES ('refusing', 1796033194602, 'paused by an operator');
INSERT INTO pushdock.topics VALUES ('shipping', 'barcode UPGRADE1', 'DELIVERED', 2);
INSERT INTO pushdock.topics VALUES ('shipping', 'barcode UPGRADE2', 'CREATED', 3);
INSERT INTO pushdock.topics VALUES ('checked', 'barcode UPGRADE3', 'UNHEARD_OF', 6);
INSERT INTO pushdock.work VALUES (1, NULL, 1796033188699, 1, 1, 0, 0, NULL);
INSERT INTO pushdock.work VALUES (2, NULL, 1796033189166, 1, 1, 0, 0, NULL);
INSERT INTO pushdock.work VALUES (3, NULL, 1796033192035, 1, 1, 0, 0, NULL);
INSERT INTO pushdock.work VALUES (6, NULL, 1796033192869, 1, 1, 0, 0, NULL);
INSERT INTO pushdock.work VALUES (9, NULL, 1796033192970, 1, 1, 0, 0, NULL);
INSERT INTO pushdock.work VALUES (7, 1796033195714, 1796033195714, 4, 2, 0, 0, NULL);
SELECT pg_catalog.setval('pushdock.attempts_id_seq', 8, true);
SELECT pg_catalog.setval('pushdock.delivery_sequence', 13, true);
SELECT pg_catalog.setval('pushdock.documents_id_seq', 1, false);
SELECT pg_catalog.setval('pushdock.events_sequence_seq', 4, true);
SELECT pg_catalog.setval('pushdock.findings_id_seq', 1, true);
SELECT pg_catalog.setval('pushdock.message_sequence', 9, true);
SELECT pg_catalog.setval('pushdock.nodes_epoch_seq', 3, true);
SELECT pg_catalog.setval('pushdock.receipts_id_seq', 1, true);
SELECT pg_catalog.setval('pushdock.replays_id_seq', 1, true);
ALTER TABLE ONLY pushdock.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (delivery_id, id);
ALTER TABLE ONLY pushdock.conflicts
    ADD CONSTRAINT conflicts_pkey PRIMARY KEY (source, kind, key, binding);
ALTER TABLE ONLY pushdock.consumers
    ADD CONSTRAINT consumers_pkey PRIMARY KEY (name);
ALTER TABLE ONLY pushdock.contents
    ADD CONSTRAINT contents_pkey PRIMARY KEY (message_sequence, day);
ALTER TABLE ONLY pushdock.contents_20787
    ADD CONSTRAINT contents_20787_pkey PRIMARY KEY (message_sequence, day);
ALTER TABLE ONLY pushdock.contents_20788
    ADD CONSTRAINT contents_20788_pkey PRIMARY KEY (message_sequence, day);
ALTER TABLE ONLY pushdock.contents_20789
    ADD CONSTRAINT contents_20789_pkey PRIMARY KEY (message_sequence, day);
ALTER TABLE ONLY pushdock.credential_uses
    ADD CONSTRAINT credential_uses_pkey PRIMARY KEY (source, credential, node);
ALTER TABLE ONLY pushdock.delivered
    ADD CONSTRAINT delivered_pkey PRIMARY KEY (id, day);
ALTER TABLE ONLY pushdock.delivered_20787
    ADD CONSTRAINT delivered_20787_pkey PRIMARY KEY (id, day);
ALTER TABLE ONLY pushdock.delivered_20788
    ADD CONSTRAINT delivered_20788_pkey PRIMARY KEY (id, day);
ALTER TABLE ONLY pushdock.delivered_20789
    ADD CONSTRAINT delivered_20789_pkey PRIMARY KEY (id, day);
ALTER TABLE ONLY pushdock.deliveries
    ADD CONSTRAINT deliveries_event_sequence_sink_copy_key UNIQUE (event_sequence, sink, copy);
ALTER TABLE ONLY pushdock.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pushdock.documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (message_sequence, name);
ALTER TABLE ONLY pushdock.event_positions
    ADD CONSTRAINT event_positions_event_sequence_key UNIQUE (event_sequence);
ALTER TABLE ONLY pushdock.event_positions
    ADD CONSTRAINT event_positions_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY pushdock.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (sequence);
ALTER TABLE ONLY pushdock.finding_overflow
    ADD CONSTRAINT finding_overflow_pkey PRIMARY KEY (provider);
ALTER TABLE ONLY pushdock.findings
    ADD CONSTRAINT findings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pushdock.forgotten_events
    ADD CONSTRAINT forgotten_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pushdock.heartbeat
    ADD CONSTRAINT heartbeat_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pushdock.identities
    ADD CONSTRAINT identities_pkey PRIMARY KEY (source, kind, key);
ALTER TABLE ONLY pushdock.kept
    ADD CONSTRAINT kept_pkey PRIMARY KEY (space, key);
ALTER TABLE ONLY pushdock.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (name);
ALTER TABLE ONLY pushdock.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (sequence);
ALTER TABLE ONLY pushdock.nodes
    ADD CONSTRAINT nodes_pkey PRIMARY KEY (epoch);
ALTER TABLE ONLY pushdock.nonces
    ADD CONSTRAINT nonces_pkey PRIMARY KEY (source, key);
ALTER TABLE ONLY pushdock.outcomes
    ADD CONSTRAINT outcomes_pkey PRIMARY KEY (message_sequence);
ALTER TABLE ONLY pushdock.owed_answers
    ADD CONSTRAINT owed_answers_pkey PRIMARY KEY (message_sequence);
ALTER TABLE ONLY pushdock.receipts
    ADD CONSTRAINT receipts_pkey PRIMARY KEY (message_sequence, id);
ALTER TABLE ONLY pushdock.record_rates
    ADD CONSTRAINT record_rates_pkey PRIMARY KEY (source, record_group);
ALTER TABLE ONLY pushdock.released_identities
    ADD CONSTRAINT released_identities_pkey PRIMARY KEY (source, kind, key);
ALTER TABLE ONLY pushdock.replays
    ADD CONSTRAINT replays_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pushdock.results
    ADD CONSTRAINT results_pkey PRIMARY KEY (message_sequence);
ALTER TABLE ONLY pushdock.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pushdock.sequencer
    ADD CONSTRAINT sequencer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pushdock.sinks
    ADD CONSTRAINT sinks_pkey PRIMARY KEY (name);
ALTER TABLE ONLY pushdock.topics
    ADD CONSTRAINT topics_pkey PRIMARY KEY (source, topic);
ALTER TABLE ONLY pushdock.unnumbered_events
    ADD CONSTRAINT unnumbered_events_pkey PRIMARY KEY (event_sequence);
ALTER TABLE ONLY pushdock.work
    ADD CONSTRAINT work_pkey PRIMARY KEY (message_sequence);
CREATE INDEX conflicts_by_message ON pushdock.conflicts USING btree (message_sequence);
CREATE INDEX delivered_by_event ON ONLY pushdock.delivered USING btree (event_sequence);
CREATE INDEX delivered_20787_event_sequence_idx ON pushdock.delivered_20787 USING btree (event_sequence);
CREATE INDEX delivered_by_replay ON ONLY pushdock.delivered USING btree (replay) WHERE (replay IS NOT NULL);
CREATE INDEX delivered_20787_replay_idx ON pushdock.delivered_20787 USING btree (replay) WHERE (replay IS NOT NULL);
CREATE INDEX delivered_20788_event_sequence_idx ON pushdock.delivered_20788 USING btree (event_sequence);
CREATE INDEX delivered_20788_replay_idx ON pushdock.delivered_20788 USING btree (replay) WHERE (replay IS NOT NULL);
CREATE INDEX delivered_20789_event_sequence_idx ON pushdock.delivered_20789 USING btree (event_sequence);
CREATE INDEX delivered_20789_replay_idx ON pushdock.delivered_20789 USING btree (replay) WHERE (replay IS NOT NULL);
CREATE INDEX deliveries_behind ON pushdock.deliveries USING btree (sink, order_key, place, id) WHERE (behind = 1);
CREATE INDEX deliveries_by_replay ON pushdock.deliveries USING btree (replay) WHERE (replay IS NOT NULL);
CREATE INDEX deliveries_dead ON pushdock.deliveries USING btree (sink, settled_at_ms) WHERE (state = 'dead'::text);
CREATE UNIQUE INDEX deliveries_heads ON pushdock.deliveries USING btree (sink, order_key) WHERE ((order_key IS NOT NULL) AND (state = 'due'::text) AND (behind = 0));
CREATE INDEX deliveries_suspects ON pushdock.deliveries USING btree (sink, due_at_ms, id) WHERE ((due_at_ms IS NOT NULL) AND (unfinished >= 3));
CREATE INDEX deliveries_waiting ON pushdock.deliveries USING btree (sink, lane, due_at_ms, id) WHERE (due_at_ms IS NOT NULL);
CREATE UNIQUE INDEX events_by_id ON pushdock.events USING btree (id);
CREATE INDEX events_by_message ON pushdock.events USING btree (message_sequence);
CREATE INDEX events_by_time ON pushdock.events USING brin (created_at_ms);
CREATE INDEX events_by_type ON pushdock.events USING btree (type, sequence);
CREATE UNIQUE INDEX findings_by_place ON pushdock.findings USING btree (provider, md5(((((event || chr(1)) || path) || chr(1)) || rule)));
CREATE INDEX findings_by_state ON pushdock.findings USING btree (state, provider);
CREATE INDEX identities_by_message ON pushdock.identities USING btree (message_sequence);
CREATE INDEX messages_by_ending ON pushdock.messages USING btree (((sequence >> 12)), "right"(id, 4));
CREATE INDEX messages_by_group ON pushdock.messages USING btree (source, record_group, sequence) WHERE (record_group IS NOT NULL);
CREATE UNIQUE INDEX messages_by_id ON pushdock.messages USING btree (id);
CREATE INDEX messages_by_source ON pushdock.messages USING btree (source, sequence);
CREATE INDEX messages_by_time ON pushdock.messages USING brin (received_at_ms);
CREATE INDEX messages_held ON pushdock.messages USING btree (sequence) WHERE (legal_hold IS NOT NULL);
CREATE INDEX nonces_by_expiry ON pushdock.nonces USING btree (expires_at_ms);
CREATE INDEX outcomes_by_state ON pushdock.outcomes USING btree (state, message_sequence) WHERE (state <> 'processed'::text);
CREATE INDEX outcomes_by_verdict ON pushdock.outcomes USING btree (verdict, message_sequence) WHERE (verdict <> 'match'::text);
CREATE INDEX owed_answers_open ON pushdock.owed_answers USING btree (message_sequence) WHERE (answered = 0);
CREATE INDEX released_identities_by_message ON pushdock.released_identities USING btree (message_sequence);
CREATE INDEX topics_by_change ON pushdock.topics USING btree (changed_at_sequence);
CREATE INDEX work_suspects ON pushdock.work USING btree (due_at_ms, message_sequence) WHERE ((due_at_ms IS NOT NULL) AND (unfinished >= 3));
CREATE INDEX work_waiting ON pushdock.work USING btree (due_at_ms, message_sequence) WHERE (due_at_ms IS NOT NULL);
ALTER INDEX pushdock.contents_pkey ATTACH PARTITION pushdock.contents_20787_pkey;
ALTER INDEX pushdock.contents_pkey ATTACH PARTITION pushdock.contents_20788_pkey;
ALTER INDEX pushdock.contents_pkey ATTACH PARTITION pushdock.contents_20789_pkey;
ALTER INDEX pushdock.delivered_by_event ATTACH PARTITION pushdock.delivered_20787_event_sequence_idx;
ALTER INDEX pushdock.delivered_pkey ATTACH PARTITION pushdock.delivered_20787_pkey;
ALTER INDEX pushdock.delivered_by_replay ATTACH PARTITION pushdock.delivered_20787_replay_idx;
ALTER INDEX pushdock.delivered_by_event ATTACH PARTITION pushdock.delivered_20788_event_sequence_idx;
ALTER INDEX pushdock.delivered_pkey ATTACH PARTITION pushdock.delivered_20788_pkey;
ALTER INDEX pushdock.delivered_by_replay ATTACH PARTITION pushdock.delivered_20788_replay_idx;
ALTER INDEX pushdock.delivered_by_event ATTACH PARTITION pushdock.delivered_20789_event_sequence_idx;
ALTER INDEX pushdock.delivered_pkey ATTACH PARTITION pushdock.delivered_20789_pkey;
ALTER INDEX pushdock.delivered_by_replay ATTACH PARTITION pushdock.delivered_20789_replay_idx;

/** What of a store on PostgreSQL goes where in SQLite. The columns of each question are named as those of the table that they fill. */
import { messageColumns, sameColumns } from './tables.ts';

export type BackTable = {
  /** In SQLite. */
  readonly to: string;
  /** Asks PostgreSQL. */
  readonly select: string;
};

const ofMessages = 'message_sequence = ANY($1::bigint[])';
const columnsOf = (prefix: string, columns: string) => columns.replace(/\w+/g, (name) => `${prefix}.${name}`);

// A claim is of the gateways that go on there. In the copy it is due as before, as after the death of its gateway.
const held = 'CASE WHEN x.due_at_ms IS NOT NULL AND x.lease_until_ms > 0 THEN 1 ELSE 0 END';
const waiting = `x.due_at_ms, coalesce(x.due_at_ms, x.since_ms) AS since_ms, x.fence + ${held} AS fence, greatest(0, x.attempts - ${held}) AS attempts,
  x.unfinished + ${held} AS unfinished`;

// SQLite numbers events as they are pulled, so their number there is the position. Those that have none yet get the next ones.
const positions = `WITH e AS (SELECT sequence FROM pushdock.events WHERE ${ofMessages}),
  n AS (SELECT p.event_sequence, p.position FROM pushdock.event_positions p JOIN e ON e.sequence = p.event_sequence
    UNION ALL SELECT u.event_sequence, (SELECT last FROM pushdock.sequencer) + row_number() OVER (ORDER BY u.event_sequence)
      FROM pushdock.unnumbered_events u)`;
const numbered = 'JOIN n ON n.event_sequence = x.event_sequence JOIN e ON e.sequence = x.event_sequence';
const delivery = 'x.id, n.position AS event_sequence, x.sink, x.copy, x.replay, x.lane, x.place';
const ended = 'x.settled_at_ms, x.detail, x.status, x.answer, x.envelope';

const same = (to: Exclude<keyof typeof sameColumns, 'attempts'>): BackTable => ({
  to,
  select: `SELECT ${sameColumns[to]} FROM pushdock.${to} WHERE ${ofMessages}`,
});

/** Of the messages whose sequences are `$1`. A table comes after those that its rows belong to. */
export const backTables: readonly BackTable[] = [
  {
    to: 'messages',
    select: `SELECT ${columnsOf('m', messageColumns)}, coalesce(o.state, 'received') AS state, o.reason, o.verdict, coalesce(o.findings, '[]') AS findings,
      1 + (SELECT count(*) FROM pushdock.receipts r WHERE r.message_sequence = m.sequence) AS receipts
      FROM pushdock.messages m LEFT JOIN pushdock.outcomes o ON o.message_sequence = m.sequence WHERE m.sequence = ANY($1::bigint[]) ORDER BY m.sequence`,
  },
  {
    to: 'contents',
    // The day names the partition.
    select: `SELECT c.message_sequence, c.headers, c.bytes FROM pushdock.messages m JOIN pushdock.contents c
      ON c.message_sequence = m.sequence AND c.day = floor(m.received_at_ms / 86400000.0)::integer WHERE m.sequence = ANY($1::bigint[])`,
  },
  same('receipts'),
  {
    to: 'documents',
    select: `SELECT id AS rowid, message_sequence, name, media_type, fetched_at_ms, bytes FROM pushdock.documents WHERE ${ofMessages}`,
  },
  same('results'),
  same('owed_answers'),
  {
    to: 'identities',
    // They are hashed when all are there.
    select: `SELECT ${sameColumns.identities}, 0 AS hash FROM pushdock.identities WHERE ${ofMessages}`,
  },
  same('released_identities'),
  same('conflicts'),
  {
    to: 'work',
    select: `SELECT x.message_sequence, ${waiting} FROM pushdock.work x WHERE x.${ofMessages} ORDER BY x.message_sequence`,
  },
  {
    to: 'events',
    select: `${positions} SELECT n.position AS sequence, x.id, x.message_sequence, x.type, x.source, x.subject, x.created_at_ms, x.envelope
      FROM pushdock.events x JOIN n ON n.event_sequence = x.sequence WHERE x.${ofMessages} ORDER BY n.position`,
  },
  {
    to: 'deliveries',
    select: `${positions} SELECT ${delivery}, x.order_key, x.behind, x.state, ${waiting}, ${ended} FROM pushdock.deliveries x ${numbered}
      UNION ALL SELECT ${delivery}, NULL, 0, 'delivered', NULL, x.settled_at_ms, x.fence, x.attempts, 0, ${ended} FROM pushdock.delivered x ${numbered}`,
  },
  {
    to: 'attempts',
    select: `WITH d AS (SELECT id FROM pushdock.all_deliveries WHERE event_sequence IN (SELECT sequence FROM pushdock.events WHERE ${ofMessages}))
      SELECT a.id, a.delivery_id, a.outcome, a.ended_at_ms, round(a.took_ms)::bigint AS took_ms, a.status, a.detail
      FROM pushdock.attempts a JOIN d ON d.id = a.delivery_id`,
  },
];

/** How a table of the whole store is narrowed, where only some messages are copied: to the rows of their sources (`$1`, names). */
export type WholeTable = BackTable & {
  readonly whenSome?: 'of these sources' | 'not at all';
};

const whole = (from: keyof typeof sameColumns, more: Partial<WholeTable> = {}): WholeTable => ({
  ...{ to: from, select: `SELECT ${sameColumns[from]} FROM pushdock.${from}` },
  ...more,
});

/** Of the store as a whole. */
export const wholeTables: readonly WholeTable[] = [
  whole('topics', { whenSome: 'of these sources' }),
  whole('nonces', { whenSome: 'of these sources' }),
  whole('record_rates', { whenSome: 'of these sources' }),
  {
    to: 'credential_uses',
    select: `SELECT source, credential, uses, first_used_at_ms, last_used_at_ms FROM (SELECT source, credential, sum(uses)::bigint AS uses,
      min(first_used_at_ms) AS first_used_at_ms, max(last_used_at_ms) AS last_used_at_ms FROM pushdock.credential_uses GROUP BY source, credential) AS of_nodes`,
    whenSome: 'of these sources',
  },
  { to: 'forgotten_events', select: 'SELECT id, position AS sequence, created_at_ms FROM pushdock.forgotten_events' },
  whole('sinks'),
  whole('replays', { whenSome: 'not at all' }),
  whole('findings', { to: 'drift', whenSome: 'of these sources' }),
  whole('finding_overflow', { to: 'drift_overflow', whenSome: 'not at all' }),
  whole('consumers'),
  // A refresh token is good for one gateway: with a copy of a part, a laptop would exchange it, and the gateways would lose their access.
  {
    to: 'kept',
    select: `SELECT ${sameColumns.kept} FROM pushdock.kept WHERE space <> 'nodes'`,
    whenSome: 'not at all',
  },
  whole('heartbeat'),
];

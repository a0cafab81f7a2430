/** What of a store is where in each engine, on the way from SQLite to PostgreSQL. The columns of each question are named as those of the table that they fill. */

import { bindingColumn } from '../sqlite/messages/bindings.ts';

export type MovedTable = {
  /** In PostgreSQL, in the schema of the store. */
  readonly to: string;
  /** Asks SQLite; ends before ORDER BY. */
  readonly select: string;
  /** The order is the same in each run, so that a number of rows is a place. */
  readonly order: string;
  /** Its number comes from PostgreSQL otherwise. */
  readonly numbered?: string;
  /** Columns with names that PostgreSQL keeps as a digest where they are too long for an index. */
  readonly names?: readonly string[];
};

/** Tables that have the same columns in both engines. */
export const sameColumns = {
  receipts: 'id, message_sequence, received_at_ms',
  results: 'message_sequence, final, value, settled_at_ms',
  owed_answers: 'message_sequence, answered',
  identities: 'source, kind, key, binding, message_sequence, expires_at_ms',
  released_identities: 'source, kind, key, message_sequence',
  topics: 'source, topic, value, changed_at_sequence',
  conflicts: 'source, kind, key, binding, message_sequence',
  nonces: 'source, key, expires_at_ms, message_id, identity, spent_at_ms',
  record_rates: 'source, record_group, minute, kept',
  attempts: 'id, delivery_id, outcome, ended_at_ms, took_ms, status, detail',
  sinks: 'name, paused_at_ms, reason',
  replays: `id, request, state, created_at_ms, ended_at_ms, total, until_sequence, at_sequence, walked, skipped, reopened, last_skip,
    unfinished`,
  findings: `id, provider, event, path, rule, source, message_id, finding, state, state_since_ms, first_seen_at_ms, last_seen_at_ms, count,
    alert`,
  finding_overflow: 'provider, count, last_seen_at_ms',
  consumers: 'name, position, created_at_ms, acknowledged_at_ms',
  kept: 'space, key, value, version',
  heartbeat: 'id, at_ms',
} as const;

export const messageColumns = `sequence, id, provider, source, operation, received_at_ms, method, target, body_bytes, possible_repeat_of, conflicts_with,
  record_group, credentials, legal_hold, body_forgotten, trace`;

/** Tables that stay behind on the way to PostgreSQL and back, each with its reason; a test holds that every other one is moved. */
export const leftBehind: Readonly<Record<'sqlite' | 'postgres', Readonly<Record<string, string>>>> = {
  sqlite: {
    leases: 'the process that held a lease has ended, or goes on with the other store',
    intake: 'there every message has its row of work',
    message_counts: 'triggers count the messages that are moved',
    identity_index: 'an index of identities',
  },
  postgres: {
    message_counts: 'the copy counts its messages',
    message_count_notes: 'the copy counts its messages',
    leases: 'the process that held a lease has ended, or goes on with the other store',
    nodes: 'gateways of the other store',
    schema_version: 'each engine has its own migrations',
    moving: 'where a move is, while it lasts',
    sequencer: 'the last number is taken from it, and set',
    unnumbered_events: 'each event that comes from SQLite has its position; on the way back they get one',
  },
};

// The process that held a lease has died, since the file is ours: what it held is due as before, as it is at a start of the gateway.
const held = '(due_at_ms IS NOT NULL AND due_at_ms <> since_ms)';
const waiting = `CASE WHEN due_at_ms IS NOT NULL THEN since_ms END AS due_at_ms, since_ms, fence + ${held} AS fence, attempts - ${held} AS attempts, unfinished + ${held} AS unfinished`;
// A message without a row in `work`: settled by its first claim, held under it by the process that has died, or never claimed.
const claimed = 'sequence <= (SELECT claimed_until FROM intake)';
const ownWork = `CASE state WHEN 'received' THEN received_at_ms END, received_at_ms, CASE WHEN NOT ${claimed} THEN 0 WHEN state = 'received' THEN 2 ELSE 1 END,
  state <> 'received', state = 'received' AND ${claimed}`;
const day = (ms: string) => `${ms} / 86400000 AS day`;
const delivery = 'id, event_sequence, sink, copy, replay, lane, place';
const delivered = 'ifnull(settled_at_ms, since_ms)';

type Same = keyof typeof sameColumns;
const same = <Name extends Same>(to: Name, order: string, more: Partial<MovedTable> = {}): MovedTable => ({
  ...{ to, order, select: `SELECT ${sameColumns[to]} FROM ${to}` },
  ...more,
});

/** A table comes after those that its rows belong to. */
export const tables: readonly MovedTable[] = [
  { to: 'messages', order: 'sequence', select: `SELECT ${messageColumns} FROM messages` },
  {
    to: 'outcomes',
    order: 'sequence',
    select: `SELECT sequence AS message_sequence, state, reason, verdict, findings FROM messages
      WHERE state <> 'received' OR reason IS NOT NULL OR verdict IS NOT NULL OR findings <> '[]'`,
  },
  {
    to: 'contents',
    order: 'c.message_sequence',
    select: `SELECT ${day('m.received_at_ms')}, c.message_sequence, c.headers, c.bytes FROM contents c CROSS JOIN messages m ON m.sequence = c.message_sequence`,
  },
  same('receipts', 'id', { numbered: 'id' }),
  {
    to: 'documents',
    order: 'rowid',
    select: 'SELECT rowid AS id, message_sequence, name, media_type, fetched_at_ms, bytes FROM documents',
    numbered: 'id',
  },
  same('results', 'message_sequence'),
  same('owed_answers', 'message_sequence'),
  {
    to: 'identities',
    order: 'message_sequence, hash, kind, key',
    select: `SELECT source, kind, key, ${bindingColumn} AS binding, message_sequence, expires_at_ms FROM identities`,
    names: ['key', 'binding'],
  },
  same('released_identities', 'source, kind, key', { names: ['key'] }),
  same('topics', 'source, topic', { names: ['topic'] }),
  same('conflicts', 'source, kind, key, binding', { names: ['key', 'binding'] }),
  same('nonces', 'source, key', { names: ['key'] }),
  {
    to: 'credential_uses',
    order: 'source, credential',
    select: `SELECT source, credential, 'sqlite' AS node, uses, first_used_at_ms, last_used_at_ms FROM credential_uses`,
  },
  same('record_rates', 'source, record_group'),
  {
    to: 'work',
    order: 'message_sequence',
    select: `SELECT message_sequence, ${waiting} FROM work UNION ALL SELECT sequence, ${ownWork} FROM messages m
      WHERE state <> 'recorded' AND conflicts_with IS NULL AND NOT EXISTS (SELECT 1 FROM work w WHERE w.message_sequence = m.sequence)`,
  },
  {
    to: 'events',
    order: 'sequence',
    select: 'SELECT sequence, id, message_sequence, type, source, subject, created_at_ms, envelope FROM events',
    numbered: 'sequence',
  },
  // The places of consumers are positions, and stay what they are.
  {
    to: 'event_positions',
    order: 'sequence',
    select: 'SELECT sequence AS position, sequence AS event_sequence FROM events',
  },
  {
    to: 'forgotten_events',
    order: 'id',
    select: 'SELECT id, sequence AS position, created_at_ms FROM forgotten_events',
  },
  {
    to: 'deliveries',
    order: 'id',
    select: `SELECT ${delivery}, order_key, behind, state, ${waiting}, settled_at_ms, detail, status, answer, envelope
      FROM deliveries WHERE state <> 'delivered'`,
    names: ['order_key'],
  },
  {
    to: 'delivered',
    order: 'id',
    select: `SELECT ${day(delivered)}, ${delivery}, ${delivered} AS settled_at_ms, fence, attempts, detail, status, answer, envelope
      FROM deliveries WHERE state = 'delivered'`,
  },
  {
    to: 'attempts',
    order: 'id',
    // There the attempt that delivered has a row like the others. It comes after them.
    select: `SELECT ${sameColumns.attempts} FROM attempts UNION ALL
      SELECT (SELECT ifnull(max(id), 0) FROM attempts) + id, id, state, settled_at_ms, took_ms, status, ifnull(detail, '') FROM deliveries d
      WHERE state = 'delivered' AND settled_at_ms IS NOT NULL AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.delivery_id = d.id AND a.outcome = 'delivered')`,
    numbered: 'id',
  },
  same('sinks', 'name'),
  same('replays', 'id', { numbered: 'id' }),
  { to: 'findings', order: 'id', select: `SELECT ${sameColumns.findings} FROM drift`, numbered: 'id' },
  {
    to: 'finding_overflow',
    order: 'provider',
    select: `SELECT ${sameColumns.finding_overflow} FROM drift_overflow`,
  },
  same('consumers', 'name'),
  // The epochs of a shared store are those of its own table.
  { to: 'kept', order: 'space, key', select: `SELECT ${sameColumns.kept} FROM kept WHERE space <> 'nodes'` },
  same('heartbeat', 'id'),
];

/** Days that need a partition before anything is copied. */
export const daysSelect = `SELECT DISTINCT ${day('received_at_ms')} FROM messages UNION SELECT DISTINCT ${day(delivered)} FROM deliveries WHERE state = 'delivered'`;

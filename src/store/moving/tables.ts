/** What of a store on SQLite goes where in PostgreSQL. The columns of each question are named as those of the table that they fill. */

export type MovedTable = {
  /** In PostgreSQL, in the schema of the store. */
  readonly to: string;
  /** Asks SQLite. */
  readonly select: string;
  /** Its number comes from PostgreSQL otherwise. */
  readonly numbered?: string;
};

// The process that held a lease has died, since the file is ours: what it held is due as before, as it is at a start of the gateway.
const held = '(due_at_ms IS NOT NULL AND due_at_ms <> since_ms)';
const waiting = `CASE WHEN due_at_ms IS NOT NULL THEN since_ms END AS due_at_ms, since_ms, fence + ${held} AS fence, attempts - ${held} AS attempts, unfinished + ${held} AS unfinished`;
const day = (ms: string) => `${ms} / 86400000 AS day`;
const delivery = 'id, event_sequence, sink, copy, replay, lane, place';
const delivered = 'ifnull(settled_at_ms, since_ms)';

export const tables: readonly MovedTable[] = [
  {
    to: 'messages',
    select: `SELECT sequence, id, provider, source, operation, received_at_ms, method, target, body_bytes, possible_repeat_of, conflicts_with,
      record_group, credentials, legal_hold, body_forgotten, trace FROM messages`,
  },
  {
    to: 'outcomes',
    select: `SELECT sequence AS message_sequence, state, reason, verdict, findings FROM messages
      WHERE state <> 'received' OR reason IS NOT NULL OR verdict IS NOT NULL OR findings <> '[]'`,
  },
  {
    to: 'contents',
    select: `SELECT ${day('m.received_at_ms')}, c.message_sequence, c.headers, c.bytes FROM contents c JOIN messages m ON m.sequence = c.message_sequence`,
  },
  { to: 'receipts', select: 'SELECT id, message_sequence, received_at_ms FROM receipts', numbered: 'id' },
  {
    to: 'documents',
    select: 'SELECT rowid AS id, message_sequence, name, media_type, fetched_at_ms, bytes FROM documents',
    numbered: 'id',
  },
  { to: 'results', select: 'SELECT message_sequence, final, value, settled_at_ms FROM results' },
  { to: 'owed_answers', select: 'SELECT message_sequence, answered FROM owed_answers' },
  {
    to: 'identities',
    select: 'SELECT source, kind, key, binding, message_sequence, expires_at_ms FROM identities',
  },
  { to: 'released_identities', select: 'SELECT source, kind, key, message_sequence FROM released_identities' },
  { to: 'topics', select: 'SELECT source, topic, value, changed_at_sequence FROM topics' },
  { to: 'conflicts', select: 'SELECT source, kind, key, binding, message_sequence FROM conflicts' },
  { to: 'nonces', select: 'SELECT source, key, expires_at_ms, message_id, identity, spent_at_ms FROM nonces' },
  {
    to: 'credential_uses',
    select: `SELECT source, credential, 'sqlite' AS node, uses, first_used_at_ms, last_used_at_ms FROM credential_uses`,
  },
  { to: 'record_rates', select: 'SELECT source, record_group, minute, kept FROM record_rates' },
  { to: 'work', select: `SELECT message_sequence, ${waiting} FROM work` },
  {
    to: 'events',
    select: 'SELECT sequence, id, message_sequence, type, source, subject, created_at_ms, envelope FROM events',
    numbered: 'sequence',
  },
  // The places of consumers are positions, and stay what they are.
  { to: 'event_positions', select: 'SELECT sequence AS position, sequence AS event_sequence FROM events' },
  { to: 'forgotten_events', select: 'SELECT id, sequence AS position, created_at_ms FROM forgotten_events' },
  {
    to: 'deliveries',
    select: `SELECT ${delivery}, order_key, behind, state, ${waiting}, settled_at_ms, detail, status, answer, envelope
      FROM deliveries WHERE state <> 'delivered'`,
  },
  {
    to: 'delivered',
    select: `SELECT ${day(delivered)}, ${delivery}, ${delivered} AS settled_at_ms, fence, attempts, detail, status, answer, envelope
      FROM deliveries WHERE state = 'delivered'`,
  },
  {
    to: 'attempts',
    select: 'SELECT id, delivery_id, outcome, ended_at_ms, took_ms, status, detail FROM attempts',
    numbered: 'id',
  },
  { to: 'sinks', select: 'SELECT name, paused_at_ms, reason FROM sinks' },
  {
    to: 'replays',
    select: `SELECT id, request, state, created_at_ms, ended_at_ms, total, until_sequence, at_sequence, walked, skipped, reopened, last_skip,
      unfinished FROM replays`,
    numbered: 'id',
  },
  {
    to: 'findings',
    select: `SELECT id, provider, event, path, rule, source, message_id, finding, state, state_since_ms, first_seen_at_ms, last_seen_at_ms, count,
      alert FROM drift`,
    numbered: 'id',
  },
  { to: 'finding_overflow', select: 'SELECT provider, count, last_seen_at_ms FROM drift_overflow' },
  { to: 'consumers', select: 'SELECT name, position, created_at_ms, acknowledged_at_ms FROM consumers' },
  // The epochs of a shared store are those of its own table.
  { to: 'kept', select: `SELECT space, key, value, version FROM kept WHERE space <> 'nodes'` },
  { to: 'heartbeat', select: 'SELECT id, at_ms FROM heartbeat' },
];

/** Days that need a partition before anything is copied. */
export const daysSelect = `SELECT DISTINCT ${day('received_at_ms')} FROM messages UNION SELECT DISTINCT ${day(delivered)} FROM deliveries WHERE state = 'delivered'`;

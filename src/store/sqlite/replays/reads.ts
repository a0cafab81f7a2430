import type Database from 'better-sqlite3';
import { type EventRow, eventColumns, storedEvent } from '../../shared/event-rows.ts';
import { portion } from '../../shared/page-limits.ts';
import type { Slice, Sliced } from '../../shared/pages.ts';
import { type ReplayRow, replayOf } from '../../shared/replay-rows.ts';
import type { Replay, ReplayCount, ReplayFilter, ReplayItem, ReplayListFilter, ReplayRequest } from '../../store.ts';
import { equals, slicer } from '../listing/list-query.ts';
import { messageReader } from '../messages/reader.ts';
import { resultReader } from '../results/reads.ts';

type KeptReplay = ReplayRow & { readonly until_sequence: number; readonly at_sequence: number };
type Value = string | number;

const AT_SINKS = 'AND d.sink IN (SELECT value FROM json_each(?))';

/** A filter as SQL conditions on `messages m`. Records and conflicts are never delivered, so no filter finds them. */
function conditionsOf(filter: ReplayFilter): { where: string; values: Value[] } {
  const parts: [string, ...Value[]][] = [[`m.state <> 'recorded' AND m.conflicts_with IS NULL`]];
  if (filter.messageIds) parts.push(['m.id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.messageIds)]);
  if (filter.provider !== undefined) parts.push(['m.provider = ?', filter.provider]);
  if (filter.source !== undefined) parts.push(['m.source = ?', filter.source]);
  if (filter.state !== undefined) parts.push(['+m.state = ?', filter.state]);
  if (filter.verdict !== undefined) parts.push(['+m.verdict = ?', filter.verdict]);
  if (filter.fromMs !== undefined) parts.push(['m.received_at_ms >= ?', filter.fromMs]);
  if (filter.toMs !== undefined) parts.push(['m.received_at_ms < ?', filter.toMs]);
  if (filter.type !== undefined)
    parts.push(['EXISTS (SELECT 1 FROM events e WHERE e.message_sequence = m.sequence AND +e.type = ?)', filter.type]);
  if (filter.dead)
    parts.push([
      `m.sequence IN (SELECT d.place FROM deliveries d INDEXED BY deliveries_dead WHERE d.state = 'dead' ${filter.deadAt ? AT_SINKS : ''})`,
      ...(filter.deadAt ? [JSON.stringify(filter.deadAt)] : []),
    ]);
  return { where: parts.map(([sql]) => sql).join(' AND '), values: parts.flatMap(([, ...values]) => values) };
}

export function replayReads(db: Database.Database) {
  const read = messageReader(db);
  const resultOf = resultReader(db);
  const one = db.prepare<[string], KeptReplay>('SELECT * FROM replays WHERE id = ?');
  const list = slicer<KeptReplay>(db, 'SELECT *, id AS sequence FROM replays', 'id', (row) => row.request.length);
  const outcomes = db.prepare<[number], { state: 'due' | 'delivered' | 'dead'; count: number }>(
    'SELECT state, count(*) AS count FROM deliveries WHERE replay = ? GROUP BY state',
  );
  const eventsOf = db.prepare<[number], EventRow>(
    `SELECT ${eventColumns} FROM events e JOIN messages m ON m.sequence = e.message_sequence
     WHERE e.message_sequence = ? ORDER BY e.sequence`,
  );
  const deadOf = db.prepare<[number], { eventId: string; sink: string }>(
    `SELECT e.id AS eventId, d.sink FROM events e JOIN deliveries d ON d.event_sequence = e.sequence
     WHERE e.message_sequence = ? AND d.state = 'dead'`,
  );
  const newest = db.prepare<[], { sequence: number | null }>('SELECT max(sequence) AS sequence FROM messages');

  function shown(row: ReplayRow): Replay {
    const deliveries = { due: 0, delivered: 0, dead: 0 };
    for (const { state, count } of outcomes.all(row.id)) deliveries[state] = count;
    return replayOf(row, deliveries);
  }

  return {
    countReplay({ filter }: { filter: ReplayFilter }): ReplayCount {
      const { where, values } = conditionsOf(filter);
      const messages = db
        .prepare<Value[], { messages: number; unprocessed: number | null; withoutBytes: number | null }>(
          `SELECT count(*) AS messages, sum(m.state <> 'processed') AS unprocessed, sum(m.body_forgotten) AS withoutBytes
           FROM messages m WHERE ${where}`,
        )
        .get(...values);
      const events = db.prepare<Value[], { type: string; source: string; count: number }>(
        `SELECT e.type, e.source, count(*) AS count FROM messages m JOIN events e ON e.message_sequence = m.sequence
         WHERE ${where} ${filter.type === undefined ? '' : 'AND +e.type = ?'} GROUP BY e.type, e.source`,
      );
      const dead = db.prepare<Value[], { sink: string; count: number }>(
        `SELECT d.sink, count(*) AS count FROM deliveries d INDEXED BY deliveries_dead JOIN messages m ON m.sequence = d.place
         WHERE d.state = 'dead' AND ${where} ${filter.deadAt ? AT_SINKS : ''} GROUP BY d.sink`,
      );
      return {
        messages: messages?.messages ?? 0,
        unprocessed: messages?.unprocessed ?? 0,
        withoutBytes: messages?.withoutBytes ?? 0,
        events: events.all(...values, ...(filter.type === undefined ? [] : [filter.type])),
        dead: dead.all(...values, ...(filter.deadAt ? [JSON.stringify(filter.deadAt)] : [])),
      };
    },

    newestMessage: (): number => newest.get()?.sequence ?? 0,

    nextReplayed({ id, limit }: { id: string; limit: number }): readonly ReplayItem[] {
      const replay = one.get(id);
      if (replay?.state !== 'running') return [];
      const { filter }: ReplayRequest = JSON.parse(replay.request);
      const { where, values } = conditionsOf(filter);
      const found = db
        .prepare<Value[], { sequence: number; body_bytes: number }>(
          `SELECT m.sequence, m.body_bytes FROM messages m ${filter.messageIds ? '' : 'NOT INDEXED'}
           WHERE m.sequence > ? AND m.sequence <= ? AND ${where} ORDER BY m.sequence LIMIT ?`,
        )
        .iterate(replay.at_sequence, replay.until_sequence, ...values, limit);
      return portion(found, limit, (row) => row.body_bytes).items.map(({ sequence }) => {
        const result = resultOf(sequence);
        return {
          place: sequence,
          message: read.message(sequence),
          documents: read.documents(sequence),
          ...(result && { result }),
          events: eventsOf.all(sequence).map(storedEvent),
          dead: deadOf.all(sequence),
        };
      });
    },

    listReplays({ filter, slice }: { filter: ReplayListFilter; slice: Slice }): Sliced<Replay> {
      const conditions = [...equals('id', filter.id, 'indexed'), ...equals('state', filter.state)];
      const { items, last } = list({ conditions, slice });
      return { items: items.map(shown), ...(last !== undefined && { last }) };
    },
  };
}

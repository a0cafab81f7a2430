/** Reads deliveries and sinks. */
import type Database from 'better-sqlite3';
import {
  type AttemptRow,
  joined,
  type ListedRow,
  listed,
  listedColumns,
  pastAttempt,
  weigh,
} from '../../shared/delivery-rows.ts';
import type { Slice, Sliced } from '../../shared/pages.ts';
import {
  behindRow,
  type CountRow,
  type GlanceRow,
  glance,
  lanes,
  type PausedRow,
  standings,
} from '../../shared/sink-glance.ts';
import type {
  DeliveryFilter,
  Lane,
  ListedDelivery,
  PastAttempt,
  SinkGlance,
  SinkStanding,
  TimeRange,
} from '../../store.ts';
import { envelopeLook } from '../events/reads.ts';
import { anyLimit } from '../listing/any-limit.ts';
import { type Condition, equals, slicer, within } from '../listing/list-query.ts';
import { timeBounds } from '../listing/time-bounds.ts';
import { findByIdentity } from '../messages/find-by-identity.ts';

// SQLite uses the partial index of dead letters only if the query has its condition in the same words.
const states = { due: `d.state = 'due'`, delivered: `d.state = 'delivered'`, dead: `d.state = 'dead'` } as const;

export function deliveryListing(db: Database.Database) {
  const list = (from: string) => slicer<ListedRow>(db, `SELECT ${listedColumns} FROM ${from} ${joined}`, 'd.id', weigh);
  const every = list('deliveries d');
  const dead = list('deliveries d INDEXED BY deliveries_dead');
  const sent = db.prepare<[number], { envelope: string }>(
    `SELECT ifnull(d.envelope, e.envelope) AS envelope FROM deliveries d JOIN events e ON e.sequence = d.event_sequence WHERE d.id = ?`,
  );
  const holders = findByIdentity(db);
  const bounds = timeBounds(db, 'events', 'e', 'created_at_ms');
  // Of those that were made with their event; a replay's came later still.
  const lastBefore = db.prepare<[number], { id: number }>(
    'SELECT id FROM deliveries WHERE event_sequence < ? AND copy = 0 ORDER BY event_sequence DESC, id DESC LIMIT 1',
  );

  /** A delivery is never older than its event, so there is a place where they begin. A replay's delivery may be anywhere after it, so there is none where they end. */
  function made(range: TimeRange): Condition[] {
    const { sequence, exact } = bounds(range);
    const before = sequence.from === undefined ? undefined : lastBefore.get(sequence.from);
    return [...exact, ...within('d.id', before === undefined ? {} : { from: before.id })];
  }

  return {
    listDeliveries({ filter, slice }: { filter: DeliveryFilter; slice: Slice }): Sliced<ListedDelivery> {
      const { state, sink, replay, type, source, provider, verdict, identity, search } = filter;
      const conditions = [
        ...(identity ? [ofMessages(holders(identity))] : []),
        ...(state === undefined ? [] : [{ check: states[state], values: [] }]),
        ...equals('d.replay', replay === undefined ? undefined : Number(replay), 'indexed'),
        ...equals('d.sink', sink, state === 'dead' ? 'indexed' : undefined),
        ...equals('e.type', type),
        ...equals('e.source', source),
        ...equals('m.provider', provider),
        ...equals('m.verdict', verdict),
        ...made(filter),
      ];
      const look = search && envelopeLook<ListedRow>(search, ({ id }) => sent.get(id)?.envelope ?? '');
      const { items, last } = (state === 'dead' ? dead : every)({ conditions, slice, ...(look && { look }) });
      return { items: items.map(listed), ...(last !== undefined && { last }) };
    },
  };
}

function ofMessages(sequences: readonly number[]): Condition {
  const sql =
    'd.event_sequence IN (SELECT sequence FROM events WHERE message_sequence IN (SELECT value FROM json_each(?)))';
  return { lead: sql, check: `+${sql}`, values: [JSON.stringify(sequences)] };
}

export function deliveryReads(db: Database.Database) {
  const one = db.prepare<[string], ListedRow & { took_ms: number | null }>(
    `SELECT ${listedColumns}, d.took_ms FROM deliveries d ${joined} WHERE d.id = ?`,
  );
  const attempts = db.prepare<[number], AttemptRow>(
    'SELECT outcome, ended_at_ms, took_ms, status, detail FROM attempts WHERE delivery_id = ? ORDER BY id',
  );
  const waiting = db.prepare<[], GlanceRow>(
    `SELECT sink, lane, count(*) AS count, min(due_at_ms) AS oldest FROM deliveries INDEXED BY deliveries_waiting
     WHERE due_at_ms IS NOT NULL GROUP BY sink, lane`,
  );
  const behind = db.prepare<[], CountRow>(
    'SELECT sink, count(*) AS count FROM deliveries INDEXED BY deliveries_behind WHERE behind = 1 GROUP BY sink',
  );
  const dead = db.prepare<[], CountRow>(
    `SELECT sink, count(*) AS count FROM deliveries INDEXED BY deliveries_dead WHERE state = 'dead' GROUP BY sink`,
  );
  const paused = db.prepare<[], PausedRow>('SELECT name, paused_at_ms, reason FROM sinks');

  const some = db.prepare<[string, Lane, number], { count: number; oldest: number | null }>(
    `SELECT count(*) AS count, min(due_at_ms) AS oldest FROM (SELECT due_at_ms FROM deliveries INDEXED BY deliveries_waiting
     WHERE sink = ? AND lane = ? AND due_at_ms IS NOT NULL ORDER BY due_at_ms LIMIT ${anyLimit})`,
  );
  const someBehind = db.prepare<[string, number], { count: number }>(
    `SELECT count(*) AS count FROM (SELECT 1 FROM deliveries INDEXED BY deliveries_behind WHERE behind = 1 AND sink = ? LIMIT ${anyLimit})`,
  );

  /** The attempt that delivered has no row of its own; it has one where the delivery is of an earlier version. */
  function attemptsOf(row: ListedRow & { took_ms: number | null }): readonly PastAttempt[] {
    const rows = attempts.all(row.id);
    if (row.state !== 'delivered' || rows.at(-1)?.outcome === 'delivered') return rows.map(pastAttempt);
    const { settled_at_ms: settledAtMs, took_ms, status, detail } = row;
    const last = {
      outcome: 'delivered',
      ended_at_ms: settledAtMs ?? 0,
      took_ms,
      status,
      detail: detail ?? '',
    } as const;
    return [...rows, last].map(pastAttempt);
  }

  return {
    showDelivery({ id }: { id: string }) {
      const row = one.get(id);
      return row && { delivery: listed(row), attempts: attemptsOf(row) };
    },

    glanceAtSinks({ sinks, countMax }: { sinks: readonly string[]; countMax: number }): readonly SinkGlance[] {
      const known = paused.all();
      return sinks.map((sink) => {
        const rows = lanes.map((lane) => ({ sink, lane, count: 0, oldest: null, ...some.get(sink, lane, countMax) }));
        const count = someBehind.get(sink, countMax)?.count ?? 0;
        return glance(sink, [...rows, { sink, lane: 'behind', count, oldest: null }], known);
      });
    },

    listSinks(): readonly SinkStanding[] {
      return standings([...waiting.all(), ...behind.all().map(behindRow)], dead.all(), paused.all());
    },
  };
}

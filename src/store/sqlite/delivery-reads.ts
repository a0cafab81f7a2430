import type Database from 'better-sqlite3';
import type { DeliveryFilter, DeliverySummary, Lane, ListedDelivery, PastAttempt, SinkStanding } from '../store.ts';
import type { Slice, Sliced } from './commands.ts';
import { portion } from './portion.ts';

export type DeliveryRow = {
  id: number;
  sink: string;
  state: DeliverySummary['state'];
  lane: Lane;
  behind: 0 | 1;
  attempts: number;
  due_at_ms: number | null;
  settled_at_ms: number | null;
  replay: number | null;
  detail: string | null;
  status: number | null;
  answer: string | null;
};
type ListedRow = DeliveryRow & {
  event_id: string;
  type: string;
  source: string;
  subject: string | null;
  created_at_ms: number;
  message_id: string;
};
type AttemptRow = {
  outcome: PastAttempt['outcome'];
  ended_at_ms: number;
  took_ms: number | null;
  status: number | null;
  detail: string;
};

export const deliveryColumns =
  'd.id, d.sink, d.state, d.lane, d.behind, d.attempts, d.due_at_ms, d.settled_at_ms, d.replay, d.detail, d.status, d.answer';
const listedColumns = `${deliveryColumns}, e.id AS event_id, e.type, e.source, e.subject, e.created_at_ms, m.id AS message_id`;
const joined = 'JOIN events e ON e.sequence = d.event_sequence JOIN messages m ON m.sequence = e.message_sequence';

// Each indexed by a partial index, which SQLite takes only where the query says its condition in the same words.
const states = { due: `d.state = 'due'`, delivered: `d.state = 'delivered'`, dead: `d.state = 'dead'` } as const;

export function deliveryReads(db: Database.Database) {
  const prepared = new Map<string, Database.Statement<(string | number)[], ListedRow>>();
  const one = db.prepare<[string], ListedRow>(`SELECT ${listedColumns} FROM deliveries d ${joined} WHERE d.id = ?`);
  const attempts = db.prepare<[number], AttemptRow>(
    'SELECT outcome, ended_at_ms, took_ms, status, detail FROM attempts WHERE delivery_id = ? ORDER BY id',
  );
  const waiting = db.prepare<[], { sink: string; lane: Lane; count: number; oldest: number }>(
    `SELECT sink, lane, count(*) AS count, min(due_at_ms) AS oldest FROM deliveries INDEXED BY deliveries_waiting
     WHERE due_at_ms IS NOT NULL GROUP BY sink, lane`,
  );
  const behind = db.prepare<[], { sink: string; count: number }>(
    'SELECT sink, count(*) AS count FROM deliveries INDEXED BY deliveries_behind WHERE behind = 1 GROUP BY sink',
  );
  const dead = db.prepare<[], { sink: string; count: number }>(
    `SELECT sink, count(*) AS count FROM deliveries INDEXED BY deliveries_dead WHERE state = 'dead' GROUP BY sink`,
  );
  const paused = db.prepare<[], { name: string; paused_at_ms: number | null; reason: string | null }>(
    'SELECT name, paused_at_ms, reason FROM sinks',
  );

  function listDeliveries({ filter, slice }: { filter: DeliveryFilter; slice: Slice }): Sliced<ListedDelivery> {
    const conditions = [
      ...(filter.state === undefined ? [] : [states[filter.state]]),
      ...(filter.sink === undefined ? [] : ['d.sink = ?']),
      ...(filter.replay === undefined ? [] : ['d.replay = ?']),
      ...(filter.type === undefined ? [] : ['+e.type = ?']),
      ...(slice.before === undefined ? [] : ['d.id < ?']),
    ];
    const index = filter.state === 'dead' ? 'INDEXED BY deliveries_dead' : '';
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const sql = `SELECT ${listedColumns} FROM deliveries d ${index} ${joined} ${where} ORDER BY d.id DESC LIMIT ?`;
    const statement = prepared.get(sql) ?? db.prepare<(string | number)[], ListedRow>(sql);
    prepared.set(sql, statement);
    const replay = filter.replay === undefined ? undefined : Number(filter.replay);
    const values = [filter.sink, replay, filter.type, slice.before].flatMap((value) => value ?? []);
    const { items, cut } = portion(statement.iterate(...values, slice.limit + 1), slice.limit, weigh);
    const last = cut ? items.at(-1)?.id : undefined;
    return { items: items.map(listed), ...(last !== undefined && { last }) };
  }

  return {
    listDeliveries,

    showDelivery({ id }: { id: string }) {
      const row = one.get(id);
      return row && { delivery: listed(row), attempts: attempts.all(row.id).map(pastAttempt) };
    },

    pausedSinks: (): readonly string[] =>
      paused.all().flatMap(({ name, paused_at_ms }) => (paused_at_ms === null ? [] : [name])),

    listSinks(): readonly SinkStanding[] {
      const lanes = waiting.all();
      const parked = behind.all();
      const lost = dead.all();
      const known = paused.all();
      const names = new Set(
        [...lanes, ...parked, ...lost].map(({ sink }) => sink).concat(known.map(({ name }) => name)),
      );
      return [...names].sort().map((sink) => {
        const mine = lanes.filter((one) => one.sink === sink);
        const countOf = (lane: Lane) => mine.find((one) => one.lane === lane)?.count ?? 0;
        const pause = known.find(({ name }) => name === sink);
        return {
          sink,
          ...(typeof pause?.paused_at_ms === 'number' && {
            paused: { sinceMs: pause.paused_at_ms, reason: pause.reason ?? '' },
          }),
          waiting: {
            live: countOf('live'),
            retry: countOf('retry'),
            replay: countOf('replay'),
            behind: parked.find((one) => one.sink === sink)?.count ?? 0,
          },
          dead: lost.find((one) => one.sink === sink)?.count ?? 0,
          ...(mine.length > 0 && { oldestDueAtMs: Math.min(...mine.map(({ oldest }) => oldest)) }),
        };
      });
    },
  };
}

export function deliverySummary(row: DeliveryRow): DeliverySummary {
  return {
    deliveryId: String(row.id),
    sink: row.sink,
    state: row.state,
    lane: row.lane,
    attempts: row.attempts,
    ...(row.due_at_ms !== null && { dueAtMs: row.due_at_ms }),
    ...(row.behind === 1 && { behind: true as const }),
    ...(row.settled_at_ms !== null && { settledAtMs: row.settled_at_ms }),
    ...(row.replay !== null && { replay: String(row.replay) }),
    ...(row.detail !== null && { detail: row.detail }),
    ...(row.status !== null && { status: row.status }),
    ...(row.answer !== null && { answer: row.answer }),
  };
}

const weigh = (row: ListedRow): number => (row.detail?.length ?? 0) + (row.answer?.length ?? 0);

function listed(row: ListedRow): ListedDelivery {
  return {
    ...deliverySummary(row),
    event: {
      id: row.event_id,
      type: row.type,
      source: row.source,
      ...(row.subject !== null && { subject: row.subject }),
      messageId: row.message_id,
      createdAtMs: row.created_at_ms,
    },
  };
}

function pastAttempt(row: AttemptRow): PastAttempt {
  return {
    outcome: row.outcome,
    endedAtMs: row.ended_at_ms,
    detail: row.detail,
    ...(row.took_ms !== null && { tookMs: row.took_ms }),
    ...(row.status !== null && { status: row.status }),
  };
}

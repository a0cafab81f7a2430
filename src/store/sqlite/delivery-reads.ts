import type Database from 'better-sqlite3';
import type { Lane, SinkStanding } from '../store.ts';
import { type AttemptRow, joined, type ListedRow, listed, listedColumns, pastAttempt } from './delivery-rows.ts';

export function deliveryReads(db: Database.Database) {
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

  return {
    showDelivery({ id }: { id: string }) {
      const row = one.get(id);
      return row && { delivery: listed(row), attempts: attempts.all(row.id).map(pastAttempt) };
    },

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

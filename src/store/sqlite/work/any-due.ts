/** Whether a claim may find something: seeks into the indexes that claims walk, and nothing is written. */
import type Database from 'better-sqlite3';
import type { AnyDue, AskingDue } from '../../types/work.ts';
import { pauses } from '../deliveries/pauses.ts';
import { AWAITING_MS } from './claim-status.ts';
import { firstClaims } from './first-claims.ts';

type Times = { readonly now: number; readonly beyond: number };
type Row = { readonly due: 0 | 1; readonly suspects: 0 | 1 };

/** Two seeks: what is due, and what waits too long. */
function exists(table: string, index: string, which: string): string {
  const some = `SELECT 1 FROM ${table} INDEXED BY ${index} WHERE ${which} AND due_at_ms IS NOT NULL AND`;
  return `EXISTS (${some} due_at_ms <= :now) OR EXISTS (${some} due_at_ms > :beyond AND due_at_ms < ${AWAITING_MS})`;
}

export function anyDueCommand(db: Database.Database) {
  const first = firstClaims(db);
  const paused = pauses(db);
  const work = db.prepare<[Times], Row>(
    `SELECT ${exists('work', 'work_waiting', 'true')} AS due, ${exists('work', 'work_suspects', 'unfinished >= 3')} AS suspects`,
  );
  const inLane = (lane: string) => exists('deliveries', 'deliveries_waiting', `sink = :sink AND lane = '${lane}'`);
  const deliveries = db.prepare<[Times & { readonly sink: string }], Row>(
    `SELECT ${['live', 'retry', 'replay'].map(inLane).join(' OR ')} AS due,
       ${exists('deliveries', 'deliveries_suspects', 'sink = :sink AND unfinished >= 3')} AS suspects`,
  );

  return function anyDue({ nowMs, sinks, longestWaitMs }: AskingDue): AnyDue {
    const times = { now: nowMs, beyond: nowMs + longestWaitMs };
    const rows = [
      work.get(times),
      ...sinks.filter((sink) => !paused.isPaused(sink)).map((sink) => deliveries.get({ ...times, sink })),
    ];
    return {
      due: first.anyDue(nowMs) || rows.some((row) => row?.due === 1),
      suspects: rows.some((row) => row?.suspects === 1),
    };
  };
}

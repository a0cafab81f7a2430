/**
 * Where in a table a time lies. Rows get their sequence in the order of their commits, and so nearly in the order of their times: a binary
 * search finds the place with twenty looks among a million rows, and needs no index that every ack would pay for.
 */
import type Database from 'better-sqlite3';
import type { TimeRange } from '../../store.ts';
import { type Condition, within } from './list-query.ts';

// By how much a row's time may be behind that of an earlier row: a commit waits seconds at worst, and clocks are set back by less. If one
// is set back by more, what arrived in that stretch may be missing where a time is asked for, and nowhere else.
const DISORDER_MS = 60_000;

/** Conditions for `alias.sequence` and `alias.<time>` of `table`. */
export function timeBounds(db: Database.Database, table: 'messages' | 'events', alias: string, time: string) {
  const ends = db.prepare<[], { first: number | null; last: number | null }>(
    `SELECT (SELECT min(sequence) FROM ${table}) AS first, (SELECT max(sequence) FROM ${table}) AS last`,
  );
  const from = db.prepare<[number], { sequence: number; at: number }>(
    `SELECT sequence, ${time} AS at FROM ${table} WHERE sequence >= ? ORDER BY sequence LIMIT 1`,
  );

  /** The first row of that time or later; where there is none, the place after the last. */
  function placeOf(ms: number): number {
    const { first, last } = ends.get() ?? { first: null, last: null };
    if (first === null || last === null) return 0;
    let low = first;
    let high = last + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const row = from.get(middle);
      if (row === undefined || row.sequence >= high || row.at >= ms) high = middle;
      else low = row.sequence + 1;
    }
    return low;
  }

  return ({ fromMs, toMs }: TimeRange): { sequence: { from?: number; before?: number }; exact: Condition[] } => ({
    sequence: {
      ...(fromMs !== undefined && { from: placeOf(fromMs - DISORDER_MS) }),
      ...(toMs !== undefined && { before: placeOf(toMs + DISORDER_MS) }),
    },
    exact: within(`+${alias}.${time}`, {
      ...(fromMs !== undefined && { from: fromMs }),
      ...(toMs !== undefined && { before: toMs }),
    }),
  });
}

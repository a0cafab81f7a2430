/**
 * Finds the place of a time in a table. Rows get their sequence in the order of their commits, and so nearly in the order of their times. A binary
 * search finds the place with twenty looks among a million rows, without an index that every ack would pay for.
 */
import type Database from 'better-sqlite3';
import type { TimeRange } from '../../store.ts';
import { type Condition, within } from './list-query.ts';

// By how much a row's time may be behind that of an earlier row: a commit waits seconds at worst, and clocks are set back by less. If a clock
// is set back by more, rows that arrived meanwhile may be missing from a listing with a time filter, and from nothing else.
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

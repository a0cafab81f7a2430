/** Listings by sequence, so that a page stays the same while new rows arrive: newest first, or oldest first after a place. */

import type Database from 'better-sqlite3';
import { type Look, portion, searchPortion } from '../../shared/page-limits.ts';
import type { Slice, Sliced } from '../../shared/pages.ts';

export type Value = string | number;

/**
 * One filter, in SQL. `lead`: its condition if the query goes through its index; absent if it has no useful index. `check`: its condition if the
 * query goes through another filter's index.
 */
export type Condition = { readonly lead?: string; readonly check: string; readonly values: readonly Value[] };

/** `column = value`. `indexed`: through an index of that column; `usual`: the value that nearly every row has, which the column's partial index leaves out. */
export function equals(
  column: string,
  value: Value | undefined,
  index?: 'indexed' | { readonly usual: Value },
): Condition[] {
  if (value === undefined) return [];
  const check = `+${column} = ?`;
  if (index === undefined || (index !== 'indexed' && index.usual === value)) return [{ check, values: [value] }];
  // A partial index is used only where its own condition is spelt out.
  const lead = index === 'indexed' ? `${column} = ?` : `${column} = ? AND ${column} <> '${index.usual}'`;
  return [{ lead, check, values: [value] }];
}

/** `column` is one of few numbers. */
export function among(column: string, numbers: readonly number[]): Condition {
  const sql = `${column} IN (SELECT value FROM json_each(?))`;
  return { lead: sql, check: `+${sql}`, values: [JSON.stringify(numbers)] };
}

/** `column` from `from` on and before `before`, whatever else leads: for the column by which the listing is sorted. */
export function within(
  column: string,
  { from, before }: { readonly from?: number; readonly before?: number },
): Condition[] {
  return [
    ...(from === undefined ? [] : [{ check: `${column} >= ?`, values: [from] }]),
    ...(before === undefined ? [] : [{ check: `${column} < ?`, values: [before] }]),
  ];
}

export type Sought<Row> = {
  /** The narrowest first. */
  readonly conditions: readonly Condition[];
  readonly slice: Slice;
  /** A filter that SQL cannot apply. */
  readonly look?: Look<Row>;
};

// One statement for each combination of filters that was used.
const STATEMENTS_MAX = 200;

/** Prepares a listing. `select` ends before WHERE; `sequence` names its ordering column; `weigh` says about how many bytes a row has. */
export function slicer<Row extends { sequence: number }>(
  db: Database.Database,
  select: string,
  sequence: string,
  weigh: (row: Row) => number,
): (sought: Sought<Row>) => Sliced<Row> {
  const prepared = new Map<string, Database.Statement<Value[], Row>>();

  function statement(sql: string): Database.Statement<Value[], Row> {
    const made = prepared.get(sql) ?? db.prepare<Value[], Row>(sql);
    if (prepared.size >= STATEMENTS_MAX) prepared.clear();
    prepared.set(sql, made);
    return made;
  }

  return ({ conditions, slice: { limit, before, after }, look }) => {
    const page = within(sequence, {
      ...(before !== undefined && { before }),
      ...(after !== undefined && { from: after + 1 }),
    });
    const all = [...conditions, ...page];
    // One filter goes through its index, the first that can; the others only look at what it finds. Without statistics SQLite
    // would take any (0.9 s for the drift of one source among a million messages), so they are hidden from it by a plus sign.
    const leading = all.findIndex(({ lead }) => lead !== undefined);
    const where = all.map(({ lead, check }, index) => (index === leading ? lead : check)).join(' AND ');
    const direction = after === undefined ? 'DESC' : 'ASC';
    const sql = `${select} ${where === '' ? '' : `WHERE ${where}`} ORDER BY ${sequence} ${direction}`;
    const values = all.flatMap((condition) => condition.values);
    // Tells SQLite that its sort must keep one page only.
    const rows = look ? statement(sql).iterate(...values) : statement(`${sql} LIMIT ?`).iterate(...values, limit + 1);
    const { items, cut } = look ? searchPortion(rows, limit, weigh, look) : portion(rows, limit, weigh);
    return { items, ...(cut !== undefined && { last: cut.sequence }) };
  };
}

// Read from an index in a few milliseconds, and then sorted.
const FEW = 10_000;

/** `find` selects one number for each row that fits, through an index, up to a limit; `column` is what it is compared with; `check` says the same row by row. */
export function fewFirst(
  db: Database.Database,
  { find, column, check }: { readonly find: string; readonly column: string; readonly check: string },
): (value: Value) => Condition {
  const found = db.prepare<[Value, number], number>(`${find} LIMIT ?`).pluck();
  return (value) => {
    const numbers = found.all(value, FEW + 1);
    return numbers.length <= FEW ? among(column, numbers) : { check, values: [value] };
  };
}

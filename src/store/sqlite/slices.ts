/** Listings, newest first: by sequence, so that a page stays what it is while new rows arrive above it. */
import type Database from 'better-sqlite3';
import type { Slice, Sliced } from './commands.ts';
import { portion } from './portion.ts';

/** A filter's column. `usual`: the value that nearly every row has, which the column's partial index leaves out. */
export type Column = { readonly column: string; readonly usual?: string };

/**
 * Prepares a listing. `select` ends before WHERE; `sequence` names its ordering column; `columns` are the filters, the
 * narrowest first; `always` is a condition of every page; `weigh` says about how many bytes a row has. One statement is kept for each combination of filters, of which there are few.
 */
export function slicer<
  Filter extends { readonly [name: string]: string | undefined },
  Row extends { sequence: number },
>(
  db: Database.Database,
  select: string,
  sequence: string,
  columns: { readonly [Name in keyof Filter]-?: Column },
  weigh: (row: Row) => number,
  always?: string,
): (filter: Filter, slice: Slice) => Sliced<Row> {
  const prepared = new Map<string, Database.Statement<(string | number)[], Row>>();
  return (filter, { limit, before }) => {
    const used = Object.keys(columns).filter((name) => filter[name] !== undefined);
    const conditions = conditionsOf(used.map((name) => ({ ...columns[name], value: filter[name] })) as Used[]);
    if (always !== undefined) conditions.push(always);
    if (before !== undefined) conditions.push(`${sequence} < ?`);
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const sql = `${select} ${where} ORDER BY ${sequence} DESC LIMIT ?`;
    const statement = prepared.get(sql) ?? db.prepare<(string | number)[], Row>(sql);
    prepared.set(sql, statement);

    const values: (string | number)[] = used.flatMap((name) => filter[name] ?? []);
    if (before !== undefined) values.push(before);
    const { items, cut } = portion(statement.iterate(...values, limit + 1), limit, weigh);
    const last = cut ? items.at(-1)?.sequence : undefined;
    return { items, ...(last !== undefined && { last }) };
  };
}

type Used = Column & { readonly value: string };

/**
 * One filter goes through its index, the first that can; the others only look at what it finds. Without statistics SQLite
 * would take any (0.9 s for the drift of one source among a million messages), so they are hidden from it by a plus sign.
 * A partial index is used only where its own condition is spelt out.
 */
function conditionsOf(used: readonly Used[]): string[] {
  const leading = used.findIndex(({ usual, value }) => usual !== value);
  return used.map(({ column, usual }, index) => {
    if (index !== leading) return `+${column} = ?`;
    return usual === undefined ? `${column} = ?` : `${column} = ? AND ${column} <> '${usual}'`;
  });
}

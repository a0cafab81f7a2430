/** Listings, newest first: by sequence, so that a page stays what it is while new rows arrive above it. */
import type Database from 'better-sqlite3';
import type { Slice, Sliced } from './commands.ts';

/**
 * Prepares a listing. `select` ends before WHERE; `sequence` names its ordering column; `columns` says which column each
 * filter compares. One statement is kept for each combination of filters, of which there are few.
 */
export function slicer<
  Filter extends { readonly [name: string]: string | undefined },
  Row extends { sequence: number },
>(
  db: Database.Database,
  select: string,
  sequence: string,
  columns: { readonly [Name in keyof Filter]-?: string },
): (filter: Filter, slice: Slice) => Sliced<Row> {
  const prepared = new Map<string, Database.Statement<(string | number)[], Row>>();
  return (filter, { limit, before }) => {
    const used = Object.keys(columns).filter((name) => filter[name] !== undefined);
    const conditions = used.map((name) => `${columns[name]} = ?`);
    if (before !== undefined) conditions.push(`${sequence} < ?`);
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const sql = `${select} ${where} ORDER BY ${sequence} DESC LIMIT ?`;
    const statement = prepared.get(sql) ?? db.prepare<(string | number)[], Row>(sql);
    prepared.set(sql, statement);

    const values: (string | number)[] = used.flatMap((name) => filter[name] ?? []);
    if (before !== undefined) values.push(before);
    const rows = statement.all(...values, limit + 1);
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1)?.sequence : undefined;
    return { items, ...(last !== undefined && { last }) };
  };
}

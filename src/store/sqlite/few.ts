/**
 * A filter on another table: where few rows there fit, the listing begins with them; where many do, it walks in its own order and soon meets
 * one. Without this, a type that nothing has would cost a look at each of a million messages (1 s).
 */
import type Database from 'better-sqlite3';
import { among, type Condition, type Value } from './slices.ts';

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

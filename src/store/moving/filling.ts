/** Fills the tables of a new store on SQLite, and compares what is in them then with what was to be. */
import type Database from 'better-sqlite3';
import { StoreUnavailable } from '../store.ts';
import { type Row, type RowsDigest, rowsDigest } from './digest.ts';

export type Filling = {
  /** Rows of one table, all with the same columns. */
  add(table: string, rows: readonly Row[]): void;
  /** Of what a new store has in it from its beginning. */
  empty(table: string): void;
  /** Reads every table that was filled. Throws `StoreUnavailable` if one differs. */
  compare(): void;
};

type Filled = { readonly columns: readonly string[]; readonly insert: Database.Statement; readonly digest: RowsDigest };

export function openFilling(db: Database.Database): Filling {
  const tables = new Map<string, Filled>();

  function tableOf(name: string, row: Row): Filled {
    const known = tables.get(name);
    if (known) return known;
    const columns = Object.keys(row);
    const insert = db.prepare(
      `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    const made = { columns, insert, digest: rowsDigest(columns) };
    tables.set(name, made);
    return made;
  }

  return {
    add(name, rows) {
      const [first] = rows;
      if (!first) return;
      const { columns, insert, digest } = tableOf(name, first);
      for (const row of rows) {
        insert.run(columns.map((column) => row[column] ?? null));
        digest.add(row);
      }
    },
    empty: (name) => void db.prepare(`DELETE FROM ${name}`).run(),
    compare() {
      for (const [name, { columns, digest }] of tables) {
        const found = rowsDigest(columns);
        for (const row of db.prepare<[], Row>(`SELECT ${columns.join(', ')} FROM ${name}`).iterate()) found.add(row);
        const [is, wanted] = [found.sum(), digest.sum()];
        if (is.rows === wanted.rows && is.digest === wanted.digest) continue;
        throw new StoreUnavailable(
          `${name} does not have in the file what it has in PostgreSQL (${is.rows} rows, ${wanted.rows} expected). No file was made.`,
          { fatal: true },
        );
      }
    },
  };
}

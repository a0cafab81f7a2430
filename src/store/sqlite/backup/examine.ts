/** Reads a store's file from its first page to its last, so that nobody relies on a backup that cannot be read. */
import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type ExaminedFile, StoreUnavailable } from '../../store.ts';
import { APPLICATION_ID } from '../file/migrate.ts';
import { sqliteCure } from '../file/trouble.ts';
import { migrations } from '../migrations/list.ts';

// The first faults say what is wrong; a file that is full of them has thousands.
const FAULTS_SHOWN_MAX = 5;

const refusal = (path: string, sentence: string): StoreUnavailable =>
  new StoreUnavailable(`${path} ${sentence}.`, { fatal: true });

/** Throws `StoreUnavailable` if it is not a whole store that this version can open. Changes nothing. */
export function examine(path: string): ExaminedFile {
  if ((statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
    throw refusal(
      path,
      `has a log beside it (${path}-wal), so it is a store and not a backup; make one with pushdock backup`,
    );
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    db.pragma('mmap_size = 0');
    const schema = schemaOf(db, path);
    mustBeWhole(db, path);
    return { schema, bytes: statSync(path).size, counts: countsOf(db) };
  } catch (error) {
    if (error instanceof Database.SqliteError)
      throw refusal(path, `cannot be read: ${sqliteCure(error.code)} (${error.code})`);
    throw error;
  } finally {
    db?.close();
  }
}

function schemaOf(db: Database.Database, path: string): number {
  const version = Number(db.pragma('user_version', { simple: true }));
  const newest = migrations.at(-1)?.number ?? 0;
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID || version === 0)
    throw refusal(path, 'is not a store of Pushdock');
  if (version > newest)
    throw refusal(
      path,
      `has schema ${version}, and this version of Pushdock knows up to ${newest}; use the newer version`,
    );
  return version;
}

function mustBeWhole(db: Database.Database, path: string): void {
  const said = db.prepare<[], { integrity_check: string }>(`PRAGMA integrity_check(${FAULTS_SHOWN_MAX})`).all();
  const faults = said.map((row) => row.integrity_check).filter((text) => text !== 'ok');
  if (faults.length > 0) throw refusal(path, `is damaged: ${faults.join('; ')}`);
  const orphans = db.prepare<[], { table: string }>('PRAGMA foreign_key_check').all();
  if (orphans.length > 0)
    throw refusal(path, `is damaged: ${orphans.length} rows of ${orphans[0]?.table} belong to rows that are missing`);
}

/** Of one snapshot only if the caller has begun a transaction. */
export function countsOf(db: Database.Database): Readonly<Record<string, number>> {
  const tables = db
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .all();
  return Object.fromEntries(
    tables.map(({ name }) => [
      name,
      db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${name}"`).get()?.n ?? 0,
    ]),
  );
}

/** What two of them do not agree on, in words; `undefined`: nothing. */
export function difference(
  wanted: Pick<ExaminedFile, 'schema' | 'counts'>,
  found: Pick<ExaminedFile, 'schema' | 'counts'>,
): string | undefined {
  if (wanted.schema !== found.schema) return `schema ${found.schema} instead of ${wanted.schema}`;
  const tables = [...new Set([...Object.keys(wanted.counts), ...Object.keys(found.counts)])];
  const apart = tables.find((table) => wanted.counts[table] !== found.counts[table]);
  if (apart === undefined) return undefined;
  return `${found.counts[apart] ?? 'no'} rows in ${apart} instead of ${wanted.counts[apart] ?? 'none'}`;
}

/** Copies one table from SQLite to PostgreSQL in batches, from the place where an earlier run ended, and compares what is there then. */
import type Database from 'better-sqlite3';
import type { Connections } from '../postgres/connection/pool.ts';
import type { Session, Value } from '../postgres/connection/session.ts';
import { indexed } from '../postgres/indexed.ts';
import { type Row, rowsDigest } from './digest.ts';
import type { MovedTable } from './tables.ts';
import { type Place, refusal, type Target } from './target.ts';

// By UNNEST a row of a body costs the database 12 µs and us 5; with 500 at once 14 and 9. COPY would save 4 of them, and needs a protocol of our own in `pg`.
const ROWS_AT_ONCE = 2_000;
// Bodies may have megabytes each.
const BYTES_AT_ONCE = 4_194_304;

/** Of PostgreSQL, and of SQLite. */
export type Ends = { readonly connections: Connections; readonly target: Target; readonly db: Database.Database };

/** How many rows it has. `onRows`: how many more are there. Rejects with `StoreUnavailable` if they differ. */
export async function copyTable(
  { connections, target, db }: Ends,
  table: MovedTable,
  onRows: (more: number) => void,
): Promise<number> {
  let place = await target.placeOf(table.to);
  onRows(place.rows);
  if (place.digest !== undefined) return place.rows;
  const statement = db.prepare<[], Row>(`${table.select} ORDER BY ${table.order}`);
  const columns = statement.columns().map(({ name }) => name);
  const insert = await connections.read((session) => insertion(session, table, columns));
  // Also of the rows that are there already: an earlier run compared nothing yet.
  const digest = rowsDigest(columns);
  let seen = 0;
  let batch: Row[] = [];
  let bytes = 0;

  async function flush(): Promise<void> {
    if (batch.length === 0) return;
    const next: Place = { rows: place.rows + batch.length };
    const values: readonly Value[] = columns.map((name) => batch.map((row) => row[name] ?? null));
    await target.advance(table.to, place, next, (session) => session.run(insert, values));
    onRows(batch.length);
    place = next;
    batch = [];
    bytes = 0;
  }
  for (const found of statement.iterate()) {
    const row = withNames(found, table.names);
    digest.add(row);
    seen += 1;
    if (seen <= place.rows + batch.length) continue;
    batch.push(row);
    for (const value of Object.values(row)) bytes += sizeOf(value);
    if (batch.length >= ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE) await flush();
  }
  await flush();
  const [wanted, is] = [digest.sum(), await connections.readUntimed((session) => digestOf(session, table, columns))];
  if (is.rows !== wanted.rows || is.digest !== wanted.digest)
    throw refusal(
      `${table.to} does not have in PostgreSQL what it has in ${db.name} (${is.rows} rows, ${wanted.rows} expected). The store there stays incomplete. Run the command again with --restart.`,
    );
  await target.advance(table.to, place, { rows: place.rows, digest: wanted.digest });
  return place.rows;
}

const sizeOf = (value: Row[string] | undefined): number =>
  typeof value === 'string' ? value.length : value instanceof Uint8Array ? value.byteLength : 16;

/** A name as PostgreSQL keeps it, so that a repeat finds it there. */
function withNames(row: Row, names: readonly string[] = []): Row {
  const long = names.filter((name) => typeof row[name] === 'string');
  return long.length === 0
    ? row
    : { ...row, ...Object.fromEntries(long.map((name) => [name, indexed(String(row[name]))])) };
}

async function insertion(session: Session, table: MovedTable, columns: readonly string[]): Promise<string> {
  const found = await session.rows<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_catalog.pg_attribute
     WHERE attrelid = 'pushdock.${table.to}'::regclass AND attnum > 0 AND NOT attisdropped`,
  );
  const types = new Map(found.map(({ name, type }) => [name, type]));
  const names = columns.map((name) => `"${name}"`).join(', ');
  const arrays = columns.map((name, index) => `$${index + 1}::${types.get(name) ?? 'text'}[]`).join(', ');
  const overriding = table.numbered === undefined ? '' : 'OVERRIDING SYSTEM VALUE ';
  return `INSERT INTO pushdock.${table.to} (${names}) ${overriding}SELECT * FROM unnest(${arrays})`;
}

/** Reads everything back: what counts is what the next gateway will read. */
async function digestOf(session: Session, { to }: MovedTable, columns: readonly string[]) {
  const digest = rowsDigest(columns);
  const names = columns.map((name) => `"${name}"`).join(', ');
  await session.run('BEGIN READ ONLY');
  try {
    await session.run(`DECLARE moved NO SCROLL CURSOR FOR SELECT ${names} FROM pushdock.${to}`);
    for (;;) {
      const rows = await session.rows<Row>(`FETCH ${ROWS_AT_ONCE} FROM moved`);
      for (const row of rows) digest.add(row);
      if (rows.length < ROWS_AT_ONCE) break;
    }
  } finally {
    await session.run('ROLLBACK').catch(() => {});
  }
  return digest.sum();
}

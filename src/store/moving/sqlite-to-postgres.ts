/**
 * Moves a store from SQLite to PostgreSQL, in one transaction: the target has everything or nothing, whatever ends the process or the network in between. The
 * tables are locked until then, so no gateway begins with half a store. The SQLite file is read and left as it is.
 */
import Database from 'better-sqlite3';
import { silentLog } from '../../log.ts';
import { openConnections } from '../postgres/connection/pool.ts';
import type { Session, Value } from '../postgres/connection/session.ts';
import { type PostgresPlace, settingsOf } from '../postgres/connection/settings.ts';
import { mustBeDurable } from '../postgres/durability.ts';
import { migrate } from '../postgres/migrations/migrate.ts';
import { SILENT_MS } from '../postgres/nodes/nodes.ts';
import { makeDay } from '../postgres/partitions.ts';
import { openForReading } from '../sqlite/file/connection.ts';
import { own } from '../sqlite/file/owner.ts';
import { explained } from '../sqlite/file/trouble.ts';
import { migrations } from '../sqlite/migrations/list.ts';
import { StoreUnavailable } from '../store.ts';
import { type Row, rowsDigest } from './digest.ts';
import { daysSelect, type MovedTable, tables } from './tables.ts';

export type Moved = {
  /** Rows of each table in PostgreSQL. They were compared with SQLite's, by a digest of their contents too. */
  readonly counts: Readonly<Record<string, number>>;
};

const ROWS_AT_ONCE = 500;
// Bodies may have megabytes each.
const BYTES_AT_ONCE = 4_194_304;
const LOCK_MS = 10_000;

const refusal = (sentence: string): StoreUnavailable => new StoreUnavailable(sentence, { fatal: true });

/** Rejects with `StoreUnavailable`; then the target is empty, and the source as it was. Durable when it resolves. */
export async function sqliteToPostgres(
  path: string,
  place: PostgresPlace,
  onProgress: (rows: number, ofRows: number) => void = () => {},
): Promise<Moved> {
  const owned = await own(path);
  try {
    const db = openForReading(owned.path);
    try {
      return await move(db, place, onProgress);
    } finally {
      db.close();
    }
  } catch (error) {
    throw error instanceof Database.SqliteError ? explained(path, error) : error;
  } finally {
    await owned.release();
  }
}

async function move(
  db: Database.Database,
  place: PostgresPlace,
  onProgress: (rows: number, ofRows: number) => void,
): Promise<Moved> {
  mustBeNewest(db);
  const settings = settingsOf(place);
  const connections = openConnections(settings, silentLog, (day) => makeDay(connections, day));
  try {
    await connections.alone((session) => mustBeDurable(session, connections.place));
    await migrate(connections, settings.schema);
    for (const { day } of db.prepare<[], { day: number }>(daysSelect).all()) await makeDay(connections, day);
    return await connections.alone(async (session) => {
      await session.run('BEGIN');
      try {
        await session.run(`SET LOCAL lock_timeout = ${LOCK_MS}`);
        await session.run('LOCK TABLE pushdock.messages, pushdock.events, pushdock.nodes IN ACCESS EXCLUSIVE MODE');
        await mustBeEmpty(session, connections.place);
        const counts = await copyAll(db, session, onProgress);
        await continueNumbers(db, session);
        await session.run('COMMIT');
        return { counts };
      } catch (error) {
        await session.run('ROLLBACK').catch(() => {});
        throw error;
      }
    });
  } finally {
    await connections.close();
  }
}

function mustBeNewest(db: Database.Database): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  const newest = migrations.at(-1)?.number ?? 0;
  if (version === newest) return;
  throw refusal(
    version > newest
      ? `${db.name} has schema ${version}, and this version of Pushdock knows up to ${newest}. Use the newer version.`
      : `${db.name} has schema ${version}, and ${newest} is needed. Start the gateway of this version once with it, and stop it.`,
  );
}

async function mustBeEmpty(session: Session, place: string): Promise<void> {
  const [living] = await session.rows(
    `SELECT 1 FROM pushdock.nodes WHERE gone = 0 AND seen_at_ms > extract(epoch FROM clock_timestamp()) * 1000 - ${SILENT_MS} LIMIT 1`,
  );
  if (living)
    throw refusal(
      `A gateway uses ${place}, or was killed less than 15 s ago. Stop it first (pushdock nodes shows it).`,
    );
  for (const table of ['messages', 'events', 'consumers', 'kept']) {
    const [some] = await session.rows(`SELECT 1 FROM pushdock.${table} LIMIT 1`);
    if (some)
      throw refusal(`${place} has a store with ${table} in it already. Name an empty database or another schema.`);
  }
  for (const table of ['forgotten_events', 'heartbeat', 'sinks']) await session.run(`DELETE FROM pushdock.${table}`);
}

async function copyAll(
  db: Database.Database,
  session: Session,
  onProgress: (rows: number, ofRows: number) => void,
): Promise<Moved['counts']> {
  const countOf = ({ select }: MovedTable) =>
    db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM (${select})`).get()?.n ?? 0;
  const ofRows = tables.reduce((sum, table) => sum + countOf(table), 0);
  let rows = 0;
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const copied = await copyTable(db, session, table, (more) => {
      rows += more;
      onProgress(rows, ofRows);
    });
    const found = await digestOf(session, table, copied.columns);
    if (found.rows !== copied.rows || found.digest !== copied.digest)
      throw refusal(
        `${table.to} does not have in PostgreSQL what it has in ${db.name} (${found.rows} rows, ${copied.rows} expected). Nothing was moved.`,
      );
    counts[table.to] = copied.rows;
  }
  return counts;
}

async function copyTable(db: Database.Database, session: Session, table: MovedTable, onRows: (rows: number) => void) {
  const statement = db.prepare<[], Row>(table.select);
  const columns = statement.columns().map(({ name }) => name);
  const types = await typesOf(session, table.to);
  const names = columns.map((name) => `"${name}"`).join(', ');
  const arrays = columns.map((name, index) => `$${index + 1}::${types.get(name) ?? 'text'}[]`).join(', ');
  const overriding = table.numbered === undefined ? '' : 'OVERRIDING SYSTEM VALUE ';
  const insert = `INSERT INTO pushdock.${table.to} (${names}) ${overriding}SELECT * FROM unnest(${arrays})`;
  const digest = rowsDigest(columns);
  let batch: Row[] = [];
  let bytes = 0;

  async function flush(): Promise<void> {
    if (batch.length === 0) return;
    const values: readonly Value[] = columns.map((name) => batch.map((row) => row[name] ?? null));
    await session.run(insert, values);
    onRows(batch.length);
    batch = [];
    bytes = 0;
  }
  for (const row of statement.iterate()) {
    digest.add(row);
    batch.push(row);
    for (const value of Object.values(row)) bytes += typeof value === 'object' && value ? value.byteLength : 16;
    if (batch.length >= ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE) await flush();
  }
  await flush();
  return { columns, ...digest.sum() };
}

/** As PostgreSQL names them. */
async function typesOf(session: Session, table: string): Promise<ReadonlyMap<string, string>> {
  const rows = await session.rows<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_catalog.pg_attribute
     WHERE attrelid = 'pushdock.${table}'::regclass AND attnum > 0 AND NOT attisdropped`,
  );
  return new Map(rows.map(({ name, type }) => [name, type]));
}

/** Reads everything back: what counts is what the next gateway will read. */
async function digestOf(session: Session, { to }: MovedTable, columns: readonly string[]) {
  const digest = rowsDigest(columns);
  const names = columns.map((name) => `"${name}"`).join(', ');
  await session.run(`DECLARE moved NO SCROLL CURSOR FOR SELECT ${names} FROM pushdock.${to}`);
  for (;;) {
    const rows = await session.rows<Row>(`FETCH ${ROWS_AT_ONCE} FROM moved`);
    for (const row of rows) digest.add(row);
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await session.run('CLOSE moved');
  return digest.sum();
}

/** No number that the old store gave is given again. */
async function continueNumbers(db: Database.Database, session: Session): Promise<void> {
  const given = new Map(
    db
      .prepare<[], { name: string; seq: number }>('SELECT name, seq FROM sqlite_sequence')
      .all()
      .map(({ name, seq }) => [name, seq]),
  );
  const next = (sequence: string, last: number) =>
    session.rows(`SELECT setval(${sequence}, $1::bigint, $2 > 0)`, [Math.max(1, last), last]);
  await next(`'pushdock.message_sequence'`, given.get('messages') ?? 0);
  await next(`'pushdock.delivery_sequence'`, given.get('deliveries') ?? 0);
  await session.run('UPDATE pushdock.sequencer SET last = $1 WHERE id = 1', [given.get('events') ?? 0]);
  for (const { to, numbered } of tables) {
    if (numbered === undefined) continue;
    const [found] = await session.rows<{ last: number | null }>(`SELECT max(${numbered}) AS last FROM pushdock.${to}`);
    const last = Math.max(found?.last ?? 0, given.get(to === 'findings' ? 'drift' : to) ?? 0);
    await next(`pg_get_serial_sequence('pushdock.${to}', '${numbered}')`, last);
  }
}

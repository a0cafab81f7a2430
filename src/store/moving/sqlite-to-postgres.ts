/**
 * Moves a store from SQLite to PostgreSQL, in batches. Each batch is one transaction with the place after it, so a move that was interrupted goes on where it
 * was (`target.ts`). The last transaction makes the store whole. The SQLite file is read and left as it is.
 */
import Database from 'better-sqlite3';
import { silentLog } from '../../log.ts';
import { whileOpening } from '../postgres/connection/failures.ts';
import { type Connections, openConnections } from '../postgres/connection/pool.ts';
import type { Session } from '../postgres/connection/session.ts';
import { type PostgresPlace, settingsOf } from '../postgres/connection/settings.ts';
import { mustBeDurable } from '../postgres/durability.ts';
import { migrations as postgresMigrations } from '../postgres/migrations/list.ts';
import { makeDay } from '../postgres/partitions.ts';
import { mustHaveRights } from '../postgres/rights.ts';
import { openForReading } from '../sqlite/file/connection.ts';
import { own } from '../sqlite/file/owner.ts';
import { explained } from '../sqlite/file/trouble.ts';
import { migrations } from '../sqlite/migrations/list.ts';
import { StoreUnavailable } from '../store.ts';
import { copyTable, type Ends } from './copy-table.ts';
import { fingerprintOf } from './fingerprint.ts';
import { daysSelect, type MovedTable, tables } from './tables.ts';
import { openTarget, refusal } from './target.ts';

export type MoveOrder = {
  /** Removes what an interrupted move left, and begins again. */
  readonly restart?: boolean;
  readonly onProgress?: (rows: number, ofRows: number) => void;
};
export type Moved = {
  /** Rows of each table in PostgreSQL. They were compared with SQLite's, by a digest of their contents too. */
  readonly counts: Readonly<Record<string, number>>;
  /** Why the database has no statistics of some tables yet. The store is whole all the same. */
  readonly notAnalyzed?: string;
};

/** Rejects with `StoreUnavailable`; then the target is empty or incomplete, and the source as it was. Durable when it resolves. */
export async function sqliteToPostgres(path: string, place: PostgresPlace, order: MoveOrder = {}): Promise<Moved> {
  const owned = await own(path);
  try {
    return await move(owned.path, place, order);
  } catch (error) {
    throw error instanceof Database.SqliteError ? explained(path, error) : error;
  } finally {
    await owned.release();
  }
}

/** Places count rows of tables as this version orders them, so both schemas belong to it. */
const sourceOf = async (path: string): Promise<string> =>
  `${await fingerprintOf(path)} ${migrations.at(-1)?.number} ${postgresMigrations.at(-1)?.number}`;

async function move(path: string, place: PostgresPlace, { restart = false, onProgress }: MoveOrder): Promise<Moved> {
  const source = await sourceOf(path);
  const db = openForReading(path);
  const settings = settingsOf(place);
  const connections = openConnections(settings, silentLog, (day) => makeDay(connections, day));
  try {
    mustBeNewest(db);
    await connections.read(async (session) => {
      await mustBeDurable(session, connections.place);
      await mustHaveRights(session, settings.schema, connections.place);
    });
    const target = await openTarget(connections, { schema: settings.schema, source, restart });
    const counts = await copyAll({ connections, target, db }, onProgress);
    const given = numbersOf(db);
    // Not while SQLite has it open here: closing it would drop SQLite's locks (fcntl(2)).
    db.close();
    if ((await sourceOf(path)) !== source)
      throw refusal(`${path} was changed while it was moved. Run the command again with --restart.`);
    await target.complete((session) => continueNumbers(given, session));
    const notAnalyzed = await analyze(connections);
    return { counts, ...(notAnalyzed !== undefined && { notAnalyzed }) };
  } catch (error) {
    throw whileOpening(error, connections.place);
  } finally {
    db.close();
    await connections.close();
  }
}

/** Otherwise the first claims are planned for empty tables. Table by table, after the store is whole: none of them holds up or undoes the move. */
async function analyze(connections: Connections): Promise<string | undefined> {
  try {
    for (const { to } of tables) await connections.writeUntimed((session) => session.run(`ANALYZE pushdock.${to}`));
    return undefined;
  } catch (error) {
    if (error instanceof StoreUnavailable) return error.message;
    throw error;
  }
}

async function copyAll(ends: Ends, onProgress: MoveOrder['onProgress']): Promise<Moved['counts']> {
  const { db, connections } = ends;
  // All tables are read as of one moment, whatever another program does to the file.
  db.exec('BEGIN');
  for (const { day } of db.prepare<[], { day: number }>(daysSelect).all()) await makeDay(connections, day);
  const ofRows = tables.reduce((sum, table) => sum + countOf(db, table), 0);
  let rows = 0;
  const counts: Record<string, number> = {};
  for (const table of tables)
    counts[table.to] = await copyTable(ends, table, (more) => {
      rows += more;
      onProgress?.(rows, ofRows);
    });
  return counts;
}

const countOf = (db: Database.Database, { select }: MovedTable): number =>
  db.prepare<[], number>(`SELECT count(*) FROM (${select})`).pluck().get() ?? 0;

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

type Numbers = ReadonlyMap<string, number>;

/** The last number that each table gave. */
const numbersOf = (db: Database.Database): Numbers =>
  new Map(
    db
      .prepare<[], { name: string; seq: number }>('SELECT name, seq FROM sqlite_sequence')
      .all()
      .map(({ name, seq }) => [name, seq]),
  );

/** No number that the old store gave is given again. */
async function continueNumbers(given: Numbers, session: Session): Promise<void> {
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

/** Brings the schema to the newest version, once, however many nodes start together. */
import { StoreUnavailable } from '../../store.ts';
import type { Connections } from '../connection/pool.ts';
import type { Session } from '../connection/session.ts';
import { type Migration, migrations } from './list.ts';

/** The version of a store that is filled by `src/store/moving`, or was left incomplete: greater than any, so that an older gateway refuses it as well. */
export const BEING_FILLED = 2_147_483_647;

// Whoever holds a table that a migration changes is a running gateway: it goes before, and the next start tries again.
const LOCK_MS = 20_000;

// Names and texts are compared byte by byte, as JavaScript does, whatever the database's own order is.
const byBytes = (sql: string) =>
  sql.replace(/\btext\b(?=\s+(NOT NULL|PRIMARY KEY|CHECK)|\s*[,)\n])/g, 'text COLLATE "C"');

/** Rejects with `StoreUnavailable` if a newer version wrote it, or another store's place is meant. `schema`: its name. */
export async function migrate(connections: Connections, schema: string): Promise<void> {
  const { read, writeUntimed, place } = connections;
  const newest = migrations.at(-1)?.number ?? 0;
  const found = await read(versionIn);
  if (found !== undefined) refuseNewer(found, newest, place);
  if (found === newest) return;
  if (found === undefined) await begin(connections, schema);
  // A transaction each: a gateway of the version before waits for the tables of one migration, and not of all.
  for (const migration of migrations) await writeUntimed((session) => migrateTo(session, migration, place, newest));
}

async function migrateTo(session: Session, { number, sql }: Migration, place: string, newest: number): Promise<void> {
  await session.run(`SET LOCAL lock_timeout = ${LOCK_MS}`);
  // The lock row: a second node waits here, and finds this one done.
  await session.rows('SELECT version FROM pushdock.schema_version WHERE id = 1 FOR UPDATE');
  const present = await version(session);
  refuseNewer(present, newest, place);
  if (present >= number) return;
  for (const statement of statementsOf(byBytes(sql))) await session.run(statement);
  await session.run('UPDATE pushdock.schema_version SET version = $1 WHERE id = 1', [number]);
}

/** Throws `StoreUnavailable` unless the schema is there, and the one that this version knows. Changes nothing. */
export async function mustBeThisSchema(session: Session, schema: string, place: string): Promise<void> {
  const newest = migrations.at(-1)?.number ?? 0;
  const found = await versionIn(session);
  if (found === undefined)
    throw new StoreUnavailable(`${place} has no store in the schema ${schema}.`, { fatal: true });
  refuseNewer(found, newest, place);
  if (found < newest)
    throw new StoreUnavailable(
      `The store ${place} has schema ${found}, and ${newest} is needed. Start a gateway of this version once with it.`,
      { fatal: true },
    );
}

/** A semicolon within the body of a function (`$$`) ends no statement. */
const statementsOf = (sql: string): readonly string[] =>
  [...sql.replace(/^\s*--.*$/gm, '').matchAll(/(?:\$\$[\s\S]*?\$\$|[^;])+/g)]
    .map(([statement]) => statement.trim())
    .filter((statement) => statement !== '');

/** `undefined`: there is no store in this schema. */
export const versionIn = async (session: Session): Promise<number | undefined> =>
  (await exists(session)) ? version(session) : undefined;

/**
 * For the transaction in which a gateway makes itself known: a move into this database begins before it, and is seen, or after it, and sees the gateway.
 * Throws `StoreUnavailable`.
 */
export async function mustNotBeFilled(session: Session, place: string): Promise<void> {
  const [row] = await session.rows<{ version: number }>(
    'SELECT version FROM pushdock.schema_version WHERE id = 1 FOR SHARE',
  );
  if (row?.version === BEING_FILLED) throw incomplete(place);
}

export const incomplete = (place: string): StoreUnavailable =>
  new StoreUnavailable(
    `The store ${place} is incomplete: pushdock migrate sqlite-to-postgres fills it now, or was interrupted. Run that command again with the same file, and it goes on.`,
    { fatal: true },
  );

async function exists(session: Session): Promise<boolean> {
  const rows = await session.rows<{ found: boolean }>(
    `SELECT to_regclass('pushdock.schema_version') IS NOT NULL AS found`,
  );
  return rows[0]?.found === true;
}

async function version(session: Session): Promise<number> {
  const rows = await session.rows<{ version: number }>('SELECT version FROM pushdock.schema_version WHERE id = 1');
  return rows[0]?.version ?? 0;
}

function refuseNewer(found: number, newest: number, place: string): void {
  if (found <= newest) return;
  if (found === BEING_FILLED) throw incomplete(place);
  throw new StoreUnavailable(
    `The store ${place} has schema ${found}, and this version of Pushdock knows ${newest}. Install the version that wrote it, or a later one.`,
    { fatal: true },
  );
}

/** Two that begin together: one of them loses with a unique violation in the catalogue, and begins again. */
async function begin({ writeUntimed }: Connections, schema: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await writeUntimed(async (session) => {
        // Only where it is not there: otherwise its owner would need the right to make schemas as well.
        const [found] = await session.rows<{ there: boolean }>(
          'SELECT pg_catalog.to_regnamespace($1) IS NOT NULL AS there',
          [`"${schema}"`],
        );
        if (!found?.there) await session.run(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
        await session.run(
          'CREATE TABLE IF NOT EXISTS pushdock.schema_version (id smallint PRIMARY KEY, version integer NOT NULL)',
        );
        await session.run('INSERT INTO pushdock.schema_version VALUES (1, 0) ON CONFLICT DO NOTHING');
      });
    } catch (error) {
      if (tries >= 5) throw error;
    }
  }
}

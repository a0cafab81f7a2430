/**
 * A store in PostgreSQL while it is filled. Its schema has a version that no gateway starts with, whatever its age, and a table that says how far the move
 * is. Both go in the last transaction, so the store is incomplete or whole, whatever ends the process, the network or the database in between.
 */
import type { Connections } from '../postgres/connection/pool.ts';
import type { Session } from '../postgres/connection/session.ts';
import { BEING_FILLED, migrate, versionIn } from '../postgres/migrations/migrate.ts';
import { SILENT_MS } from '../postgres/nodes/nodes.ts';
import { StoreUnavailable } from '../store.ts';

export type Place = {
  readonly rows: number /** Of all its rows, once they were compared. */;
  readonly digest?: string;
};
export type Target = {
  /** Rows of this table that are there. */
  placeOf(table: string): Promise<Place>;
  /** In one transaction: what `insert` does, and the place after it. Throws `StoreUnavailable` if another process moves into the same database. */
  advance(table: string, from: Place, to: Place, insert?: (session: Session) => Promise<unknown>): Promise<void>;
  /** The store is whole. `finish` is in the same transaction, which has no timeouts: it waits for the disk, and with it for every batch before. */
  complete(finish: (session: Session) => Promise<unknown>): Promise<void>;
};

const LOCK_MS = 10_000;
const SOURCE = 'the source';
export const refusal = (sentence: string): StoreUnavailable => new StoreUnavailable(sentence, { fatal: true });

/** Throws `StoreUnavailable` unless the database is empty, or has what an interrupted move from the same source left. `restart`: that is removed first. */
export async function openTarget(
  connections: Connections,
  { schema, source, restart }: { readonly schema: string; readonly source: string; readonly restart: boolean },
): Promise<Target> {
  const { place } = connections;
  let version = await connections.read(versionIn);
  if (version === BEING_FILLED && restart) {
    await connections.writeUntimed((session) => session.run(`DROP SCHEMA "${schema}" CASCADE`));
    version = undefined;
  }
  if (version === BEING_FILLED) await connections.read((session) => mustBeFrom(session, source, place));
  else {
    await migrate(connections, schema);
    await connections.write((session) => begin(session, source, place));
  }
  return targetOn(connections);
}

async function mustBeFrom(session: Session, source: string, place: string): Promise<void> {
  const [row] = await session.rows<{ digest: string }>('SELECT digest FROM pushdock.moving WHERE name = $1', [SOURCE]);
  if (row?.digest === source) return;
  throw refusal(
    `${place} has a part of a store, and the file has changed since that move began, or it is another file or another version of Pushdock. Nothing more was moved. Run the command again with --restart: it removes that part and begins again.`,
  );
}

async function begin(session: Session, source: string, place: string): Promise<void> {
  await session.run(`SET LOCAL lock_timeout = ${LOCK_MS}`);
  // A gateway that starts waits here, and finds the mark; one that runs is found.
  await session.rows('SELECT version FROM pushdock.schema_version WHERE id = 1 FOR UPDATE');
  await session.run('LOCK TABLE pushdock.messages, pushdock.events, pushdock.nodes IN ACCESS EXCLUSIVE MODE');
  await mustBeEmpty(session, place);
  await session.run(
    'CREATE TABLE pushdock.moving (name text PRIMARY KEY, rows bigint NOT NULL, digest text, version integer)',
  );
  await session.run(
    'INSERT INTO pushdock.moving (name, rows, digest, version) SELECT $1, 0, $2, version FROM pushdock.schema_version WHERE id = 1',
    [SOURCE, source],
  );
  await session.run('UPDATE pushdock.schema_version SET version = $1 WHERE id = 1', [BEING_FILLED]);
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

function targetOn({ write, writeUntimed, read, place }: Connections): Target {
  return {
    async placeOf(table) {
      const [row] = await read((session) =>
        session.rows<{ rows: number; digest: string | null }>(
          'SELECT rows, digest FROM pushdock.moving WHERE name = $1',
          [table],
        ),
      );
      return { rows: row?.rows ?? 0, ...(row?.digest && { digest: row.digest }) };
    },
    advance: (table, from, to, insert) =>
      write(async (session) => {
        // A batch that a crash of the database takes back is taken back with its place.
        await session.run('SET LOCAL synchronous_commit = off');
        const moved = await session.run(
          `INSERT INTO pushdock.moving (name, rows, digest) VALUES ($1, $2, $3)
           ON CONFLICT (name) DO UPDATE SET rows = excluded.rows, digest = excluded.digest WHERE moving.rows = $4`,
          [table, to.rows, to.digest ?? null, from.rows],
        );
        if (moved === 0) throw refusal(`Another process moves a store into ${place} now. Wait until it has ended.`);
        await insert?.(session);
      }),
    complete: (finish) =>
      writeUntimed(async (session) => {
        await finish(session);
        await session.run(
          `UPDATE pushdock.schema_version SET version = (SELECT version FROM pushdock.moving WHERE name = $1) WHERE id = 1`,
          [SOURCE],
        );
        await session.run('DROP TABLE pushdock.moving');
      }),
  };
}

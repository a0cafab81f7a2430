/** Opens the configured engine. Only this file knows the engines' names. */

import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import type { Inspected } from './inspected.ts';
import type { Copied, CopyOrder } from './moving/postgres-to-sqlite.ts';
import type { Moved, MoveOrder } from './moving/sqlite-to-postgres.ts';
import type { PostgresPlace } from './postgres/connection/settings.ts';
import type { ShareableStore, SharedStore } from './shared-store.ts';
import { joinSqliteStore, openSqliteStore } from './sqlite/open.ts';
import type { BackedUp, BackupOrder, Corpus, OpenedStore, RestoredStore } from './store.ts';
import type { NodeName } from './types/nodes.ts';

/** Which engine, and where; as the configuration says it. */
export type Place = EmbeddedPlace | PostgresPlace;
type EmbeddedPlace = { readonly engine: 'sqlite'; readonly path: string };

// Its client is a package that only such a gateway loads.
const postgres = () => import('./postgres/open.ts');

/** `witnesses`: files that tell of a store of before. `name`: of this gateway, where several share the store. Rejects with `StoreUnavailable`. */
export async function openStore(
  settings: Place,
  { witnesses, name, ...services }: { clock: Clock; log: Log; witnesses: readonly string[]; name?: NodeName },
): Promise<ShareableStore> {
  if (settings.engine === 'sqlite') return openSqliteStore({ path: settings.path, witnesses, ...services });
  return (await postgres()).openPostgresStore({ place: settings, ...services, ...(name && { name }) });
}

/** In another thread of the process that opened it: the same store, through what `share` gave. Closing it closes nothing there. */
export async function joinStore(shared: SharedStore, services: { clock: Clock; log: Log }): Promise<OpenedStore> {
  if (shared.engine === 'sqlite') return joinSqliteStore(shared, services);
  const { place, name, process, found } = shared;
  return (await postgres()).openPostgresStore({ place, name, process, found, ...services });
}

/** For reading only, also while a gateway owns the store. Rejects with `StoreUnavailable`. */
export async function openCorpus(settings: Place): Promise<Corpus> {
  if (settings.engine === 'sqlite') return (await import('./sqlite/corpus.ts')).openSqliteCorpus(settings.path);
  return (await import('./postgres/corpus.ts')).openPostgresCorpus(settings);
}

/** Moves a store on SQLite into an empty database, or goes on where an interrupted move ended. Durable when it resolves. Rejects with `StoreUnavailable`. */
export async function moveStore(path: string, to: PostgresPlace, order: MoveOrder): Promise<Moved> {
  const { sqliteToPostgres } = await import('./moving/sqlite-to-postgres.ts');
  return sqliteToPostgres(path, to, order);
}

/** Copies a store in PostgreSQL, or some of its messages, into a new file of SQLite, also while gateways use it. Rejects with `StoreUnavailable`; then there is no file. */
export async function copyStore(from: PostgresPlace, order: CopyOrder): Promise<Copied> {
  const { postgresToSqlite } = await import('./moving/postgres-to-sqlite.ts');
  return postgresToSqlite(from, order);
}

/** Copies the store into a file, also while a gateway uses it. Durable when it resolves. Rejects with `StoreUnavailable`. */
export async function backUpStore(settings: EmbeddedPlace, order: BackupOrder, clock: Clock): Promise<BackedUp> {
  const { backUpSqlite } = await import('./sqlite/backup/backup.ts');
  return backUpSqlite(settings.path, order, clock);
}

/** Puts a backup in the place of the store, while nobody uses that. Durable when it resolves. Rejects with `StoreUnavailable`. */
export async function restoreStore(settings: EmbeddedPlace, backup: string): Promise<RestoredStore> {
  const { restoreSqlite } = await import('./sqlite/backup/restore.ts');
  return restoreSqlite(backup, settings.path);
}

/** Whether a store can be used: what is well, what should be known (such as migrations that are due), and what stands against it. Nothing is changed. */
export async function inspectStore(settings: Place): Promise<readonly Inspected[]> {
  if (settings.engine === 'sqlite') return (await import('./sqlite/file/due.ts')).dueInFile(settings.path);
  return (await import('./postgres/inspect.ts')).inspectPostgres(settings);
}

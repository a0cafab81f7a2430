/** Opens the configured engine. Only this file knows the engines' names. */

import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import type { ShareableStore, SharedStore } from './shared-store.ts';
import { backUpSqlite } from './sqlite/backup/backup.ts';
import { restoreSqlite } from './sqlite/backup/restore.ts';
import { openSqliteCorpus } from './sqlite/corpus.ts';
import { joinSqliteStore, openSqliteStore } from './sqlite/open.ts';
import type { BackedUp, BackupOrder, Corpus, OpenedStore, RestoredStore } from './store.ts';

/** Which engine, and where; as the configuration says it. */
type Place = { readonly engine: 'sqlite'; readonly path: string };

/** `witnesses`: files that tell of a store of before. Rejects with `StoreUnavailable`. */
export function openStore(
  settings: Place,
  services: { clock: Clock; log: Log; witnesses: readonly string[] },
): Promise<ShareableStore> {
  return openSqliteStore({ path: settings.path, ...services });
}

/** In another thread of the process that opened it: the same store, through what `share` gave. Closing it closes nothing there. */
export function joinStore(shared: SharedStore, services: { clock: Clock; log: Log }): Promise<OpenedStore> {
  return joinSqliteStore(shared, services);
}

/** For reading only, also while a gateway owns the store. Throws `StoreUnavailable`. */
export function openCorpus(settings: Place): Corpus {
  return openSqliteCorpus(settings.path);
}

/** Copies the store into a file, also while a gateway uses it. Durable when it resolves. Rejects with `StoreUnavailable`. */
export function backUpStore(settings: Place, order: BackupOrder, clock: Clock): Promise<BackedUp> {
  return backUpSqlite(settings.path, order, clock);
}

/** Puts a backup in the place of the store, while nobody uses that. Durable when it resolves. Rejects with `StoreUnavailable`. */
export function restoreStore(settings: Place, backup: string): Promise<RestoredStore> {
  return restoreSqlite(backup, settings.path);
}

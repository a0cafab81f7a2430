import { type Clock, systemClock } from '../../clock.ts';
import { type Log, silentLog } from '../../log.ts';
import type { Store } from '../store.ts';
import { own } from './owner.ts';
import { sqliteStore } from './store.ts';
import { startThread, threadOnDemand } from './thread.ts';

/**
 * Opens the store in the file at `path`, creating it (and its folder) readable by this user only, and bringing it to the
 * newest schema. Leases of a dead process are void afterwards.
 *
 * Rejects with `StoreUnavailable`, with a sentence for the operator: another process owns the file, it belongs to another
 * program, it was written by a newer version, or it could not be opened as safely as the ack promises.
 */
export async function openSqliteStore(options: { path: string; clock?: Clock; log?: Log }): Promise<Store> {
  const { path, clock = systemClock, log = silentLog } = options;
  const { path: real, release } = own(path);
  try {
    const writer = await startThread('writer', real);
    return sqliteStore({ writer, reader: threadOnDemand('reader', real), clock, log, release });
  } catch (error) {
    release();
    throw error;
  }
}

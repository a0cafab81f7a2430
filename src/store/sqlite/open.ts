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
export async function openSqliteStore(options: {
  path: string;
  /** Files that a store of before has left elsewhere, such as delivered events: a store that is younger than one says so. */
  witnesses?: readonly string[];
  clock?: Clock;
  log?: Log;
}): Promise<Store> {
  const { path, witnesses, clock = systemClock, log = silentLog } = options;
  const { release, remarks, ...file } = await own(path, witnesses);
  for (const remark of remarks) log.warn('store.younger', { detail: remark });
  try {
    const writer = await startThread('writer', file);
    return sqliteStore({ writer, reader: threadOnDemand('reader', file), clock, log, remarks, release });
  } catch (error) {
    await release();
    throw error;
  }
}

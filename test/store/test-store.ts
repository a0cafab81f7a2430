/** The one way in which tests get a store, whichever engine it is. */
import { join } from 'node:path';
import { type StoreSettings, storePlace } from '../../src/config/store-settings.ts';
import type { Log } from '../../src/log.ts';
import { silentLog } from '../../src/log.ts';
import { type Clock, systemClock } from '../../src/running/clock.ts';
import { openStore } from '../../src/store/open.ts';
import type { ShareableStore } from '../../src/store/shared-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { OpenedStore } from '../../src/store/store.ts';
import { onPostgres } from '../support/engine.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { start } from './in-this-thread.ts';

export type TestStore = {
  readonly store: OpenedStore;
  /** Closes the store if it is open, and opens it again. */
  reopen(): Promise<OpenedStore>;
  /** A second store on the same database, as another process would open it; rejects where the engine has one owner. */
  second(): Promise<OpenedStore>;
};

/** Ends what a test has begun: the test itself, or a suite. */
export type Ending = { after(end: () => Promise<void> | void): void };

/** For a suite, whose hooks get nothing to which an end could be given: `end` belongs into its `after`. */
export function openEnding(): Ending & { end(): Promise<void> } {
  const ends: (() => Promise<void> | void)[] = [];
  return {
    after: (end) => void ends.push(end),
    async end() {
      for (const one of ends.reverse()) await one();
    },
  };
}

/** A path in a folder of its own, for a store that a process of the test opens. */
export const temporaryPath = (t: Ending): string => join(temporaryFolder(t), 'pushdock.db');

/** An empty store of its own; closed, and where it is a file its folder removed, after the test. */
export async function openTestStore(t: Ending, clock: Clock = systemClock): Promise<TestStore> {
  if (onPostgres) return (await import('./postgres-store.ts')).openPostgresTestStore(t, clock);
  const path = temporaryPath(t);
  const open = () => openStoreAt({ path }, { clock });
  let store = await open();
  const opened: TestStore = {
    store,
    async reopen() {
      await store.close();
      store = await open();
      return store;
    },
    async second() {
      const other = await open();
      t.after(() => other.close());
      return other;
    },
  };
  t.after(() => store.close());
  return opened;
}

/** The store of a gateway's configuration, as fast as any other of the tests. The caller closes it. */
export function openStoreAt(
  settings: { readonly path: string } | StoreSettings,
  services: { clock?: Clock; log?: Log },
): Promise<ShareableStore> {
  if ('path' in settings) return openSqliteStore({ path: settings.path, ...services, ...start });
  return openStore(storePlace(settings), { clock: systemClock, log: silentLog, witnesses: [], ...services });
}

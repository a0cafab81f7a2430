import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { StoreHarness } from './conformance.ts';
import { start } from './in-this-thread.ts';

/** A path in a folder of its own. */
export const temporaryPath = (t: TestContext): string => join(temporaryFolder(t), 'pushdock.db');

export const openTemporarySqlite: StoreHarness = async (t, clock) => {
  const path = temporaryPath(t);
  let store = await openSqliteStore({ path, clock, ...start });
  const first = store;
  t.after(() => store.close());
  return {
    store: first,
    reopen: async () => {
      await store.close();
      store = await openSqliteStore({ path, clock, ...start });
      return store;
    },
  };
};

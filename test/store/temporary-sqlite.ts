import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { StoreHarness } from './conformance.ts';

/** A path in a folder of its own, removed after the test. */
export function temporaryPath(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-store-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'pushdock.db');
}

export const openTemporarySqlite: StoreHarness = async (t, clock) => {
  const path = temporaryPath(t);
  let store = await openSqliteStore({ path, clock });
  const first = store;
  t.after(() => store.close());
  return {
    store: first,
    reopen: async () => {
      await store.close();
      store = await openSqliteStore({ path, clock });
      return store;
    },
  };
};

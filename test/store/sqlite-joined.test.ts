/** The same promises in another thread of the process that opened the store: every method goes through what `share` gave. */
import { silentLog } from '../../src/log.ts';
import { type Clock, systemClock } from '../../src/running/clock.ts';
import { joinStore } from '../../src/store/open.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { storeConformance } from './conformance.ts';
import { sharing } from './promises/sharing.ts';
import { type Ending, type TestStore, temporaryPath } from './test-store.ts';

async function openJoined(t: Ending, clock: Clock = systemClock): Promise<TestStore> {
  const path = temporaryPath(t);
  const open = async () => {
    const owner = await openSqliteStore({ path, clock });
    const store = await joinStore(owner.share(), { clock, log: silentLog });
    const close = async () => {
      await store.close();
      await owner.close();
    };
    return { store, close };
  };
  let opened = await open();
  t.after(() => opened.close());
  return {
    store: opened.store,
    reopen: async () => {
      await opened.close();
      opened = await open();
      return opened.store;
    },
    second: async () => (await open()).store,
  };
}

const refuses = 'a database with one owner refuses a second store, and the first goes on';
storeConformance('sqlite, joined', openJoined, {
  skip: Object.fromEntries(
    Object.keys(sharing)
      .filter((title) => title !== refuses)
      .map((title) => [title, 'a file of SQLite belongs to one process']),
  ),
});

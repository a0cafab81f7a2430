/** Stores on PostgreSQL for tests: each test has a schema of its own on the server of its process. */
import type { Log } from '../../src/log.ts';
import { type Clock, systemClock } from '../../src/running/clock.ts';
import type { PostgresPlace } from '../../src/store/postgres/connection/settings.ts';
import { openPostgresStore } from '../../src/store/postgres/open.ts';
import type { ShareableStore } from '../../src/store/shared-store.ts';
import { postgresPlace } from '../support/engine.ts';
import type { Ending, TestStore } from './test-store.ts';

/** The database's time of a test: it goes on with the clock's, and stands where somebody sets the time of day. */
export function databaseTimeOf(clock: Clock): { databaseNow?: () => number } {
  if (clock === systemClock) return {};
  const startMs = clock.now() - clock.monotonic();
  return { databaseNow: () => startMs + clock.monotonic() };
}

export async function openPostgresTestStore(
  t: Ending,
  clock: Clock = systemClock,
  { place, log }: { place?: PostgresPlace; log?: Log } = {},
): Promise<TestStore & { readonly place: PostgresPlace; second(): Promise<ShareableStore> }> {
  const where = place ?? (await postgresPlace());
  const time = databaseTimeOf(clock);
  const open = () => openPostgresStore({ place: where, clock, ...time, ...(log && { log }) });
  let store = await open();
  t.after(() => store.close());
  return {
    store,
    place: where,
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
}

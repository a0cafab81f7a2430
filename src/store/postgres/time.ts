/**
 * The time of waiting items and of leases is the database's, because the clocks of nodes differ: one that is 90 s ahead would steal every lease. Callers
 * speak in the time of their own clock, and how far that is from the database's is measured at every sign of life. What happened (received, settled,
 * acknowledged) keeps the time of the caller that noted it.
 */
import type { Clock } from '../../running/clock.ts';
import type { Session } from './connection/session.ts';

export type DatabaseTime = {
  toDatabase(callerMs: number): number;
  toCaller(databaseMs: number): number;
  /** Of now, by the database. */
  now(): number;
  /** Measures the distance. `callerMs`: what the caller's clock says, where that is about to change. */
  measure(session: Session, callerMs?: number): Promise<void>;
};

const ask = 'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now';

/** `databaseNow`: in tests, whose clock stands still while the database's goes on. */
export function databaseTime(clock: Clock, databaseNow?: () => number): DatabaseTime {
  let aheadMs = 0;
  return {
    toDatabase: (callerMs) => callerMs + aheadMs,
    toCaller: (databaseMs) => databaseMs - aheadMs,
    now: () => clock.now() + aheadMs,
    async measure(session, callerMs) {
      const askedMs = clock.monotonic();
      const nowMs = databaseNow?.() ?? (await session.rows<{ now: number }>(ask))[0]?.now ?? 0;
      // The answer is from the middle of the question's way, as far as one knows.
      aheadMs = Math.round(nowMs + (clock.monotonic() - askedMs) / 2 - (callerMs ?? clock.now()));
    },
  };
}

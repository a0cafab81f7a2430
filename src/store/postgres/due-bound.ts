/**
 * Below which time nothing is due. Entries of settled rows stay in the index while an old snapshot is held anywhere in the cluster, and a claim that
 * begins at the oldest of them took 1,144 ms with 980,000; with a bound below it took 12 ms.
 *
 * What waits keeps its due time or gets a later one, and what is new is due from about now on. So nothing is due before the least due time that was
 * seen a moment ago, nor, where nothing waited, before then. A bound is lower than that by more than clocks and uploads differ by.
 */
import type { Clock } from '../../running/clock.ts';
import type { Session } from './connection/session.ts';

const LOOK_AGAIN_MS = 10_000;
// A push may be received an hour before its append: a body that is sent slowly, a node whose clock is behind.
const MARGIN_MS = 3_600_000;
// In case something is due earlier all the same, such as rows that somebody restored: a look without a bound, at a price of a second at worst.
const LOOK_AT_ALL_MS = 600_000;

export type DueBound = {
  /** A time of the database. */
  of(session: Session, table: 'work' | 'deliveries', nowMs: number): Promise<number>;
};

export function dueBound(clock: Clock): DueBound {
  const start = () => ({ boundMs: 0, lookedMs: clock.monotonic(), allMs: clock.monotonic() });
  const known = { work: start(), deliveries: start() };
  return {
    async of(session, table, nowMs) {
      const state = known[table];
      const passedMs = clock.monotonic() - state.lookedMs;
      if (passedMs < LOOK_AGAIN_MS) return state.boundMs;
      state.lookedMs = clock.monotonic();
      const atAll = clock.monotonic() - state.allMs >= LOOK_AT_ALL_MS;
      if (atAll) state.allMs = clock.monotonic();
      const [least] = await session.rows<{ due: number | null }>(
        `SELECT min(due_at_ms) AS due FROM pushdock.${table} WHERE due_at_ms IS NOT NULL AND due_at_ms >= $1`,
        [atAll ? 0 : state.boundMs],
      );
      state.boundMs = Math.min(least?.due ?? nowMs, nowMs) - MARGIN_MS;
      return state.boundMs;
    },
  };
}

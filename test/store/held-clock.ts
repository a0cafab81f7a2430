import type { Clock } from '../../src/running/clock.ts';

export type HeldClock = Clock & {
  /** Time passes. */
  advance(ms: number): void;
  /** Somebody sets the machine's time of day: no time passes. */
  jump(ms: number): void;
};

/** A clock that moves only when told to. */
export function heldClock(startMs = Date.UTC(2026, 0, 15, 12)): HeldClock {
  let nowMs = startMs;
  let passedMs = 0;
  const sleepers = new Set<{ readonly untilMs: number; readonly wake: () => void }>();
  return {
    now: () => nowMs,
    monotonic: () => passedMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (ms <= 0 || signal?.aborted) return resolve();
        const wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { untilMs: passedMs + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake);
      }),
    advance(ms) {
      nowMs += ms;
      passedMs += ms;
      for (const sleeper of sleepers) {
        if (sleeper.untilMs > passedMs) continue;
        sleeper.wake();
      }
    },
    jump(ms) {
      nowMs += ms;
    },
  };
}

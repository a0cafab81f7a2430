/** Token bucket: `perSecond` on average, `burst` at once. */
import type { Rate } from './sinks/sink.ts';

export type TokenBucket = {
  /** How many milliseconds until there is one to take; 0: now. */
  waitMs(nowMs: number): number;
  take(): void;
};

/** Absent rate: always one there. */
export function tokenBucket(rate: Rate | undefined, startMs: number): TokenBucket {
  if (rate === undefined) return { waitMs: () => 0, take: () => {} };
  const { perSecond, burst } = rate;
  let tokens = burst;
  let filledAtMs = startMs;
  return {
    waitMs(nowMs) {
      // A clock that was set back fills nothing and takes nothing away.
      tokens = Math.min(burst, tokens + (Math.max(0, nowMs - filledAtMs) * perSecond) / 1000);
      filledAtMs = nowMs;
      // Adding up thirds of tokens ends a little below the whole.
      return tokens < 1 - 1e-9 ? Math.ceil(((1 - tokens) * 1000) / perSecond) : 0;
    },
    take: () => {
      tokens = Math.max(0, tokens - 1);
    },
  };
}

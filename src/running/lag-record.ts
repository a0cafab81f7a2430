/** Turns of an event loop, added up by how long they took. Each counts by its time, because what arrives meets a long turn more often than a short one. */

/** In seconds: how long an event loop looked at nothing new. `p99`: for 99 % of the time no longer. */
export type LoopLag = Readonly<Record<'min' | 'max' | 'mean' | 'stddev' | 'p50' | 'p90' | 'p99', number>>;

const SHORTEST_MS = 0.01;
// Each step is 9 % longer than the one before it; the last one holds what takes longer than 100 s.
const STEPS_TO_DOUBLE = 8;
const STEPS = 188;

export type LagRecord = {
  /** One turn: how long the loop waited, and for how long it looked at nothing new. */
  turned(waitMs: number, busyMs: number): void;
  /** Of all turns since it was last called. While the loop waits its lag is 0. */
  take(): LoopLag;
};

export function openLagRecord(): LagRecord {
  let sums = empty();
  return {
    turned(waitMs, busyMs) {
      sums.waitedMs += waitMs;
      // The two clocks of a turn are read one after the other.
      if (busyMs <= 0) return;
      const step = Math.min(Math.max(0, Math.ceil(STEPS_TO_DOUBLE * Math.log2(busyMs / SHORTEST_MS))), STEPS - 1);
      sums.byStep[step] = (sums.byStep[step] ?? 0) + busyMs;
      sums.busyMs += busyMs;
      sums.lags += busyMs * busyMs;
      sums.squares += busyMs * busyMs ** 2;
      sums.shortestMs = Math.min(sums.shortestMs, busyMs);
      sums.longestMs = Math.max(sums.longestMs, busyMs);
    },
    take() {
      const lag = lagOf(sums);
      sums = empty();
      return lag;
    },
  };
}

type Sums = ReturnType<typeof empty>;

const empty = () => ({
  waitedMs: 0,
  busyMs: 0,
  byStep: new Float64Array(STEPS),
  lags: 0,
  squares: 0,
  shortestMs: Number.POSITIVE_INFINITY,
  longestMs: 0,
});

function lagOf(sums: Sums): LoopLag {
  const { waitedMs, busyMs, lags, squares, shortestMs, longestMs } = sums;
  // Nothing has turned since: the division is not by 0 then.
  const allMs = waitedMs + busyMs || 1;
  const meanMs = lags / allMs;
  return {
    min: waitedMs > 0 || busyMs === 0 ? 0 : shortestMs / 1_000,
    mean: meanMs / 1_000,
    stddev: Math.sqrt(Math.max(0, squares / allMs - meanMs ** 2)) / 1_000,
    p50: shareOf(sums, 0.5) / 1_000,
    p90: shareOf(sums, 0.9) / 1_000,
    p99: shareOf(sums, 0.99) / 1_000,
    max: longestMs / 1_000,
  };
}

/** For this share of the time the lag was no longer, in milliseconds. */
function shareOf({ waitedMs, busyMs, byStep, longestMs }: Sums, share: number): number {
  let leftMs = share * (waitedMs + busyMs) - waitedMs;
  if (leftMs <= 0) return 0;
  for (const [step, ms] of byStep.entries()) {
    leftMs -= ms;
    if (leftMs <= 0 && step < STEPS - 1) return Math.min(SHORTEST_MS * 2 ** (step / STEPS_TO_DOUBLE), longestMs);
  }
  return longestMs;
}

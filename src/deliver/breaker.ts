/**
 * Circuit breaker of one sink. After so many failures in a row the sink counts as away: nothing is attempted but a probe, so
 * that an outage uses up the attempts of few deliveries and not of all. One answer closes it.
 */
import { waitMs } from '../outbound/backoff.ts';

// Fewer, and a handful of events that only ever fail would stop those beside them; more, and more deliveries pay for an outage.
const FAILURES_IN_A_ROW = 10;
// Probes come after 1 s, 2 s, 4 s and then every 5 s, so a mended sink works again soon.
const probing = { firstMs: 1_000, factor: 2, capMs: 5_000, jitter: 'none' } as const;

export type Breaker = {
  readonly isOpen: () => boolean;
  /** When the next probe is due; undefined while closed. */
  readonly probeAtMs: () => number | undefined;
  /** A probe begins now: the next one is due later. */
  readonly probed: (nowMs: number) => void;
  /** The sink answered, perhaps with a refusal. True: the breaker was open and is closed now. */
  readonly answered: () => boolean;
  /** True: it opened by this. */
  readonly failed: (nowMs: number) => boolean;
};

export function openBreaker(): Breaker {
  let failures = 0;
  let probes = 0;
  let nextMs: number | undefined;

  function plan(nowMs: number): void {
    probes += 1;
    nextMs = nowMs + waitMs(probing, probes);
  }

  return {
    isOpen: () => nextMs !== undefined,
    probeAtMs: () => nextMs,
    probed: plan,
    answered: () => {
      const opened = nextMs !== undefined;
      failures = 0;
      probes = 0;
      nextMs = undefined;
      return opened;
    },
    failed: (nowMs) => {
      failures += 1;
      if (failures < FAILURES_IN_A_ROW || nextMs !== undefined) return false;
      plan(nowMs);
      return true;
    },
  };
}

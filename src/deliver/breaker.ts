/**
 * Circuit breaker of one sink. After so many failures in a row the sink counts as away: nothing is attempted but a probe, so
 * that an outage uses up the attempts of few deliveries and not of all. One answer closes it.
 */
import { waitMs } from '../outbound/backoff.ts';
import type { Clock } from '../running/clock.ts';
import type { Circuit } from '../running/metrics.ts';

// Fewer, and a handful of events that only ever fail would stop those beside them; more, and more deliveries pay for an outage.
const FAILURES_IN_A_ROW = 10;
// Probes come after 1 s, 2 s, 4 s and then every 5 s, so a mended sink works again soon.
const probing = { firstMs: 1_000, factor: 2, capMs: 5_000, jitter: 'none' } as const;

export type Breaker = {
  readonly isOpen: () => boolean;
  /** When the next probe is due, by the monotonic clock; undefined while closed. */
  readonly probeAtMs: () => number | undefined;
  /** The time of a probe has come: the next one is due later. */
  readonly probed: () => void;
  /** A delivery goes out as the probe. */
  readonly probeBegan: () => void;
  /** That delivery came back; what it says is said next. */
  readonly probeEnded: () => void;
  /** The sink answered, perhaps with a refusal. True: the breaker was open and is closed now. */
  readonly answered: () => boolean;
  /** True: it opened by this. */
  readonly failed: (reason: string) => boolean;
};

type Away = { readonly sinceMs: number; reason: string; probeAtMs: number; underWay: boolean };

/** Tells `say` how it stands, now and after each change. */
export function openBreaker(clock: Pick<Clock, 'now' | 'monotonic'>, say: (circuit: Circuit) => void): Breaker {
  let failures = 0;
  let probes = 0;
  let away: Away | undefined;

  function circuit(): Circuit {
    if (away === undefined) return { state: 'closed' };
    const { sinceMs, reason, probeAtMs, underWay } = away;
    if (underWay) return { state: 'half-open', sinceMs, reason };
    return { state: 'open', sinceMs, untilMs: clock.now() + Math.max(0, probeAtMs - clock.monotonic()), reason };
  }
  const tell = () => say(circuit());

  function nextProbeAtMs(): number {
    probes += 1;
    return clock.monotonic() + waitMs(probing, probes);
  }

  function underWay(is: boolean): void {
    if (away === undefined) return;
    away.underWay = is;
    tell();
  }

  tell();
  return {
    isOpen: () => away !== undefined,
    probeAtMs: () => away?.probeAtMs,
    probed: () => {
      if (away === undefined) return;
      away.probeAtMs = nextProbeAtMs();
      tell();
    },
    probeBegan: () => underWay(true),
    probeEnded: () => underWay(false),
    answered: () => {
      const opened = away !== undefined;
      failures = 0;
      probes = 0;
      away = undefined;
      if (opened) tell();
      return opened;
    },
    failed: (reason) => {
      failures += 1;
      if (away !== undefined) {
        // Many that were under way when it opened fail together, and alike.
        if (away.reason === reason) return false;
        away.reason = reason;
        tell();
        return false;
      }
      if (failures < FAILURES_IN_A_ROW) return false;
      away = { sinceMs: clock.now(), reason, probeAtMs: nextProbeAtMs(), underWay: false };
      tell();
      return true;
    },
  };
}

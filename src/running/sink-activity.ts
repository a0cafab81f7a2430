/**
 * What this gateway does at each sink now: its circuit, and what was delivered by the minute of the last hour. In memory, from what the delivering half
 * reports, so that nobody who looks keeps the store or the delivering thread busy. It begins with the process.
 */
import type { Clock } from './clock.ts';
import type { Circuit, Metrics } from './metrics.ts';

export const STEP_MS = 60_000;
export const STEPS = 60;
/** A sink whose circuit opens again within this time has not been back. */
export const CALM_MS = 120_000;

/** A time in which a sink was away, with the moments in between in which it answered. */
export type Outage = {
  readonly sinceMs: number;
  /** When the circuit was last open: now, or when it closed. */
  readonly seenMs: number;
  /** What the latest failed attempt said. */
  readonly reason: string;
};

export type Activity = {
  readonly circuit: Circuit;
  /** The latest one; absent: there was none. */
  readonly outage?: Outage;
  /** When the first count begins, by the time of day. */
  readonly fromMs: number;
  /** Attempts in each of the last `STEPS` minutes, the oldest first and the present one last. */
  readonly delivered: readonly number[];
  readonly failed: readonly number[];
};

export type SinkActivity = {
  /** `undefined`: this gateway delivers nothing to a sink of this name. */
  of(sink: string): Activity | undefined;
  /** `metrics`, and this beside it. */
  beside(metrics: Omit<Metrics, 'circuit'>): Metrics;
};

type Known = {
  readonly circuit: Circuit;
  readonly outage: Outage | undefined;
  readonly delivered: Steps;
  readonly failed: Steps;
};
type Steps = { readonly counts: number[]; at: number };

export function openSinkActivity(clock: Pick<Clock, 'now' | 'monotonic'>): SinkActivity {
  const sinks = new Map<string, Known>();
  // The monotonic clock: a day that was set must not empty the hour.
  const step = () => Math.floor(clock.monotonic() / STEP_MS);
  // The two clocks are read one after the other: once a step, else its beginning moves by a millisecond between two looks.
  let begun = { at: Number.NaN, fromMs: 0 };
  const fromMs = (at: number) => {
    if (begun.at !== at) begun = { at, fromMs: clock.now() - (clock.monotonic() % STEP_MS) - (STEPS - 1) * STEP_MS };
    return begun.fromMs;
  };

  return {
    of: (sink) => {
      const known = sinks.get(sink);
      if (known === undefined) return undefined;
      const at = step();
      const outage = outageNow(known.outage, known.circuit, clock.now());
      return {
        circuit: known.circuit,
        ...(outage !== undefined && { outage }),
        fromMs: fromMs(at),
        delivered: turned(known.delivered, at),
        failed: turned(known.failed, at),
      };
    },
    beside: (metrics) => ({
      ...metrics,
      circuit: (sink, circuit) => {
        const nowMs = clock.now();
        const known = sinks.get(sink);
        // Until now it was as it was before, and from now on it is this.
        const before = known && outageNow(known.outage, known.circuit, nowMs);
        const outage = outageNow(before, circuit, nowMs);
        const { delivered, failed } = known ?? { delivered: newSteps(step()), failed: newSteps(step()) };
        sinks.set(sink, { circuit, outage, delivered, failed });
      },
      attempted: (sink, outcome) => {
        metrics.attempted(sink, outcome);
        const known = sinks.get(sink);
        if (known !== undefined) add(outcome === 'delivered' ? known.delivered : known.failed, step());
      },
    }),
  };
}

/** The outage as it is now that the circuit is this one. */
function outageNow(before: Outage | undefined, circuit: Circuit, nowMs: number): Outage | undefined {
  if (circuit.state === 'closed') return before;
  const { sinceMs, reason } = circuit;
  const isStill = before !== undefined && nowMs - before.seenMs < CALM_MS;
  return { sinceMs: isStill ? before.sinceMs : sinceMs, seenMs: nowMs, reason };
}

const newSteps = (at: number): Steps => ({ counts: new Array<number>(STEPS).fill(0), at });

function add(steps: Steps, at: number): void {
  turn(steps, at);
  steps.counts[at % STEPS] = (steps.counts[at % STEPS] ?? 0) + 1;
}

/** Empties the steps that have begun since. */
function turn(steps: Steps, at: number): void {
  for (let next = Math.max(steps.at + 1, at - STEPS + 1); next <= at; next += 1) steps.counts[next % STEPS] = 0;
  steps.at = at;
}

function turned(steps: Steps, at: number): readonly number[] {
  turn(steps, at);
  return Array.from({ length: STEPS }, (_, index) => steps.counts[(at + 1 + index) % STEPS] ?? 0);
}

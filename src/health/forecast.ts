/** Where a failing push is on its provider's schedule, when the next try and the last one come, and when the provider gives up. */
import type { FailingPush } from './part.ts';
import { hasLastTry, type Patience } from './policy.ts';

export type Forecast = {
  /** Tries used, those included that must have missed us: the gateway was down, or a proxy in between. At least 1. */
  readonly used: number;
  /** Absent where the provider never stops trying. */
  readonly triesMax?: number;
  readonly nextAtMs?: number;
  /** The last try. It has passed, if that is before now. */
  readonly endsAtMs?: number;
  /** `observed`: its tries come faster than the contract says, and the forecast follows them. */
  readonly pace: 'contract' | 'observed';
};

/** Two intervals may be short by chance; three in a row are a pace. */
const PACE_TRIES_MIN = 3;
/** A provider that is twice as fast as its contract does something else than the contract says. */
const PACE_FAST = 0.5;
/** Of a shorter one the milliseconds that a machine takes to answer are too large a part. */
const MEASURED_MS_MIN = 500;

export function forecastOf(push: FailingPush, patience: Patience): Forecast {
  const { triesAtMs } = patience;
  const last = triesAtMs.at(-1) ?? 0;
  const triesMax = hasLastTry(patience) ? { triesMax: triesAtMs.length } : {};
  const elapsedMs = push.lastAtMs - push.firstAtMs;
  const due = triesAtMs[Math.min(push.tries, triesAtMs.length) - 1] ?? 0;
  const ratio = due === 0 ? 1 : elapsedMs / due;
  if (push.tries >= PACE_TRIES_MIN && ratio < PACE_FAST && push.tries <= triesAtMs.length) {
    const rate = Math.min(ratio, ofLatest(push, triesAtMs));
    const at = (ms: number | undefined) => (ms === undefined ? undefined : push.lastAtMs + (ms - due) * rate);
    return {
      used: push.tries,
      ...triesMax,
      ...defined('nextAtMs', at(triesAtMs[push.tries])),
      ...defined('endsAtMs', hasLastTry(patience) ? at(last) : undefined),
      pace: 'observed',
    };
  }
  const used = usedOf(push, patience, elapsedMs);
  const place = triesAtMs[used - 1];
  const inSchedule = place !== undefined;
  const slowerMs =
    inSchedule && used > 1 ? Math.min(Math.max(0, (elapsedMs - place) / (used - 1)), patience.timeoutMs ?? 0) : 0;
  const wait = inSchedule ? (triesAtMs[used] ?? Number.NaN) - place : Number.NaN;
  const rest = Math.max(0, triesAtMs.length - used);
  return {
    used,
    ...triesMax,
    ...defined('nextAtMs', Number.isNaN(wait) ? doubled(push, patience, used) : push.lastAtMs + wait + slowerMs),
    ...defined(
      'endsAtMs',
      hasLastTry(patience) ? push.lastAtMs + (inSchedule ? last - place : 0) + rest * slowerMs : undefined,
    ),
    pace: 'contract',
  };
}

/**
 * How much of the contract's wait lay between the latest two tries. The whole way counts each time that a try came late for good: 3 s at the
 * beginning of 72 made a forecast 9 % too late at half of the way.
 */
function ofLatest({ tries, intervalMs }: FailingPush, triesAtMs: readonly number[]): number {
  const waitMs = (triesAtMs[tries - 1] ?? 0) - (triesAtMs[tries - 2] ?? 0);
  return intervalMs >= MEASURED_MS_MIN && waitMs > 0 ? intervalMs / waitMs : Number.POSITIVE_INFINITY;
}

/** Those that we saw, or as many as the schedule has had time for, with a full wait for the answer at each. */
function usedOf({ tries }: FailingPush, { triesAtMs, timeoutMs = 0 }: Patience, elapsedMs: number): number {
  let possible = 1;
  while (possible < triesAtMs.length && (triesAtMs[possible] ?? 0) + possible * timeoutMs <= elapsedMs) possible += 1;
  return Math.max(tries, possible);
}

/** Waits of 1, 2, 4 … of the first, after the schedule has ended. */
function doubled({ lastAtMs }: FailingPush, { doublesFromMs, triesAtMs }: Patience, used: number): number | undefined {
  return doublesFromMs === undefined ? undefined : lastAtMs + doublesFromMs * 2 ** Math.max(0, used - triesAtMs.length);
}

const defined = <Name extends string>(name: Name, value: number | undefined): { readonly [K in Name]?: number } =>
  value === undefined ? {} : ({ [name]: value } as { readonly [K in Name]?: number });

/**
 * When failures in a row reach `failuresMax`, by the tries that are still due of the pushes that fail now. `undefined`: they are too few, so a
 * further push would have to fail.
 */
export function failuresReachedMs(
  failing: readonly FailingPush[],
  patience: Patience,
  failures: number,
  failuresMax: number,
): number | undefined {
  const due = failing.flatMap((push) => triesDueMs(push, patience)).sort((a, b) => a - b);
  return due[failuresMax - failures - 1];
}

function triesDueMs(push: FailingPush, patience: Patience): readonly number[] {
  const { triesAtMs } = patience;
  const { used, pace, endsAtMs } = forecastOf(push, patience);
  const place = triesAtMs[used - 1] ?? 0;
  const rest = triesAtMs.slice(used);
  const lastMs = (triesAtMs.at(-1) ?? 0) - place;
  const stretch = pace === 'observed' && endsAtMs !== undefined && lastMs > 0 ? (endsAtMs - push.lastAtMs) / lastMs : 1;
  return rest.map((ms) => push.lastAtMs + (ms - place) * stretch);
}

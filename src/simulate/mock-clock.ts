/** The mocks' clock: it can run faster than a real one, stand still, and be moved forward. */
import { type Clock, systemClock } from '../running/clock.ts';

export type MockClock = Clock & {
  /** Moves the clock forward at once and wakes who is due. */
  advance(ms: number): void;
  readonly scale: () => number;
  /** From now on; 0: it stands still. */
  setScale(scale: number): void;
};

export type MockClockOptions = {
  /** Seconds of this clock in a real one; 0: it moves only by `advance`. Default 1. */
  readonly scale?: number;
  /** Where it begins; default: the real time. */
  readonly startMs?: number;
  /** What passes by itself. */
  readonly real?: Clock;
};

// setTimeout takes 2^31 ms and fires at once for more; a doubling schedule gets there. Looked at again after an hour.
const REAL_MS_MAX = 3_600_000;

export function mockClock({ scale: first = 1, startMs, real = systemClock }: MockClockOptions = {}): MockClock {
  let scale = first;
  const realStartMs = real.now();
  let startedAtMs = real.monotonic();
  let offsetMs = startMs === undefined ? 0 : startMs - realStartMs;
  const sleepers = new Set<() => void>();
  const now = () => Math.floor(realStartMs + (real.monotonic() - startedAtMs) * scale + offsetMs);

  async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const dueMs = now() + ms;
    while (now() < dueMs && !signal?.aborted) {
      const woken = new AbortController();
      const wake = () => woken.abort();
      sleepers.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
      const realMs = scale === 0 ? REAL_MS_MAX : Math.min(Math.ceil((dueMs - now()) / scale), REAL_MS_MAX);
      if (scale === 0) await new Promise<void>((resolve) => woken.signal.addEventListener('abort', () => resolve()));
      else await real.sleep(realMs, woken.signal);
      sleepers.delete(wake);
      signal?.removeEventListener('abort', wake);
    }
  }

  const wakeAll = () => {
    for (const wake of [...sleepers]) wake();
  };

  return {
    now,
    scale: () => scale,
    setScale: (next) => {
      // What has passed stays passed: the new pace begins here.
      offsetMs = now() - realStartMs;
      startedAtMs = real.monotonic();
      scale = next;
      wakeAll();
    },
    // It never goes back, and moves on when it is moved: the schedules wait by it.
    monotonic: now,
    sleep,
    advance: (ms) => {
      offsetMs += ms;
      wakeAll();
    },
  };
}

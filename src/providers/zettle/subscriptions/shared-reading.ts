/** Reads something again for many callers at a bounded rate: one read serves everybody who asked before it began. */
import type { Clock } from '../../../running/clock.ts';

export type SharedReadingBounds = {
  /** From the beginning of one read to the beginning of the next. */
  readonly everyMs: number;
  /** How long a caller waits for its read to begin and to end. */
  readonly waitMsMax: number;
  /** What all waiting callers may hold in memory together. */
  readonly waitingBytesMax: number;
};

/**
 * Resolves `true` after a read that began after the call, so it saw everything that was durable by then. A read that is under way when the call comes
 * does not count, because it may have missed that. `false`: the caller would hold too much memory, its time is over, or the read failed.
 * `read` reports its own failures.
 */
export type SharedReading = (bytes: number) => Promise<boolean>;

export function openSharedReading(
  read: () => Promise<boolean>,
  { everyMs, waitMsMax, waitingBytesMax }: SharedReadingBounds,
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
): SharedReading {
  let current: Promise<unknown> = Promise.resolve();
  let begunAtMs = Number.NEGATIVE_INFINITY;
  let next: Promise<boolean> | undefined;
  let waitingBytes = 0;

  async function nextRead(): Promise<boolean> {
    await current;
    const waitMs = begunAtMs + everyMs - clock.monotonic();
    if (waitMs > 0) await clock.sleep(waitMs);
    // Whoever asks from here on waits for the read after this one.
    next = undefined;
    begunAtMs = clock.monotonic();
    const reading = read();
    current = reading;
    return reading;
  }

  return async (bytes) => {
    if (waitingBytes + bytes > waitingBytesMax) return false;
    waitingBytes += bytes;
    next ??= nextRead();
    const ended = new AbortController();
    try {
      return await Promise.race([next, clock.sleep(waitMsMax, ended.signal).then(() => false)]);
    } finally {
      ended.abort();
      waitingBytes -= bytes;
    }
  };
}

/**
 * Several events in one request. Each delivery waits for the answer of the request that has its event, and the answer is its outcome; so attempts,
 * retries, metrics and the log are those of single events.
 *
 *   deliver ─▶ waiting ─▶ a request is free ─▶ up to `size` events, `bytes` bytes ─▶ 2xx · 410 · failed: the same for all
 *                 ▲        (after `waitMs` at most)                                  └ a 4xx that may be about one of them: each half again
 *
 * The order within a subject is the feed's: with `order: subject` an event is handed in only when the one before it is settled, so no two of one
 * subject are ever in hand.
 */
import type { Clock } from '../../running/clock.ts';
import type { StoredEvent } from '../../store/store.ts';
import type { Attempted } from './sink.ts';

export type BatchParts = {
  /** Most events of a request. */
  readonly size: number;
  /** Most bytes of a request's body. An event that is larger goes alone. */
  readonly bytes: number;
  /** For how long an event may wait for company. */
  readonly waitMs: number;
  /** How many requests may be under way. */
  readonly requests: number;
  readonly clock: Clock;
  /** Resolves with what the receiver said of all of them. */
  readonly post: (events: readonly StoredEvent[], signal: AbortSignal) => Promise<Attempted>;
};

export type Batches = {
  deliver(event: StoredEvent, signal: AbortSignal): Promise<Attempted>;
  /** After the deliveries have ended. */
  close(): void;
};

type Waiting = {
  readonly event: StoredEvent;
  readonly bytes: number;
  readonly signal: AbortSignal;
  readonly sinceMs: number;
  readonly settle: (attempted: Attempted) => void;
  readonly fail: (reason: unknown) => void;
};

// These are about the request, its credentials or its address, and would be said of each half too.
const aboutTheRequest: ReadonlySet<number> = new Set([401, 402, 403, 404, 405, 406, 407, 411, 415, 421, 426, 431, 451]);
// A receiver that refuses slowly must not keep a batch for ever: what was not tried by then is tried again later.
const SPLITTING_MS_MAX = 60_000;

export function openBatches({ size, bytes, waitMs, requests, clock, post }: BatchParts): Batches {
  let waiting: Waiting[] = [];
  let underWay = 0;
  let timer: AbortController | undefined;
  let looking = false;

  function deliver(event: StoredEvent, signal: AbortSignal): Promise<Attempted> {
    return new Promise((settle, fail) => {
      const length = Buffer.byteLength(JSON.stringify(event.envelope)) + 1;
      waiting.push({ event, bytes: length, signal, sinceMs: clock.monotonic(), settle, fail });
      look();
    });
  }

  /** After this turn: the feed starts what it has claimed one by one, and all of that may go together. */
  function look(): void {
    if (looking) return;
    looking = true;
    setImmediate(() => {
      looking = false;
      send();
    });
  }

  function send(): void {
    // A stop, or a lost lease.
    for (const { signal, fail } of waiting) if (signal.aborted) fail(signal.reason);
    waiting = waiting.filter(({ signal }) => !signal.aborted);
    while (underWay < requests && waiting.length > 0) {
      const count = countThatFit(waiting, size, bytes);
      const isFull = count === size || count < waiting.length;
      const restMs = (waiting[0]?.sinceMs ?? 0) + waitMs - clock.monotonic();
      if (!isFull && restMs > 0) {
        wakeIn(restMs);
        return;
      }
      const taken = waiting.slice(0, count);
      waiting = waiting.slice(count);
      underWay += 1;
      void postAll(taken).finally(() => {
        underWay -= 1;
        send();
      });
    }
  }

  function wakeIn(ms: number): void {
    if (timer !== undefined) return;
    timer = new AbortController();
    void clock.sleep(ms, timer.signal).then(() => {
      timer = undefined;
      send();
    });
  }

  /** Never rejects. */
  async function postAll(taken: readonly Waiting[]): Promise<void> {
    const untilMs = clock.monotonic() + SPLITTING_MS_MAX;
    const ended = new AbortController();
    const signal = allAborted(taken, ended.signal);
    for (const parts = [taken]; ; ) {
      const part = parts.shift();
      if (part === undefined) return ended.abort();
      try {
        if (clock.monotonic() > untilMs) {
          settleAll(part, {
            kind: 'failed',
            detail: `not tried: others of its batch took ${SPLITTING_MS_MAX / 1_000} s`,
          });
          continue;
        }
        const attempted = await post(
          part.map(({ event }) => event),
          signal,
        );
        if (part.length > 1 && mayBeAboutOne(attempted)) {
          const half = Math.ceil(part.length / 2);
          parts.unshift(part.slice(0, half), part.slice(half));
        } else settleAll(part, attempted);
      } catch (error) {
        for (const { fail } of [part, ...parts].flat()) fail(error);
        return ended.abort();
      }
    }
  }

  return { deliver, close: () => timer?.abort() };
}

const mayBeAboutOne = (attempted: Attempted): boolean =>
  attempted.kind === 'refused' && !aboutTheRequest.has(attempted.status ?? 0);

/** One answer is one failure for the circuit breaker, however many events it was about. */
function settleAll(part: readonly Waiting[], attempted: Attempted): void {
  const told =
    part.length === 1 ? attempted : { ...attempted, detail: `${attempted.detail}, a batch of ${part.length}` };
  for (const [at, { settle }] of part.entries())
    settle(told.kind === 'failed' && at > 0 ? { ...told, counted: true } : told);
}

/** Aborts when nobody waits for any of them any more; listens until `ended`. */
function allAborted(taken: readonly Waiting[], ended: AbortSignal): AbortSignal {
  const all = new AbortController();
  let left = taken.length;
  for (const { signal } of taken) {
    const gone = () => {
      left -= 1;
      if (left === 0) all.abort(signal.reason);
    };
    if (signal.aborted) gone();
    else signal.addEventListener('abort', gone, { once: true, signal: ended });
  }
  return all.signal;
}

/** At least one, and never more than `size`. */
function countThatFit(waiting: readonly Waiting[], size: number, bytesMax: number): number {
  let bytes = 1; // Brackets, and a comma less than events.
  for (const [count, one] of waiting.entries()) {
    bytes += one.bytes;
    if (count === size || (count > 0 && bytes > bytesMax)) return count;
  }
  return waiting.length;
}

/**
 * Polls the queue of one source:
 *
 *   receive (≤ 10, held for us) ─▶ verify ▶ append, all at once ─▶ durable: removed from the queue
 *        ▲                                  │                       refused: left, and comes again later and later
 *        │                                  └ the store is away: kept in hand, held longer, appended again
 *        └──── the queue is away: waits, longer each time
 *
 * Nothing is removed before it is durable. A gateway that is killed in between gets the same messages again, and they are repeats.
 */
import type { Log } from '../../log.ts';
import { type Backoff, waitMs } from '../../outbound/backoff.ts';
import type { Clock } from '../../running/clock.ts';
import type { PollOutcome } from '../../running/metrics.ts';
import { stackOf } from '../../running/thrown.ts';
import type { Queue, Received } from './queue.ts';
import type { Taken } from './take.ts';

export type PollerParts = {
  /** For the log. */
  readonly source: string;
  readonly queue: Queue;
  readonly take: (message: Received) => Promise<Taken>;
  readonly clock: Clock;
  readonly log: Log;
  readonly onPoll?: ((outcome: PollOutcome) => void) | undefined;
  /** Hears of each change: why the queue does not do what it is asked, or `undefined` when it does again. */
  readonly onFault?: (fault: string | undefined) => void;
  readonly random?: () => number;
};

export type Poller = {
  /** Asks for no more, and resolves when what was handed out is settled, or after `msMax`. */
  stop(msMax: number): Promise<void>;
};

type Call = 'receive' | 'remove' | 'hold';

// A queue that does not wait must not be asked without a pause.
const EMPTY_MS_MIN = 1_000;
// A queue that is away costs a request a minute; one that is back is noticed within that.
const QUEUE_AWAY: Backoff = { firstMs: 1_000, factor: 2, capMs: 60_000, jitter: 'full' };
// A store that is back gets what is in hand within this. `hold` is asked for again before each try.
const STORE_AWAY: Backoff = { firstMs: 500, factor: 2, capMs: 15_000, jitter: 'full' };
// What is refused comes again after a minute, two, four … an hour: a key that was missing may be there by then, and the queue counts each receipt for its redrive policy.
const REFUSED_SECONDS = 60;
const REFUSED_SECONDS_MAX = 3_600;

export function startPoller(parts: PollerParts): Poller {
  const { source, queue, take, clock, log, random } = parts;
  const stopping = new AbortController();
  /** By call: a queue may hand out messages and refuse to remove them. */
  const failing = new Map<Call, { times: number; readonly fault: string }>();
  const ended = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const begunMs = clock.monotonic();
      const batch = await asked('receive', () => queue.receive(stopping.signal));
      if (batch === undefined) {
        if (stopping.signal.aborted) return;
        parts.onPoll?.('failed');
        await clock.sleep(waitMs(QUEUE_AWAY, failing.get('receive')?.times ?? 1, random), stopping.signal);
        continue;
      }
      parts.onPoll?.(batch.length > 0 ? 'messages' : 'empty');
      await settle(batch);
      // An answer without messages should have waited for one.
      const restMs = EMPTY_MS_MIN - (clock.monotonic() - begunMs);
      if (batch.length === 0 && restMs > 0) await clock.sleep(restMs, stopping.signal);
    }
  }

  async function settle(batch: readonly Received[]): Promise<void> {
    for (let tries = 1, inHand = batch; inHand.length > 0; tries += 1) {
      const taken = await Promise.all(inHand.map(async (message) => ({ message, as: await take(message) })));
      const those = (...kinds: readonly Taken[]) =>
        taken.filter(({ as }) => kinds.includes(as)).map(({ message }) => message);
      await remove(those('durable'));
      await leave(those('refused', 'crashed'));
      inHand = those('unstored');
      if (inHand.length === 0) return;
      // Handed back, each would use up a receipt at every poll of an outage, and the queue moves it away after some.
      if (stopping.signal.aborted) return void (await hold(inHand, 0));
      await hold(inHand, queue.holdSeconds);
      const longestMs = (queue.holdSeconds * 1_000) / 2;
      await clock.sleep(Math.min(longestMs, waitMs(STORE_AWAY, tries, random)), stopping.signal);
    }
  }

  async function remove(messages: readonly Received[]): Promise<void> {
    if (messages.length === 0) return;
    await asked('remove', () => queue.remove(messages));
  }

  async function leave(messages: readonly Received[]): Promise<void> {
    for (const message of messages) {
      const seconds = Math.min(REFUSED_SECONDS_MAX, REFUSED_SECONDS * 2 ** (message.receipts - 1));
      log.warn('queue.message_left', {
        source,
        queue_message: message.id,
        receipts: message.receipts,
        next_in_seconds: seconds,
      });
      await hold([message], seconds);
    }
  }

  const hold = (messages: readonly Received[], seconds: number) => asked('hold', () => queue.hold(messages, seconds));

  /** What the queue answers; `undefined` where it does not, which is noted. */
  async function asked<T>(what: Call, call: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await call();
      if (failing.delete(what)) {
        log.info('queue.back', { source, call: what });
        tell();
      }
      return answer;
    } catch (error) {
      if (stopping.signal.aborted && what === 'receive') return undefined;
      const fault = queue.faultOf(error);
      const times = (failing.get(what)?.times ?? 0) + 1;
      failing.set(what, { times, fault });
      if (times === 1) log.error('queue.unreachable', { source, call: what, reason: fault });
      tell();
      return undefined;
    }
  }

  function tell(): void {
    const [first] = failing.values();
    parts.onFault?.(first?.fault);
  }

  return {
    stop: async (msMax) => {
      stopping.abort();
      const done = new AbortController();
      const settled = ended
        .catch((error: unknown) => log.error('queue.crashed', { source, reason: stackOf(error) }))
        .finally(() => done.abort());
      await Promise.race([settled, clock.sleep(msMax, done.signal)]);
      queue.close();
    },
  };
}

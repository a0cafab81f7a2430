/** A queue in memory that keeps SQS's promises: what is handed out is hidden for a while, and comes again unless it is removed. */
import type { Queue, Received } from '../../../src/receive/queue/queue.ts';
import type { Clock } from '../../../src/running/clock.ts';

type Kept = { readonly message: Omit<Received, 'receipt' | 'receipts'>; receipts: number; hiddenUntilMs: number };

export type FakeQueue = Queue & {
  send(id: string, body: string, attributes?: Readonly<Record<string, string>>): void;
  /** Ids, in the order in which they were sent. */
  ids(): readonly string[];
  /** Every call that was answered: `receive a b`, `remove a`, `hold b 60`. */
  readonly calls: string[];
  /** What a call is refused with from now on. */
  readonly refusing: { [call in 'receive' | 'remove' | 'hold']?: string };
  readonly closed: { yes: boolean };
};

const HOLD_SECONDS = 60;
const WAIT_MS = 20_000;

export function fakeQueue(clock: Clock): FakeQueue {
  const kept = new Map<string, Kept>();
  const calls: string[] = [];
  const refusing: FakeQueue['refusing'] = {};
  const closed = { yes: false };
  const handOut = () =>
    [...kept.values()]
      .filter(({ hiddenUntilMs }) => hiddenUntilMs <= clock.monotonic())
      .slice(0, 10)
      .map((one): Received => {
        one.receipts += 1;
        one.hiddenUntilMs = clock.monotonic() + HOLD_SECONDS * 1_000;
        return { ...one.message, receipt: one.message.id, receipts: one.receipts };
      });
  const answer = (call: keyof FakeQueue['refusing'], words: readonly unknown[]) => {
    if (refusing[call] !== undefined) throw new Error(refusing[call]);
    calls.push([call, ...words].join(' '));
  };
  const idsOf = (messages: readonly Received[]) => messages.map(({ id }) => id);
  return {
    address: 'queue.test',
    holdSeconds: HOLD_SECONDS,
    async receive(signal) {
      if (refusing.receive !== undefined) throw new Error(refusing.receive);
      let found = handOut();
      const endMs = clock.monotonic() + WAIT_MS;
      while (found.length === 0 && clock.monotonic() < endMs && !signal.aborted) {
        await clock.sleep(1_000, signal);
        found = handOut();
      }
      signal.throwIfAborted();
      answer('receive', idsOf(found));
      return found;
    },
    async remove(messages) {
      answer('remove', idsOf(messages));
      for (const { receipt } of messages) kept.delete(receipt);
    },
    async hold(messages, seconds) {
      answer('hold', [...idsOf(messages), seconds]);
      for (const { receipt } of messages) {
        const one = kept.get(receipt);
        if (one !== undefined) one.hiddenUntilMs = clock.monotonic() + seconds * 1_000;
      }
    },
    faultOf: (error) => `the queue says: ${error instanceof Error ? error.message : String(error)}`,
    close: () => {
      closed.yes = true;
    },
    send: (id, body, attributes = {}) =>
      void kept.set(id, { message: { id, bytes: Buffer.from(body), attributes }, receipts: 0, hiddenUntilMs: 0 }),
    ids: () => [...kept.keys()],
    calls,
    refusing,
    closed,
  };
}

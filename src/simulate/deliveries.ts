/** From a message to its end: a delivery for each destination, attempts on the provider's schedule, and what giving up costs. */

import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import { messageOf } from '../running/thrown.ts';
import { attempt } from './attempt.ts';
import type { Delivery, DeliveryState, EngineLog, Message } from './engine-log.ts';
import { amountOf } from './faults.ts';
import type { Judged, Loss, ProviderMock } from './provider-mock.ts';
import type { Queue } from './queue.ts';
import type { Random } from './random.ts';

export type Deliveries = {
  /** `after`: messages that are held until the first attempt of this one is over. */
  deliver(message: Message, mock: ProviderMock, to: string | undefined, dueMs: number, after: readonly Message[]): void;
  release(messages: readonly Message[]): void;
};

export type DeliveriesParts = {
  readonly mocks: ReadonlyMap<string, ProviderMock>;
  readonly record: EngineLog;
  readonly queue: Queue;
  readonly clock: Clock;
  /** What attempts draw from. */
  readonly random: () => Random;
  /** Whether the receiver is down then, as it was told. */
  readonly isDown: (provider: string, atMs: number) => boolean;
  /** Breaks attempts off. */
  readonly signal: () => AbortSignal;
  readonly log: Log;
};

const endOf = ({ success, refused }: Judged): DeliveryState =>
  success ? 'succeeded' : refused ? 'refused' : 'exhausted';

export function openDeliveries({
  mocks,
  record,
  queue,
  clock,
  random,
  signal,
  isDown,
  log,
}: DeliveriesParts): Deliveries {
  function deliver(
    message: Message,
    mock: ProviderMock,
    to: string | undefined,
    dueMs: number,
    after: readonly Message[],
  ): void {
    const destinations = mock.destinations(message.event, to);
    if (typeof destinations === 'string') {
      message.note = destinations;
      release(after);
      return;
    }
    const duplicate = message.faults.find(({ kind }) => kind === 'duplicate');
    const copies = duplicate === undefined ? 1 : amountOf(duplicate, 'duplicate');
    for (const destination of destinations.flatMap((one) => Array.from({ length: copies }, () => one))) {
      const id = `${message.id}.${message.deliveries.length + 1}`;
      const delivery: Delivery = { id, destination, state: 'waiting', nextDueMs: dueMs, attempts: [] };
      message.deliveries.push(delivery);
      plan(message, delivery, mock, dueMs, after);
    }
  }

  function plan(
    message: Message,
    delivery: Delivery,
    mock: ProviderMock,
    dueMs: number,
    after: readonly Message[] = [],
  ): void {
    delivery.nextDueMs = dueMs;
    queue.add({
      dueMs,
      owner: delivery.id,
      run: () => run(message, delivery, mock, dueMs).finally(() => release(after)),
    });
  }

  async function run(message: Message, delivery: Delivery, mock: ProviderMock, dueMs: number): Promise<void> {
    const attempted = await attempt({
      mock,
      message,
      delivery,
      dueMs,
      clock,
      random: random(),
      signal: signal(),
      isDown: isDown(mock.name, dueMs),
    }).catch((error: unknown) => {
      // A bug of the mock. What it concerns must not wait for ever.
      Object.assign(delivery, { state: 'lost', nextDueMs: undefined });
      message.note = `the mock could not make this request: ${messageOf(error)}`;
      throw error;
    });
    const { made, judged } = attempted;
    const gone = () => delivery.state !== 'waiting' || record.messages.get(message.id) !== message;
    // Reset, or given up on, while it was under way.
    if (gone()) return;
    delivery.attempts.push(made);
    const waitMs = made.success || judged.refused ? undefined : mock.policy.waitMs(delivery.attempts.length);
    const exhausted = !made.success && waitMs === undefined;
    delivery.nextDueMs = undefined;
    delivery.state = judged.later === undefined && waitMs === undefined ? endOf(judged) : 'waiting';
    void judged.later?.then((late) => {
      if (gone()) return;
      delivery.state = endOf(late);
      const { success, note = made.note } = late;
      delivery.attempts.splice(-1, 1, { ...made, success, ...(note === undefined ? {} : { note }) });
      log.info('push.decided', { message: message.id, delivery: delivery.id, state: delivery.state, reason: note });
    });
    log.info('push.attempted', {
      message: message.id,
      delivery: delivery.id,
      attempt: made.number,
      outcome: made.outcome,
      status: made.status,
      no_answer: made.noAnswer,
      reason: made.success ? undefined : made.note,
      success: made.success,
      took_ms: made.tookMs,
    });
    const loss = mock.attempted(delivery.destination, made.success, exhausted);
    if (waitMs !== undefined) {
      // From when the attempt was due, so that compressing time does not stretch the schedule by what attempts take in real time.
      // An answer that never came is the exception: it took as long as the provider waits.
      const took = made.outcome === 'timeout' ? mock.policy.timeoutMs : 0;
      plan(message, delivery, mock, dueMs + took + waitMs);
    }
    if (loss !== undefined) lose(mock.name, loss);
  }

  function lose(provider: string, { destination, reason }: Loss): void {
    log.warn('push.given_up', { provider, destination, reason });
    for (const message of record.messages.values())
      for (const delivery of message.provider === provider ? message.deliveries : []) {
        if (delivery.state !== 'waiting') continue;
        if (destination !== undefined && delivery.destination.name !== destination) continue;
        delivery.state = 'lost';
        delivery.nextDueMs = undefined;
        delivery.note = reason;
        queue.remove(delivery.id);
      }
  }

  /** Messages that were held until another one had gone. */
  function release(messages: readonly Message[]): void {
    for (const message of messages)
      for (const delivery of message.deliveries) {
        const mock = mocks.get(message.provider);
        if (delivery.state !== 'waiting' || delivery.attempts.length > 0 || mock === undefined) continue;
        queue.remove(delivery.id);
        plan(message, delivery, mock, clock.now());
      }
  }

  return { deliver, release };
}

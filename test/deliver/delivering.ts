/** A real store, a worker, sinks that do as the test says, and a clock that is moved by hand. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type Attempted, type Sink, type SinkSettings, sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import { startWorker } from '../../src/deliver/worker.ts';
import type { Circuit, DeliveringMetrics } from '../../src/running/metrics.ts';
import type { Store, StoredEvent } from '../../src/store/store.ts';
import { type HeldClock, heldClock } from '../store/held-clock.ts';
import { newMessage } from '../store/messages.ts';
import { openTestStore } from '../store/test-store.ts';
import { plainSource } from '../support/plain-source.ts';
import { recordingLog } from '../support/recording-log.ts';
import { until } from '../support/until.ts';

export type Attempt = {
  readonly id: string;
  readonly subject: string;
  readonly atMs: number;
  readonly replay?: unknown;
};

export type Delivering = Awaited<ReturnType<typeof openDelivering>>;

export const delivered: Attempted = { kind: 'delivered', detail: '' };
export const down: Attempted = { kind: 'failed', detail: '503', status: 503 };

const uncounted = {
  judged: () => {},
  failed: () => {},
  attempted: () => {},
  worked: () => {},
  tried: () => {},
  arrived: () => {},
  slow: () => {},
} satisfies Omit<DeliveringMetrics, 'circuit'>;

/** Jitter off, so that waits are what the settings say. */
const retry = { ...sinkDefaults.retry, jitter: 'none' } as const;

export async function openDelivering(t: TestContext) {
  const clock = heldClock();
  const opened = await openTestStore(t, clock);
  const store = counted(opened.store);
  const source = plainSource();

  /** Starts a worker with one sink, which keeps what it was asked. */
  function start(
    answer: (event: StoredEvent, attempt: number, signal: AbortSignal) => Attempted | Promise<Attempted>,
    settings: Partial<SinkSettings> = {},
    workerStore: Store = store,
  ) {
    const attempts: Attempt[] = [];
    const circuits: Circuit[] = [];
    const metrics = { ...uncounted, circuit: (_: string, circuit: Circuit) => void circuits.push(circuit) };
    const log = recordingLog();
    const sink: Sink = {
      name: 'orders',
      settings: { ...sinkDefaults, retry, ...settings },
      deliver: async (event, { attempt, signal }) => {
        const { pushdockreplay: replay } = event.envelope;
        attempts.push({
          id: event.id,
          subject: event.subject ?? '',
          atMs: clock.now(),
          ...(replay !== undefined && { replay }),
        });
        return answer(event, attempt, signal);
      },
      close: async () => {},
    };
    const worker = startWorker({ store: workerStore, source: () => source, sinks: [sink], clock, log, metrics });
    t.after(() => stopped(clock, worker.stop()));
    return { attempts, circuits, log, sink, worker };
  }

  /** Messages that become one event each, with these subjects; their ids. */
  async function arrive(...subjects: readonly string[]): Promise<readonly string[]> {
    const messages = subjects.map((subject) => newMessage(clock.now(), { target: `/push/plain/${subject}` }));
    for (const message of messages) await store.append(message);
    return messages.map(({ id }) => id);
  }

  const count = async (state: 'due' | 'delivered' | 'dead') => {
    let items = 0;
    let cursor: string | undefined;
    do {
      const page = await store.listDeliveries({ state }, { limit: 1000, ...(cursor !== undefined && { cursor }) });
      items += page.items.length;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return items;
  };

  return { clock, store, source, start, arrive, count };
}

/** Moves the clock in steps of `stepMs` until the condition holds; how much time went by. */
export async function waitFor(
  clock: HeldClock,
  condition: () => boolean | Promise<boolean>,
  { stepMs = 250, mostMs = 3_600_000 } = {},
): Promise<number> {
  const startMs = clock.now();
  while (!(await condition())) {
    assert.ok(clock.now() - startMs < mostMs, `not within ${mostMs} ms`);
    clock.advance(stepMs);
    await calm();
  }
  return clock.now() - startMs;
}

/** Lets the time pass that a stop gives to what hangs. */
export async function stopped(clock: HeldClock, stop: Promise<void>): Promise<void> {
  const done = stop.then(() => true);
  await waitFor(clock, () => Promise.race([done, calm().then(() => false)]), { stepMs: 1_000 });
}

/** Calls of a store that have not been answered yet. Tests of a file run one after another, so one number does. */
let unanswered = 0;

function counted(store: Store): Store {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]): unknown => {
        const answer: unknown = Reflect.apply(method, target, args);
        if (!(answer instanceof Promise)) return answer;
        unanswered += 1;
        const answered = () => {
          unanswered -= 1;
        };
        answer.then(answered, answered);
        return answer;
      };
    },
  });
}

// From an answer of the store to the next question there are a few promises, and no timer but the clock's.
const CALM_TURNS = 5;

/** Until nothing can happen any more unless the clock moves: the store owes no answer for some turns of the event loop. */
export async function calm(): Promise<void> {
  let turns = 0;
  await until(
    () => {
      turns = unanswered === 0 ? turns + 1 : 0;
      return turns > CALM_TURNS;
    },
    { otherwise: 'it never came to rest', everyMs: 0 },
  );
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRetention } from '../../src/deliver/retention.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { heldClock } from '../store/held-clock.ts';
import { recordingLog } from '../support/recording-log.ts';
import { storeWith } from '../support/toy-receiving.ts';
import { until } from '../support/until.ts';
import { delivered, openDelivering, waitFor } from './delivering.ts';

const DAY_MS = 86_400_000;

test('once an hour messages older than the configured age are forgotten, and those with open work stay', async (t) => {
  const { clock, store, start, arrive, count } = await openDelivering(t);
  const { worker } = start(() => delivered);
  const old = await arrive('a', 'b', 'c');
  await until(async () => (await count('delivered')) === 3);
  await worker.stop();
  const [owed = ''] = await arrive('d');
  const log = recordingLog();
  const retention = startRetention({ store, ages: { messagesMs: DAY_MS, eventsMs: DAY_MS }, clock, log });
  t.after(() => retention.stop());
  await waitFor(clock, () => log.of('retention.passed').length === 1, { stepMs: 900_000, mostMs: 2 * DAY_MS });
  for (const id of old) assert.equal(await store.showMessage(id), undefined);
  assert.ok(await store.showMessage(owed));
  assert.equal(log.of('retention.passed')[0]?.fields.messages, 3);
});

test('a pass that the store refuses is logged, and the next one is tried', async (t) => {
  const clock = heldClock();
  const log = recordingLog();
  let passes = 0;
  const store = storeWith({
    lease: async () => true,
    prune: async () => {
      passes += 1;
      throw new StoreUnavailable('The disk is full.', { fatal: false });
    },
  });
  const retention = startRetention({ store, ages: {}, clock, log });
  t.after(() => retention.stop());
  await waitFor(clock, () => passes === 2, { stepMs: 900_000, mostMs: DAY_MS });
  assert.match(String(log.of('retention.failed')[0]?.fields.reason), /The disk is full/);
});

test('of two processes on one store one makes the hourly passes, and the other takes over when it stops', async (t) => {
  const { clock, store } = await openDelivering(t);
  const passed = [0, 0];
  const node = (index: 0 | 1) => {
    const prune: typeof store.prune = (request) => {
      if ('limit' in request && request.cursor === undefined) passed[index] = (passed[index] ?? 0) + 1;
      return store.prune(request);
    };
    const own: typeof store = Object.assign(Object.create(store), { prune });
    return startRetention({ store: own, ages: { messagesMs: DAY_MS }, clock, log: recordingLog() });
  };
  const [first, second] = [node(0), node(1)];
  t.after(() => Promise.all([first.stop(), second.stop()]));
  const passes = () => passed;
  await waitFor(clock, () => passes().some((count) => count === 3), { stepMs: 60_000, mostMs: DAY_MS });
  assert.deepEqual(passes().toSorted(), [0, 3]);
  const [running, idle] = passes()[0] === 3 ? [first, 1] : [second, 0];
  await running.stop();
  await waitFor(clock, () => (passes()[idle] ?? 0) > 0, { stepMs: 60_000, mostMs: DAY_MS });
});

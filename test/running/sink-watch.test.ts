/** Sinks that are away, late or paused, as every gateway of a store says it. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Circuit } from '../../src/running/metrics.ts';
import { openSinkActivity } from '../../src/running/sink-activity.ts';
import { openSinkWatch } from '../../src/running/sink-watch.ts';
import type { SinkGlance, Store } from '../../src/store/store.ts';
import { heldClock } from '../store/held-clock.ts';
import { openKeptInMemory } from '../support/kept-in-memory.ts';
import { recordingLog } from '../support/recording-log.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const none: SinkGlance['waiting'] = { live: 0, retry: 0, replay: 0, behind: 0 };

const turns = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Gateways that share a store and deliver to `orders`. */
function opened(t: TestContext) {
  const clock = heldClock();
  const log = recordingLog();
  let standing: SinkGlance = { sink: 'orders', waiting: none };
  let isAway = false;
  const kept = openKeptInMemory();
  const store: Pick<Store, 'keep' | 'listKept' | 'glanceAtSinks'> = {
    ...kept,
    glanceAtSinks: async () => {
      if (isAway) throw new Error('The store is away.');
      return [standing];
    },
  };
  return {
    clock,
    log,
    waits: (changes: Partial<SinkGlance>) => {
      standing = { sink: 'orders', waiting: none, ...changes };
    },
    storeIsAway: (is: boolean) => {
      isAway = is;
    },
    gateway: (node?: string) => {
      const activity = openSinkActivity(clock);
      const { circuit } = activity.beside({} as never);
      const say = (one: Circuit) => circuit('orders', one);
      say({ state: 'closed' });
      const watch = openSinkWatch({ store, activity, sinks: () => ['orders'], ...(node && { node }), clock, log });
      t.after(watch.close);
      return {
        opens: () => say({ state: 'open', sinceMs: clock.now(), reason: 'answered 503' }),
        closes: () => say({ state: 'closed' }),
        close: watch.close,
        found: async () => [...(await watch.watch(clock.now()))],
      };
    },
    /** Time passes, and everybody looks in between. */
    passes: async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 5 * SECOND_MS) {
        clock.advance(Math.min(5 * SECOND_MS, ms - passed));
        await turns();
      }
    },
  };
}

const kinds = async (gateway: { found(): Promise<readonly { readonly kind: string }[]> }) =>
  (await gateway.found()).map(({ kind }) => kind);

test('a sink whose circuit has been open for a minute is away until it has been back for two', async (t) => {
  const { gateway, passes, waits } = opened(t);
  const one = gateway();
  waits({ waiting: { ...none, live: 1_203, retry: 1 } });
  one.opens();
  await passes(59 * SECOND_MS);
  assert.deepEqual(await kinds(one), [], 'a sink that is restarted is nobody’s concern');
  await passes(SECOND_MS);
  const [condition] = await one.found();
  assert.deepEqual([condition?.kind, condition?.about], ['sink-away', 'sink orders']);
  assert.match(
    condition?.detail ?? '',
    /^The sink has been away since 2026-01-15 12:00 UTC: answered 503\. 1204 deliveries wait/,
  );
  assert.match(condition?.detail ?? '', /`pushdock sinks test orders`/);
  waits({});
  await passes(15 * SECOND_MS);
  assert.match((await one.found())[0]?.detail ?? '', /Nothing waits for it, and the next event tries it again\./);
  one.closes();
  await passes(MINUTE_MS);
  assert.match((await one.found())[0]?.detail ?? '', /It answers again/);
  await passes(MINUTE_MS);
  assert.deepEqual(await kinds(one), []);
});

test('a sink that comes and goes is away the whole time, and is told of once', async (t) => {
  const { gateway, passes } = opened(t);
  const one = gateway();
  const seen = new Set<string>();
  for (let round = 0; round < 20; round += 1) {
    one.opens();
    await passes(5 * SECOND_MS);
    one.closes();
    await passes(20 * SECOND_MS);
    if (round >= 3) seen.add((await kinds(one)).join());
  }
  assert.deepEqual([...seen], ['sink-away']);
});

test('every gateway of a store says that a sink is away, also one that does not deliver, and names those that see it', async (t) => {
  const { gateway, passes } = opened(t);
  const [first, second, receiving] = [gateway('gateway-1'), gateway('gateway-2'), gateway('gateway-3')];
  await passes(MINUTE_MS);
  first.opens();
  await passes(80 * SECOND_MS);
  for (const one of [first, second, receiving])
    assert.match((await one.found())[0]?.detail ?? '', /\(seen by gateway-1\): answered 503/);
  second.opens();
  await passes(20 * SECOND_MS);
  assert.match((await receiving.found())[0]?.detail ?? '', /\(seen by gateway-1, gateway-2\)/);
  first.closes();
  await passes(3 * MINUTE_MS);
  assert.match((await first.found())[0]?.detail ?? '', /\(seen by gateway-2\)/, 'it is not over while one sees it');
  second.closes();
  await passes(2 * MINUTE_MS + 15 * SECOND_MS);
  for (const one of [first, second, receiving]) assert.deepEqual(await kinds(one), []);
});

test('a gateway that dies while a sink is away does not keep the condition alive', async (t) => {
  const { gateway, passes } = opened(t);
  const [first, second] = [gateway('gateway-1'), gateway('gateway-2')];
  first.opens();
  await passes(2 * MINUTE_MS);
  assert.deepEqual(await kinds(second), ['sink-away']);
  await first.close();
  await passes(3 * MINUTE_MS);
  assert.deepEqual(await kinds(second), []);
});

test('a restart while a sink is away is not its end', async (t) => {
  const { gateway, passes } = opened(t);
  const before = gateway();
  before.opens();
  await passes(10 * MINUTE_MS);
  await before.close();
  await passes(20 * SECOND_MS);
  const after = gateway();
  assert.deepEqual(await kinds(after), ['sink-away'], 'from its first look on');
  await passes(30 * SECOND_MS);
  after.opens();
  for (let minute = 0; minute < 5; minute += 1) {
    assert.match((await after.found())[0]?.detail ?? '', minute < 1 ? /since 2026-01-15 12:00/ : /away since/);
    await passes(MINUTE_MS);
  }
});

test('events that wait for a quarter of an hour at a sink that answers are a condition, until they wait for less than five minutes', async (t) => {
  const { gateway, passes, waits, clock } = opened(t);
  const one = gateway();
  const sinceMs = clock.now();
  waits({ waiting: { ...none, live: 40 }, oldestNewDueAtMs: sinceMs });
  await passes(15 * MINUTE_MS);
  assert.deepEqual(await kinds(one), []);
  await passes(MINUTE_MS);
  const [condition] = await one.found();
  assert.equal(condition?.kind, 'sink-late');
  assert.match(condition?.detail ?? '', /40 deliveries wait for this sink, the oldest for 1[56] minutes/);
  waits({ waiting: { ...none, live: 40 }, oldestNewDueAtMs: clock.now() - 6 * MINUTE_MS });
  await passes(15 * SECOND_MS);
  assert.deepEqual(await kinds(one), ['sink-late']);
  waits({ waiting: { ...none, live: 40 }, oldestNewDueAtMs: clock.now() - 4 * MINUTE_MS });
  await passes(15 * SECOND_MS);
  assert.deepEqual(await kinds(one), []);
});

test('neither a replay nor what waited through an outage is late', async (t) => {
  const { gateway, passes, waits, clock } = opened(t);
  const one = gateway();
  const dueMs = clock.now();
  waits({ waiting: { ...none, replay: 9 }, oldestDueAtMs: dueMs });
  await passes(20 * MINUTE_MS);
  assert.deepEqual(await kinds(one), []);
  waits({ waiting: { ...none, live: 9 }, oldestNewDueAtMs: dueMs });
  one.opens();
  await passes(20 * MINUTE_MS);
  one.closes();
  await passes(10 * MINUTE_MS);
  assert.deepEqual(await kinds(one), [], 'it has a quarter of an hour to take them');
  await passes(10 * MINUTE_MS);
  assert.deepEqual(await kinds(one), ['sink-late']);
});

test('a sink that is paused for a quarter of an hour while something waits is a condition, and then nothing else of it is', async (t) => {
  const { gateway, passes, waits, clock } = opened(t);
  const one = gateway();
  one.opens();
  const paused = { sinceMs: clock.now(), reason: '410 Gone' };
  waits({ paused, waiting: { ...none, live: 1 }, oldestNewDueAtMs: clock.now() });
  await passes(14 * MINUTE_MS);
  assert.deepEqual(await kinds(one), []);
  await passes(MINUTE_MS);
  const [condition, ...others] = await one.found();
  assert.deepEqual([condition?.kind, others], ['sink-paused', []]);
  assert.match(condition?.detail ?? '', /410 Gone\. 1 delivery waits.*`pushdock sinks resume orders`/);
  waits({ paused });
  await passes(15 * SECOND_MS);
  assert.deepEqual(await kinds(one), [], 'nothing waits');
});

test('what was seen still counts while the store is away, which is said once a minute', async (t) => {
  const { gateway, passes, storeIsAway, log } = opened(t);
  const one = gateway();
  one.opens();
  storeIsAway(true);
  await passes(2 * MINUTE_MS);
  assert.deepEqual(await kinds(one), ['sink-away']);
  assert.ok(log.of('sinks.not_looked').length <= 3);
});

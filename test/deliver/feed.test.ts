import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attempted } from '../../src/deliver/sinks/sink.ts';
import type { Store } from '../../src/store/store.ts';
import { until } from '../support/until.ts';
import { calm, delivered, down, openDelivering, stopped, waitFor } from './delivering.ts';

const idsOf = (attempts: readonly { id: string }[]) => attempts.map(({ id }) => id);

test('events of one subject arrive in the order of their messages although attempts fail, and other subjects go on', async (t) => {
  const { clock, start, arrive, count } = await openDelivering(t);
  const arrived: { subject: string; id: string }[] = [];
  const { attempts } = start(
    (event, attempt) => {
      // Every third event fails twice; subject `a` fails always at first.
      const fails = attempt < 3 && (event.subject === 'a' || event.sequence % 3 === 0);
      if (!fails) arrived.push({ subject: event.subject ?? '', id: event.id });
      return fails ? down : delivered;
    },
    { order: 'subject', concurrency: 16 },
  );
  const subjects = Array.from({ length: 60 }, (_, index) => 'abcdef'[index % 6] ?? '');
  const messages = await arrive(...subjects);
  await until(() => arrived.some(({ subject }) => subject !== 'a'));
  await waitFor(clock, async () => (await count('delivered')) === 60);
  for (const subject of 'abcdef') {
    assert.deepEqual(
      arrived.filter((one) => one.subject === subject).map(({ id }) => id),
      messages.filter((_, index) => subjects[index] === subject).map((id) => `${id}-0`),
    );
  }
  assert.ok(attempts.length > 60);
});

test('poison events end as dead letters after their attempts, with their reason, and the others flow past', async (t) => {
  const { clock, store, start, arrive, count } = await openDelivering(t);
  const poison = new Set(['p1', 'p2', 'p3']);
  start(
    (event) => {
      if (poison.has(event.subject ?? '')) throw new TypeError('cannot read "price"');
      return delivered;
    },
    { retry: { firstMs: 1_000, factor: 1, capMs: 1_000, jitter: 'none', attempts: 15 } },
  );
  await arrive('p1', 'p2', 'p3', ...Array.from({ length: 40 }, (_, index) => `s${index}`));
  await until(async () => (await count('delivered')) === 40);
  await waitFor(clock, async () => (await count('dead')) === 3, { mostMs: 900_000 });
  for (const { deliveryId } of (await store.listDeliveries({ state: 'dead' }, { limit: 10 })).items) {
    const shown = await store.showDelivery(deliveryId);
    assert.equal(shown?.attempts.length, 15);
    assert.match(shown.delivery.detail ?? '', /cannot read "price"/);
  }
});

test('a sink that is down for a minute is only probed, and then gets every event once', async (t) => {
  const { clock, start, arrive, count } = await openDelivering(t);
  const startMs = clock.now();
  const isDown = () => clock.now() < startMs + 60_000;
  const taken: string[] = [];
  const { attempts, circuits, log } = start((event) => {
    if (isDown()) return down;
    taken.push(event.id);
    return delivered;
  });
  await arrive(...Array.from({ length: 200 }, (_, index) => `s${index}`));
  await until(() => log.of('sink.away').length === 1);
  assert.deepEqual(circuits, [
    { state: 'closed' },
    { state: 'open', sinceMs: startMs, untilMs: startMs + 1_000, reason: '503' },
  ]);
  const before = attempts.length;
  assert.ok(before < 30, `${before} attempts until it counted as away`);
  await waitFor(clock, () => !isDown());
  const probes = attempts.slice(before);
  assert.ok(probes.length >= 12 && probes.length <= 20, `${probes.length} probes in a minute`);
  for (const [index, { atMs }] of probes.entries()) {
    const last = probes[index - 1]?.atMs ?? startMs;
    assert.ok(atMs - last <= 5_500, `${atMs - last} ms between two probes`);
  }
  await waitFor(clock, async () => (await count('delivered')) === 200);
  assert.equal(log.of('sink.back').length, 1);
  assert.ok(circuits.some(({ state }) => state === 'half-open'));
  for (const circuit of circuits) if (circuit.state !== 'closed') assert.equal(circuit.sinceMs, startMs);
  assert.deepEqual(circuits.at(-1), { state: 'closed' });
  assert.equal(new Set(taken).size, taken.length);
  assert.equal(taken.length, 200);
});

test('probes reach a delivery that waits for an hour, and cost it none of its attempts', async (t) => {
  const { clock, store, start, arrive, count } = await openDelivering(t);
  let up = false;
  const { log, attempts } = start(() => (up ? delivered : down), {
    retry: { firstMs: 3_600_000, factor: 1, capMs: 3_600_000, jitter: 'none', attempts: 2 },
  });
  await arrive(...Array.from({ length: 10 }, (_, index) => `s${index}`));
  await until(() => log.of('sink.away').length === 1);
  await waitFor(clock, () => attempts.length >= 20, { mostMs: 60_000 });
  assert.equal(await count('dead'), 0);
  for (const { attempts: tried } of (await store.listDeliveries({}, { limit: 10 })).items) assert.ok(tried <= 2);
  up = true;
  await waitFor(clock, async () => (await count('delivered')) >= 1, { mostMs: 6_000 });
});

test('a sink that is gone is paused with its events, and gets them when it is resumed', async (t) => {
  const { clock, store, start, arrive, count } = await openDelivering(t);
  let gone = true;
  const { attempts } = start((): Attempted => (gone ? { kind: 'gone', detail: '410 Gone', status: 410 } : delivered), {
    concurrency: 1,
  });
  await arrive('a', 'b', 'c');
  await until(async () => (await store.listSinks()).some(({ paused }) => paused));
  const before = attempts.length;
  clock.advance(3_600_000);
  await calm();
  assert.equal(attempts.length, before);
  assert.equal(await count('due'), 3);
  gone = false;
  await store.setSinkPause('orders', undefined);
  await until(async () => (await count('delivered')) === 3);
  for (const { attempts: tried } of (await store.listDeliveries({}, { limit: 10 })).items) assert.equal(tried, 1);
});

test('an event that the sink refuses for good is a dead letter at once and does not count as an outage', async (t) => {
  const { start, arrive, count } = await openDelivering(t);
  const { log } = start(
    (event): Attempted =>
      event.subject?.startsWith('bad') ? { kind: 'refused', detail: '422', status: 422 } : delivered,
  );
  await arrive(...Array.from({ length: 30 }, (_, index) => `bad${index}`), 'good');
  await until(async () => (await count('dead')) === 30 && (await count('delivered')) === 1);
  assert.deepEqual(log.of('sink.away'), []);
});

test('a rate is kept: its burst at once, then so many a second', async (t) => {
  const { clock, start, arrive, count } = await openDelivering(t);
  const { attempts } = start(() => delivered, { rate: { perSecond: 4, burst: 3 } });
  await arrive(...Array.from({ length: 20 }, (_, index) => `s${index}`));
  await until(() => attempts.length === 3);
  await calm();
  assert.equal(attempts.length, 3);
  const tookMs = await waitFor(clock, async () => (await count('delivered')) === 20, { stepMs: 50 });
  assert.ok(tookMs >= 4_250 && tookMs <= 6_000, `17 more at 4 a second took ${tookMs} ms`);
});

test('attempts that failed before and hang leave live events their places', async (t) => {
  const { clock, start, arrive, count } = await openDelivering(t);
  let hung = 0;
  start(
    (event, attempt, signal) => {
      if (!event.subject?.startsWith('slow')) return delivered;
      if (attempt === 1) return { ...down };
      hung += 1;
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(down)));
    },
    { concurrency: 8 },
  );
  await arrive(...Array.from({ length: 9 }, (_, index) => `slow${index}`));
  await waitFor(clock, () => hung === 2);
  await arrive(...Array.from({ length: 50 }, (_, index) => `live${index}`));
  await until(async () => (await count('delivered')) === 50);
  assert.equal(hung, 2);
});

test('of two workers on one store each delivery is settled by one', async (t) => {
  const { start, arrive, count } = await openDelivering(t);
  const [one, other] = [start(() => delivered, { concurrency: 4 }), start(() => delivered, { concurrency: 4 })];
  await arrive(...Array.from({ length: 300 }, (_, index) => `s${index}`));
  await until(async () => (await count('delivered')) === 300);
  const ids = [...idsOf(one.attempts), ...idsOf(other.attempts)];
  assert.equal(ids.length, 300);
  assert.equal(new Set(ids).size, 300);
});

test('a worker whose lease has passed to another one settles nothing', async (t) => {
  const { clock, store, start, arrive } = await openDelivering(t);
  // Its heartbeats get lost, and it asks for nothing more.
  let asked = 0;
  const deaf: Store = {
    ...store,
    extendClaims: async (claims) => claims.map(() => 'done'),
    claimDeliveries: async (request) => {
      const claims = asked === 0 ? await store.claimDeliveries(request) : [];
      asked += claims.length;
      return claims;
    },
  };
  let finish: (said: Attempted) => void = () => {};
  const slow = start(() => new Promise((resolve) => (finish = resolve)), {}, deaf);
  await arrive('a');
  await until(() => slow.attempts.length === 1);
  const other = start(() => ({ kind: 'refused', detail: 'said the second' }));
  clock.advance(90_000);
  await waitFor(clock, () => other.attempts.length === 1, { mostMs: 5_000 });
  await until(async () => (await store.listDeliveries({ state: 'dead' }, { limit: 1 })).items.length === 1);
  finish(delivered);
  await until(() => slow.log.of('delivery.attempted').length === 1);
  assert.equal(slow.log.of('delivery.attempted')[0]?.fields.outcome, 'lease_lost');
  const [shown] = (await store.listDeliveries({}, { limit: 1 })).items;
  assert.deepEqual([shown?.state, shown?.detail], ['dead', 'said the second']);
});

test('an attempt that takes longer than a lease stays with its worker', async (t) => {
  const { clock, start, arrive, count } = await openDelivering(t);
  let finish: (said: Attempted) => void = () => {};
  const slow = start(() => new Promise((resolve) => (finish = resolve)));
  await arrive('a');
  await until(() => slow.attempts.length === 1);
  const other = start(() => delivered);
  await waitFor(clock, () => clock.now() > (slow.attempts[0]?.atMs ?? 0) + 300_000, { stepMs: 5_000 });
  assert.deepEqual(other.attempts, []);
  finish(delivered);
  await until(async () => (await count('delivered')) === 1);
});

test('a stop gives back deliveries that were claimed or hang, and neither loses an attempt', async (t) => {
  const { clock, store, start, arrive } = await openDelivering(t);
  const { worker, attempts } = start(
    (_event, _attempt, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(down))),
    { concurrency: 2 },
  );
  await arrive('a', 'b', 'c', 'd', 'e');
  await until(() => attempts.length === 2);
  await stopped(clock, worker.stop());
  assert.equal(attempts.length, 2);
  for (const one of (await store.listDeliveries({}, { limit: 10 })).items) {
    assert.deepEqual([one.state, one.attempts, one.lane], ['due', 0, 'live']);
    assert.ok((one.dueAtMs ?? Number.POSITIVE_INFINITY) <= clock.now());
  }
});

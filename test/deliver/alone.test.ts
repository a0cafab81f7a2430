import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAlone } from '../../src/deliver/alone.ts';
import type { Store } from '../../src/store/store.ts';
import { manualClock } from '../outbound/manual-clock.ts';
import { LEASE_MS, processed } from '../store/messages.ts';
import { calm, delivered, openDelivering, waitFor } from './delivering.ts';

test('one suspect begins at a time, and the next when it has ended or takes long', () => {
  const clock = manualClock();
  const alone = openAlone(clock);
  const ended = alone.begin();
  assert.ok(ended);
  assert.equal(alone.begin(), undefined);
  ended();
  const slow = alone.begin();
  assert.ok(slow);
  clock.advance(250);
  assert.ok(alone.begin(), 'what takes long waits for somebody else and holds nobody up');
  slow();
  assert.equal(alone.begin(), undefined, 'the end of an earlier one frees no place of a later one');
});

/** Claims everything and never ends a claim, as a process does that is killed; until each item is a suspect. */
async function condemn(store: Store, clock: { now(): number; advance(ms: number): void }): Promise<void> {
  for (let ends = 0; ends < 3; ends += 1) {
    const request = { nowMs: clock.now(), leaseMs: LEASE_MS, limit: 500 };
    await store.claimWork(request);
    await store.claimDeliveries({ ...request, sink: 'orders' });
    clock.advance(LEASE_MS);
    await store.claimWork({ ...request, nowMs: clock.now() });
    await store.claimDeliveries({ ...request, sink: 'orders', nowMs: clock.now() });
    clock.advance(60_000);
  }
}

test('messages that were under way at three ends of the process become events, each taken by itself', async (t) => {
  const { clock, store, start, arrive, count } = await openDelivering(t);
  await arrive('a', 'b', 'c', 'd');
  await condemn(store, clock);
  let most = 0;
  const counting = new Proxy(store, {
    get: (target, name) => {
      if (name !== 'claimWork') return Reflect.get(target, name);
      return async (request: Parameters<Store['claimWork']>[0]) => {
        const claims = await target.claimWork(request);
        most = Math.max(most, claims.length);
        return claims;
      };
    },
  });
  start(() => delivered, {}, counting);
  await waitFor(clock, async () => (await count('delivered')) === 4, { mostMs: 60_000 });
  assert.equal(most, 1);
});

test('deliveries that were under way at three ends of the process are attempted one at a time, with all their attempts', async (t) => {
  const { clock, store, start, count } = await openDelivering(t);
  for (let number = 0; number < 3; number += 1) await processed(store, clock.now(), ['orders']);
  await condemn(store, clock);
  const { attempts } = start(() => delivered, {});
  await waitFor(clock, async () => (await count('delivered')) === 3, { mostMs: 120_000 });
  await calm();
  assert.equal(attempts.length, 3);
  for (const { attempts: tried } of (await store.listDeliveries({}, { limit: 9 })).items) assert.equal(tried, 1);
});

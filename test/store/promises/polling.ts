import assert from 'node:assert/strict';
import type { Store } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, LEASE_MS, newMessage, processed } from '../messages.ts';

const FAR_MS = 7_200_000;
const nothing = { due: false, suspects: false };
const some = { due: true, suspects: false };

const poll = (store: Store, nowMs: number, ...sinks: readonly string[]) =>
  store.anyDue({ nowMs, sinks, longestWaitMs: FAR_MS });
const claim = (store: Store, nowMs: number) =>
  store.claimDeliveries({ sink: 'ledger', nowMs, leaseMs: LEASE_MS, limit: 1 });

export const polling: Promises = {
  'a poll affirms work that a claim would take, and denies what is held or waits': async ({ store, clock }) => {
    assert.deepEqual(await poll(store, clock.now()), nothing);
    await store.append(newMessage(clock.now()));
    assert.deepEqual(await poll(store, clock.now()), some);
    const held = await claimOne(store, clock.now());
    assert.deepEqual(await poll(store, clock.now()), nothing);
    const dueAtMs = clock.now() + 60_000;
    await store.settleWork(held, { end: { kind: 'retry', dueAtMs, reason: 'later' } });
    assert.deepEqual(await poll(store, dueAtMs - 1), nothing);
    assert.deepEqual(await poll(store, dueAtMs), some);
  },

  'a poll affirms deliveries of the sinks that it names, and none of a paused one': async ({ store, clock }) => {
    await processed(store, clock.now());
    assert.deepEqual(await poll(store, clock.now(), 'ledger', 'other'), some);
    assert.deepEqual(await poll(store, clock.now(), 'other'), nothing);
    await store.setSinkPause('ledger', { nowMs: clock.now(), reason: 'moved' });
    assert.deepEqual(await poll(store, clock.now(), 'ledger'), nothing);
    await store.setSinkPause('ledger', undefined);
    const [held] = await claim(store, clock.now());
    assert.ok(held);
    assert.deepEqual(await poll(store, clock.now(), 'ledger'), nothing);
    const dueAtMs = clock.now() + 60_000;
    await store.settleDelivery(held, { kind: 'retry', dueAtMs, detail: '503' }, clock.now());
    assert.deepEqual(await poll(store, dueAtMs - 1, 'ledger'), nothing);
    assert.deepEqual(await poll(store, dueAtMs, 'ledger'), some);
    assert.deepEqual(await poll(store, dueAtMs - FAR_MS - 1, 'ledger'), some, 'no wait is meant to be that long');
  },

  'a poll affirms what nobody holds any more, and says where suspects are among it': async ({ store, clock }) => {
    await store.append(newMessage(clock.now()));
    await processed(store, clock.now());
    for (let ends = 0; ends < 3; ends += 1) {
      await store.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 5 });
      await claim(store, clock.now());
      clock.advance(LEASE_MS);
      assert.deepEqual(await poll(store, clock.now()), some, 'work');
      assert.deepEqual((await poll(store, clock.now(), 'ledger')).due, true);
    }
    // Claims end those whose lease has run out; from the third time on they wait.
    await store.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 5 });
    assert.deepEqual(await poll(store, clock.now()), nothing);
    clock.advance(60_000);
    assert.deepEqual(await poll(store, clock.now()), { due: true, suspects: true });
    await store.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 5, suspects: 'only' });
    assert.deepEqual(await poll(store, clock.now()), nothing);
    await claim(store, clock.now());
    clock.advance(60_000);
    assert.deepEqual(await poll(store, clock.now(), 'ledger'), { due: true, suspects: true });
  },
};

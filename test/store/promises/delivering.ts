import assert from 'node:assert/strict';
import type { Store } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { LEASE_MS, processed } from '../messages.ts';

const claim = (store: Store, sink: string, nowMs: number, limit = 10) =>
  store.claimDeliveries({ sink, nowMs, leaseMs: LEASE_MS, limit });

async function claimDelivery(store: Store, sink: string, nowMs: number) {
  const [delivery] = await claim(store, sink, nowMs, 1);
  assert.ok(delivery, 'there is a delivery to claim');
  return delivery;
}

export const delivering: Promises = {
  'each sink claims its own deliveries, oldest first, with the whole event': async ({ store, clock }) => {
    const first = await processed(store, clock.now(), ['ledger', 'orders']);
    clock.advance(1);
    const second = await processed(store, clock.now(), ['ledger']);
    const [ledger, orders] = await Promise.all([
      claim(store, 'ledger', clock.now()),
      claim(store, 'orders', clock.now()),
    ]);
    assert.deepEqual(
      ledger.map(({ event }) => event.id),
      [first.event.id, second.event.id],
    );
    assert.equal(orders.length, 1);
    const { messageId, sequence: _, createdAtMs, ...event } = orders[0]?.event ?? assert.fail();
    assert.deepEqual(event, first.event);
    assert.equal(messageId, first.message.id);
    assert.equal(createdAtMs, clock.now() - 1);
    assert.deepEqual(await claim(store, 'ledger', clock.now()), []);
  },

  "an event is the same in every claim of it, also after a restart, and nobody's changes show in another's": async ({
    store,
    clock,
    reopen,
  }) => {
    await processed(store, clock.now(), ['ledger', 'orders']);
    const first = await claimDelivery(store, 'ledger', clock.now());
    const before = structuredClone(first.event);
    Object.assign(first.event.envelope, { type: 'changed by a handler' });
    const other = await claimDelivery(store, 'orders', clock.now());
    assert.deepEqual(other.event, before);
    const again = await claimDelivery(await reopen(), 'ledger', clock.now());
    assert.deepEqual(again.event, before);
  },

  'a delivered event is never claimed again': async ({ store, clock }) => {
    const { event } = await processed(store, clock.now());
    const held = await claimDelivery(store, 'ledger', clock.now());
    assert.equal(await store.settleDelivery(held, { kind: 'delivered', detail: 'written' }, clock.now()), 'done');
    assert.equal(await store.settleDelivery(held, { kind: 'delivered', detail: 'written' }, clock.now()), 'done');
    assert.deepEqual(await claim(store, 'ledger', clock.now() + LEASE_MS), []);
    assert.deepEqual((await store.showEvent(event.id))?.deliveries, [
      {
        deliveryId: held.deliveryId,
        sink: 'ledger',
        state: 'delivered',
        lane: 'live',
        attempts: 1,
        settledAtMs: clock.now(),
        detail: 'written',
      },
    ]);
  },

  'a delivery given back waits until it is due and counts its attempts': async ({ store, clock }) => {
    const { event } = await processed(store, clock.now());
    const held = await claimDelivery(store, 'ledger', clock.now());
    const dueAtMs = clock.now() + 60_000;
    await store.settleDelivery(held, { kind: 'retry', dueAtMs, detail: '503' }, clock.now());
    assert.deepEqual((await store.showEvent(event.id))?.deliveries, [
      { deliveryId: held.deliveryId, sink: 'ledger', state: 'due', lane: 'retry', attempts: 1, dueAtMs, detail: '503' },
    ]);
    assert.deepEqual(await claim(store, 'ledger', dueAtMs - 1), []);
    const again = await claimDelivery(store, 'ledger', dueAtMs);
    assert.equal(again.attempt, 2);
    assert.equal(await store.settleDelivery(held, { kind: 'dead', detail: 'stale' }, dueAtMs), 'fenced');
  },

  'a dead delivery keeps its reason': async ({ store, clock }) => {
    const { event } = await processed(store, clock.now());
    const held = await claimDelivery(store, 'ledger', clock.now());
    await store.settleDelivery(held, { kind: 'dead', detail: '410 after 15 attempts' }, clock.now());
    const [delivery] = (await store.showEvent(event.id))?.deliveries ?? [];
    assert.equal(delivery?.state, 'dead');
    assert.equal(delivery?.detail, '410 after 15 attempts');
    assert.deepEqual(await claim(store, 'ledger', clock.now() + LEASE_MS), []);
  },

  'when the lease of a delivery has passed on the first attempt settles nothing': async ({ store, clock }) => {
    await processed(store, clock.now());
    const stale = await claimDelivery(store, 'ledger', clock.now());
    clock.advance(LEASE_MS);
    const held = await claimDelivery(store, 'ledger', clock.now());
    assert.ok(held.fence > stale.fence);
    assert.equal(await store.settleDelivery(stale, { kind: 'delivered', detail: '' }, clock.now()), 'fenced');
    assert.equal(await store.settleDelivery(held, { kind: 'delivered', detail: '' }, clock.now()), 'done');
  },
};

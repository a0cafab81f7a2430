import assert from 'node:assert/strict';
import type { Lane, Store } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, LEASE_MS, newMessage, processed } from '../messages.ts';

const claim = (store: Store, nowMs: number, more: { lane?: Lane; early?: boolean; limit?: number } = {}) =>
  store.claimDeliveries({ sink: 'ledger', nowMs, leaseMs: LEASE_MS, limit: 10, ...more });

async function claimDelivery(store: Store, nowMs: number, more: { lane?: Lane; early?: boolean } = {}) {
  const [one] = await claim(store, nowMs, { limit: 1, ...more });
  assert.ok(one, 'there is a delivery to claim');
  return one;
}

export const pausing: Promises = {
  'live deliveries and retries are claimed apart, and together the live ones come first': async ({ store, clock }) => {
    await processed(store, clock.now());
    const failed = await claimDelivery(store, clock.now());
    assert.equal(failed.lane, 'live');
    await store.settleDelivery(failed, { kind: 'retry', dueAtMs: clock.now(), detail: '503' }, clock.now());
    clock.advance(1);
    const { event } = await processed(store, clock.now());
    assert.deepEqual(await claim(store, clock.now(), { lane: 'replay' }), []);
    const both = await claim(store, clock.now());
    assert.deepEqual(
      both.map(({ lane }) => lane),
      ['live', 'retry'],
    );
    assert.equal(both[0]?.event.id, event.id);
  },

  'an early claim takes what waits for its time, the soonest, and nothing that is held': async ({ store, clock }) => {
    for (const waitMs of [60_000, 30_000]) {
      await processed(store, clock.now());
      const one = await claimDelivery(store, clock.now());
      await store.settleDelivery(one, { kind: 'retry', dueAtMs: clock.now() + waitMs, detail: '503' }, clock.now());
    }
    assert.deepEqual(await claim(store, clock.now()), []);
    const sooner = await claimDelivery(store, clock.now(), { early: true });
    assert.deepEqual([sooner.early, sooner.attempt], [true, 2]);
    const later = await claimDelivery(store, clock.now(), { early: true });
    assert.notEqual(sooner.deliveryId, later.deliveryId);
    assert.deepEqual(await claim(store, clock.now(), { early: true }), []);
    // Given back it waits for the same time as before, and has lost no attempt.
    const startMs = clock.now();
    assert.equal(await store.settleDelivery(sooner, { kind: 'given_back' }, clock.now()), 'done');
    assert.equal((await store.showDelivery(sooner.deliveryId))?.delivery.dueAtMs, startMs + 30_000);
    assert.equal((await claimDelivery(store, startMs + 30_000)).attempt, 2);
  },

  'each attempt is kept with what the sink said, and the beginning of its last answer': async ({ store, clock }) => {
    await processed(store, clock.now());
    const first = await claimDelivery(store, clock.now());
    const answer = 'x'.repeat(5_000);
    const said = { detail: 'Service Unavailable', status: 503, answer, tookMs: 12 };
    await store.settleDelivery(first, { kind: 'retry', dueAtMs: clock.now(), ...said }, clock.now());
    const second = await claimDelivery(store, clock.now());
    await store.settleDelivery(second, { kind: 'dead', detail: 'Unprocessable', status: 422 }, clock.now());
    const shown = await store.showDelivery(first.deliveryId);
    assert.deepEqual(shown?.attempts, [
      { outcome: 'retry', endedAtMs: clock.now(), detail: 'Service Unavailable', status: 503, tookMs: 12 },
      { outcome: 'dead', endedAtMs: clock.now(), detail: 'Unprocessable', status: 422 },
    ]);
    assert.deepEqual([shown.delivery.status, shown.delivery.answer], [422, undefined]);

    const { event } = await processed(store, clock.now());
    const third = await claimDelivery(store, clock.now());
    await store.settleDelivery(third, { kind: 'dead', ...said }, clock.now());
    assert.equal((await store.showEvent(event.id))?.deliveries[0]?.answer?.length, 1_024);
  },

  'dead letters are listed by sink and type, newest first, a page at a time': async ({ store, clock }) => {
    for (const sinks of [['ledger'], ['ledger'], ['orders']]) await processed(store, clock.now(), sinks);
    for (const sink of ['ledger', 'orders']) {
      for (const one of await store.claimDeliveries({ sink, nowMs: clock.now(), leaseMs: LEASE_MS, limit: 9 }))
        await store.settleDelivery(one, { kind: 'dead', detail: 'no' }, clock.now());
    }
    await processed(store, clock.now());
    const first = await store.listDeliveries({ state: 'dead' }, { limit: 2 });
    assert.equal(first.items.length, 2);
    assert.equal(first.items[0]?.sink, 'orders');
    const second = await store.listDeliveries({ state: 'dead' }, { limit: 2, cursor: first.nextCursor ?? '' });
    assert.deepEqual([second.items.length, second.nextCursor], [1, undefined]);
    const count = async (filter: Parameters<Store['listDeliveries']>[0]) =>
      (await store.listDeliveries(filter, { limit: 10 })).items.length;
    assert.equal(await count({ state: 'dead', sink: 'ledger', type: 'com.paazl.shipment.status' }), 2);
    assert.equal(await count({ state: 'dead', type: 'com.other' }), 0);
    assert.equal(await count({ state: 'due' }), 1);
    assert.equal(await count({}), 4);
  },

  'a paused sink gets nothing until it is resumed, also after a restart, and other sinks go on': async ({
    store,
    clock,
    reopen,
  }) => {
    await processed(store, clock.now(), ['ledger', 'orders']);
    await store.setSinkPause('ledger', { nowMs: clock.now(), reason: 'maintenance' });
    await store.setSinkPause('ledger', { nowMs: clock.now() + 1, reason: 'another reason' });
    const again = await reopen();
    assert.deepEqual(await claim(again, clock.now(), { early: true }), []);
    assert.deepEqual(
      (await again.listSinks()).filter(({ paused }) => paused).map(({ sink }) => sink),
      ['ledger'],
    );
    const standing = (await again.listSinks()).find(({ sink }) => sink === 'ledger');
    assert.deepEqual(standing?.paused, { sinceMs: clock.now(), reason: 'maintenance' });
    assert.equal(standing?.waiting.live, 1);
    const orders = await again.claimDeliveries({ sink: 'orders', nowMs: clock.now(), leaseMs: LEASE_MS, limit: 1 });
    assert.equal(orders.length, 1);
    let woken = false;
    again.onChange((what) => {
      if (what === 'deliveries') woken = true;
    });
    await again.setSinkPause('ledger', undefined);
    assert.equal((await claim(again, clock.now())).length, 1);
    assert.ok(woken);
  },

  'a sink that is gone is paused by that attempt, and is still owed the event with all its attempts': async ({
    store,
    clock,
  }) => {
    await processed(store, clock.now());
    const held = await claimDelivery(store, clock.now());
    assert.equal(
      await store.settleDelivery(held, { kind: 'gone', detail: '410 Gone', status: 410 }, clock.now()),
      'done',
    );
    assert.deepEqual(await claim(store, clock.now()), []);
    assert.equal((await store.listSinks())[0]?.paused?.reason, '410 Gone');
    await store.setSinkPause('ledger', undefined);
    const again = await claimDelivery(store, clock.now());
    assert.deepEqual([again.attempt, again.lane], [1, 'live']);
    assert.equal((await store.showDelivery(again.deliveryId))?.attempts[0]?.outcome, 'gone');
  },

  'a lease that is extended in time passes to nobody; one that has passed on is fenced': async ({ store, clock }) => {
    await processed(store, clock.now());
    await store.append(newMessage(clock.now()));
    const work = await claimOne(store, clock.now());
    const held = await claimDelivery(store, clock.now());
    clock.advance(LEASE_MS - 1);
    const lease = { nowMs: clock.now(), leaseMs: LEASE_MS };
    assert.deepEqual(await store.extendClaims([work, held], lease), ['done', 'done']);
    clock.advance(LEASE_MS - 1);
    assert.deepEqual(await claim(store, clock.now()), []);
    assert.deepEqual(await store.claimWork({ ...lease, nowMs: clock.now(), limit: 1 }), []);
    clock.advance(1);
    const taken = await claimDelivery(store, clock.now());
    assert.deepEqual(await store.extendClaims([held, taken], { ...lease, nowMs: clock.now() }), ['fenced', 'done']);
    await store.settleDelivery(taken, { kind: 'delivered', detail: '' }, clock.now());
    assert.deepEqual(await store.extendClaims([taken], { ...lease, nowMs: clock.now() }), ['done']);
    assert.deepEqual(await claim(store, clock.now() + LEASE_MS), []);
  },

  'a glance at sinks says what waits there as the list does, with counts that end at their bound': async ({
    store,
    clock,
  }) => {
    const oldestMs = clock.now();
    for (let number = 0; number < 3; number += 1) {
      await processed(store, clock.now());
      clock.advance(1_000);
    }
    const held = await claimDelivery(store, clock.now());
    await store.settleDelivery(held, { kind: 'retry', dueAtMs: oldestMs + 500, detail: '503' }, clock.now());
    await store.setSinkPause('ledger', { nowMs: clock.now(), reason: 'moved' });
    const [listed] = await store.listSinks();
    assert.ok(listed);
    const { dead: _, ...whole } = listed;
    const none = { sink: 'other', waiting: { live: 0, retry: 0, replay: 0, behind: 0 } };
    assert.deepEqual(await store.glanceAtSinks(['other', 'ledger'], 5), [none, whole]);
    assert.deepEqual(whole.waiting, { live: 2, retry: 1, replay: 0, behind: 0 });
    const [bounded] = await store.glanceAtSinks(['ledger'], 1);
    assert.deepEqual(bounded, { ...whole, waiting: { ...whole.waiting, live: 1 } });
  },
};

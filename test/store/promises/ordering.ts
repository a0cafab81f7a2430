import assert from 'node:assert/strict';
import type { DeliveryClaim, Store } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import type { HeldClock } from '../held-clock.ts';
import { claimOne, completion, LEASE_MS, newEvent, newMessage } from '../messages.ts';

const claim = (store: Store, nowMs: number, limit = 10) =>
  store.claimDeliveries({ sink: 'orders', nowMs, leaseMs: LEASE_MS, limit });

const ids = (claims: readonly DeliveryClaim[]) => claims.map(({ event }) => event.id);

/** A message whose one event has this subject, ordered by it. */
async function arrive(store: Store, clock: HeldClock, subject: string): Promise<string> {
  const message = newMessage(clock.now());
  await store.append(message);
  const event = newEvent(message.id, 0, { subject });
  const work = await claimOne(store, clock.now());
  const deliveries = [{ eventId: event.id, sink: 'orders', orderKey: subject }];
  await store.settleWork(work, {
    end: { kind: 'complete', completion: { ...completion([event]), deliveries }, nowMs: clock.now() },
  });
  clock.advance(1);
  return event.id;
}

export const ordering: Promises = {
  'of one order key one delivery can be claimed at a time, the earliest; other keys go on': async ({
    store,
    clock,
  }) => {
    const [a1, a2, b1, a3] = [
      await arrive(store, clock, 'a'),
      await arrive(store, clock, 'a'),
      await arrive(store, clock, 'b'),
      await arrive(store, clock, 'a'),
    ];
    const first = await claim(store, clock.now());
    assert.deepEqual(ids(first), [a1, b1]);
    assert.deepEqual(await claim(store, clock.now()), []);
    let [held] = first;
    for (const next of [a2, a3]) {
      assert.ok(held);
      assert.equal(await store.settleDelivery(held, { kind: 'delivered', detail: '' }, clock.now()), 'done');
      const after = await claim(store, clock.now());
      assert.deepEqual(ids(after), [next]);
      held = after[0];
    }
  },

  'a wait for a retry holds up its key and nothing else; a dead letter lets the next one go': async ({
    store,
    clock,
  }) => {
    const [a1, a2] = [await arrive(store, clock, 'a'), await arrive(store, clock, 'a')];
    const [held] = await claim(store, clock.now());
    assert.ok(held);
    const dueAtMs = clock.now() + 5_000;
    await store.settleDelivery(held, { kind: 'retry', dueAtMs, detail: '503' }, clock.now());
    const b1 = await arrive(store, clock, 'b');
    assert.deepEqual(ids(await claim(store, clock.now())), [b1]);
    clock.advance(5_000);
    const [again] = await claim(store, clock.now());
    assert.equal(again?.event.id, a1);
    assert.equal(again.lane, 'retry');
    await store.settleDelivery(again, { kind: 'dead', detail: '422' }, clock.now());
    assert.deepEqual(ids(await claim(store, clock.now())), [a2]);
  },

  'an event of an earlier message that was processed later goes before those that nobody holds': async ({
    store,
    clock,
  }) => {
    const messages = [newMessage(clock.now()), newMessage(clock.now()), newMessage(clock.now())];
    for (const message of messages) await store.append(message);
    const work = await store.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 3 });
    // Processed last to first.
    for (const one of [...work].reverse()) {
      const event = newEvent(one.message.id, 0, { subject: 'a' });
      const deliveries = [{ eventId: event.id, sink: 'orders', orderKey: 'a' }];
      await store.settleWork(one, {
        end: { kind: 'complete', completion: { ...completion([event]), deliveries }, nowMs: clock.now() },
      });
    }
    for (const { id } of messages) {
      const [held, ...others] = await claim(store, clock.now());
      assert.equal(held?.event.messageId, id);
      assert.deepEqual(others, []);
      await store.settleDelivery(held, { kind: 'delivered', detail: '' }, clock.now());
    }
  },

  'what waits behind its key is seen, counted in the backlog, and still waits after a restart': async ({
    store,
    clock,
    reopen,
  }) => {
    const [a1, a2] = [await arrive(store, clock, 'a'), await arrive(store, clock, 'a')];
    await claim(store, clock.now());
    const again = await reopen();
    const delivery = (await again.showEvent(a2))?.deliveries[0];
    assert.deepEqual([delivery?.behind, delivery?.dueAtMs], [true, undefined]);
    assert.equal((await again.backlog()).deliveries, 2);
    assert.equal((await again.listSinks())[0]?.waiting.behind, 1);
    assert.deepEqual(ids(await claim(again, clock.now())), [a1]);
  },
};

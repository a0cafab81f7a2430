import assert from 'node:assert/strict';
import type { Store } from '../../../src/store/store.ts';
import type { Bench, Promises } from '../conformance.ts';
import { claimOne, completion, LEASE_MS, newEvent, newMessage, processed } from '../messages.ts';

const HOUR_MS = 3_600_000;

const work = (store: Store, nowMs: number, suspects?: 'only') =>
  store.claimWork({ nowMs, leaseMs: LEASE_MS, limit: 50, ...(suspects && { suspects }) });
const deliveries = (store: Store, nowMs: number, suspects?: 'only' | 'too') =>
  store.claimDeliveries({ sink: 'ledger', nowMs, leaseMs: LEASE_MS, limit: 50, ...(suspects && { suspects }) });

/** Claims what there is, ends the process `times` times, and lets every wait pass. The store that is open then. */
async function restarts({ store, clock, reopen }: Bench, times: number): Promise<Store> {
  let open = store;
  for (let restart = 0; restart < times; restart += 1) {
    await work(open, clock.now());
    await deliveries(open, clock.now());
    open = await reopen();
    clock.advance(HOUR_MS);
  }
  return open;
}

export const unfinished: Promises = {
  'claims that end with their process are no attempts, of work and of deliveries, and are counted': async (bench) => {
    const { store, clock } = bench;
    await processed(store, clock.now());
    await store.append(newMessage(clock.now()));
    const open = await restarts(bench, 2);
    const [claim] = await work(open, clock.now());
    const [delivery] = await deliveries(open, clock.now());
    assert.deepEqual([claim?.attempt, claim?.unfinished], [1, 2]);
    assert.deepEqual([delivery?.attempt, delivery?.unfinished], [1, 2]);
    const listed = (await open.listDeliveries({}, { limit: 1 })).items[0];
    assert.equal(listed?.attempts, 1);
  },

  'a lease that runs out is counted likewise; twice the item is due as it was, so that messages keep their order':
    async ({ store, clock }) => {
      await store.append(newMessage(clock.now()));
      for (let ends = 0; ends < 3; ends += 1) {
        const claim = await claimOne(store, clock.now());
        assert.deepEqual([claim.attempt, claim.unfinished], [1, ends]);
        clock.advance(LEASE_MS);
      }
      assert.deepEqual(await work(store, clock.now(), 'only'), [], 'nobody has ended the third claim yet');
      assert.deepEqual(await work(store, clock.now()), []);
      assert.deepEqual(await work(store, clock.now(), 'only'), [], 'it waits');
      clock.advance(10_000);
      assert.equal((await work(store, clock.now(), 'only'))[0]?.unfinished, 3);
    },

  'work whose claim ended with its process comes before what arrived after it': async ({ store, clock, reopen }) => {
    const messages = [newMessage(clock.now()), newMessage(clock.now() + 1)];
    for (const message of messages) await store.append(message);
    await claimOne(store, clock.now());
    const open = await reopen();
    assert.deepEqual(
      (await work(open, clock.now() + 1)).map(({ message }) => message.id),
      messages.map(({ id }) => id),
    );
  },

  'after three ends in a row an item is claimed only by who asks for suspects, and the items beside it as ever': async (
    bench,
  ) => {
    const { store, clock } = bench;
    await processed(store, clock.now());
    const poison = newMessage(clock.now());
    await store.append(poison);
    const open = await restarts(bench, 3);
    assert.deepEqual(await work(open, clock.now()), []);
    assert.deepEqual(await deliveries(open, clock.now()), []);

    const beside = await processed(open, clock.now());
    assert.deepEqual(
      (await deliveries(open, clock.now())).map(({ event }) => event.id),
      [beside.event.id],
    );
    const [suspect, ...more] = await work(open, clock.now(), 'only');
    assert.deepEqual([suspect?.message.id, suspect?.unfinished, more.length], [poison.id, 3, 0]);
    const [delivery] = await deliveries(open, clock.now(), 'only');
    assert.deepEqual([delivery?.attempt, delivery?.unfinished], [1, 3]);
  },

  'whoever takes suspects too gets them when nothing else is due, also ahead of their time': async (bench) => {
    const { store, clock } = bench;
    await processed(store, clock.now());
    const open = await restarts(bench, 3);
    await deliveries(open, clock.now(), 'only');
    const again = await bench.reopen();
    const request = { sink: 'ledger', nowMs: clock.now(), leaseMs: LEASE_MS, limit: 1, early: true } as const;
    assert.deepEqual(await again.claimDeliveries(request), []);
    const [probe] = await again.claimDeliveries({ ...request, suspects: 'too' });
    assert.deepEqual([probe?.unfinished, probe?.early], [4, true]);
  },

  'an end that somebody gives begins the count again, and giving back leaves it as it was': async (bench) => {
    const { store, clock } = bench;
    await processed(store, clock.now());
    await store.append(newMessage(clock.now()));
    const open = await restarts(bench, 2);
    const [held] = await work(open, clock.now());
    assert.ok(held);
    assert.equal(
      await open.settleWork(held, { end: { kind: 'give_back', reason: 'the gateway was stopped' } }),
      'done',
    );
    assert.equal(
      await open.settleWork(held, { end: { kind: 'complete', completion: completion([]), nowMs: clock.now() } }),
      'fenced',
    );
    const [claim] = await work(open, clock.now());
    assert.deepEqual([claim?.attempt, claim?.unfinished], [1, 2]);
    assert.equal(claim?.message.reason, 'the gateway was stopped');
    assert.ok(claim);
    await open.settleWork(claim, { end: { kind: 'retry', dueAtMs: clock.now(), reason: 'somebody is down' } });
    const [delivery] = await deliveries(open, clock.now());
    assert.ok(delivery);
    await open.settleDelivery(delivery, { kind: 'retry', dueAtMs: clock.now(), detail: '503' }, clock.now());

    const [next] = await work(open, clock.now());
    const [retried] = await deliveries(open, clock.now());
    assert.deepEqual([next?.attempt, next?.unfinished], [2, 0]);
    assert.deepEqual([retried?.attempt, retried?.unfinished], [2, 0]);
  },

  'whoever lost a claim so settles nothing with it': async (bench) => {
    const { store, clock } = bench;
    const message = newMessage(clock.now());
    await store.append(message);
    const lost = await claimOne(store, clock.now());
    const open = await bench.reopen();
    assert.equal(
      await open.settleWork(lost, {
        end: { kind: 'complete', completion: completion([newEvent(message.id)]), nowMs: clock.now() },
      }),
      'fenced',
    );
    assert.equal(await open.settleWork(lost, { end: { kind: 'give_back', reason: 'too late' } }), 'fenced');
  },

  'steps of a replay that were begun and never added are counted, until one is added': async ({
    store,
    clock,
    reopen,
  }) => {
    for (let index = 0; index < 4; index += 1) await processed(store, clock.now());
    const request = { filter: {}, mode: 'as_sent', perSecond: 1 } as const;
    const { id } = await store.createReplay(request, clock.now());
    const begin = async (open: Store) => {
      const { items, unfinished } = await open.nextReplayed(id, 3, clock.now());
      return { items, unfinished, messages: items.length };
    };
    const counted = async (open: Store) => (await open.listReplays({ id }, { limit: 1 })).items[0]?.unfinished;
    assert.deepEqual([(await begin(store)).unfinished, (await begin(store)).unfinished], [0, 1]);
    const open = await reopen();
    assert.equal(await counted(open), 2);
    assert.equal((await begin(open)).messages, 3);
    // The next may be the one that ends the process, and is not to condemn those beside it.
    const { items, unfinished, messages } = await begin(open);
    assert.deepEqual([unfinished, messages], [3, 1]);
    const [item] = items;
    assert.ok(item);
    const replayed = { kind: 'skip', reason: 'of this test' } as const;
    assert.equal(await open.addReplayed(id, [{ place: item.place, replayed }], clock.now()), 'done');
    assert.equal(await counted(open), 0);
    assert.deepEqual([(await begin(open)).unfinished, (await begin(open)).messages], [0, 3]);
  },
};

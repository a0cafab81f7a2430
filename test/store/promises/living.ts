import assert from 'node:assert/strict';
import { StoreUnavailable } from '../../../src/store/store.ts';
import type { Promises } from '../conformance.ts';
import { claimOne, hearing, newMessage, processed } from '../messages.ts';

export const living: Promises = {
  'listeners hear of new work and of new deliveries, each by itself, until they stop': async ({ store, clock }) => {
    const heard = hearing(store);
    await store.append(newMessage(clock.now()));
    assert.deepEqual(await heard.since(), ['work']);
    await store.settleWork(await claimOne(store, clock.now()), { end: { kind: 'fail', reason: 'no' } });
    assert.deepEqual(await heard.since(), []);
    await processed(store, clock.now());
    assert.deepEqual(new Set(await heard.since()), new Set(['work', 'deliveries', 'events']));
    await processed(store, clock.now(), []);
    assert.deepEqual(new Set(await heard.since()), new Set(['work', 'events']));
    heard.stop();
    await store.append(newMessage(clock.now()));
    assert.deepEqual(await heard.since(), []);
  },

  'closing finishes what is queued, and later calls reject': async ({ store, clock, reopen }) => {
    // More than an engine commits at once.
    const messages = Array.from({ length: 1_500 }, () => newMessage(clock.now()));
    const appended = Promise.all(messages.map((message) => store.append(message)));
    const closed = store.close();
    await assert.rejects(store.append(newMessage(clock.now())), StoreUnavailable);
    assert.equal((await appended).length, 1_500);
    await closed;
    await store.close();
    await assert.rejects(store.healthy(), StoreUnavailable);
    await assert.rejects(store.listMessages({}, { limit: 1 }), StoreUnavailable);
    await assert.rejects(store.claimWork({ nowMs: 0, leaseMs: 1, limit: 1 }), StoreUnavailable);
    assert.equal((await (await reopen()).backlog()).work, 1_500);
  },

  'closing lets waiting connections go, and what they were promised is owed': async ({ store, clock, reopen }) => {
    const message = newMessage(clock.now());
    await store.append(message);
    const answer = store.resultOf(message.id, 60_000);
    await store.close();
    assert.equal(await answer, undefined);
    assert.equal((await claimOne(await reopen(), clock.now())).answerOwed, true);
  },

  'leases of a process that is gone are void for the next': async ({ store, clock, reopen }) => {
    await processed(store, clock.now());
    const message = newMessage(clock.now());
    await store.append(message);
    await claimOne(store, clock.now());
    await store.claimDeliveries({ sink: 'ledger', nowMs: clock.now(), leaseMs: 60_000, limit: 1 });

    const again = await reopen();
    const claim = await claimOne(again, clock.now());
    assert.equal(claim.message.id, message.id);
    const request = { sink: 'ledger', nowMs: clock.now(), leaseMs: 60_000, limit: 1 };
    assert.equal((await again.claimDeliveries(request)).length, 1);
  },

  'a call that makes no sense fails alone, whatever was committed beside it': async ({ store, clock }) => {
    const first = newMessage(clock.now());
    const twice = newMessage(clock.now(), { id: first.id });
    const third = newMessage(clock.now());
    const [one, two, three] = await Promise.allSettled([first, twice, third].map((each) => store.append(each)));
    assert.equal(one?.status, 'fulfilled');
    assert.ok(two?.status === 'rejected' && !(two.reason instanceof StoreUnavailable));
    assert.equal(three?.status, 'fulfilled');
    await store.healthy();
    assert.equal((await store.listMessages({}, { limit: 10 })).items.length, 2);
  },
};

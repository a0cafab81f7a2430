/** Two stores on one database, as two processes have them. */
import assert from 'node:assert/strict';
import type { Promises } from '../conformance.ts';
import { claimOne, hearing, identity, LEASE_MS, newMessage, processed } from '../messages.ts';

export const sharing: Promises = {
  'of two stores on one database each finds what the other has appended, and a repeat there is one here': async ({
    store,
    clock,
    second,
  }) => {
    const other = await second();
    const push = { identities: [identity('one')] };
    const first = newMessage(clock.now(), push);
    await store.append(first);
    assert.deepEqual(await other.append(newMessage(clock.now(), push)), { outcome: 'duplicate', messageId: first.id });
    assert.equal((await other.showMessage(first.id))?.message.receipts, 2);
  },

  'what one of two stores holds the other one does not claim, and a claim that has passed on is fenced': async ({
    store,
    clock,
    second,
  }) => {
    const other = await second();
    await store.append(newMessage(clock.now()));
    const held = await claimOne(store, clock.now());
    assert.deepEqual(await other.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 9 }), []);
    clock.advance(LEASE_MS + 1);
    await claimOne(other, clock.now());
    assert.equal(await store.settleWork(held, { end: { kind: 'fail', reason: 'late' } }), 'fenced');
  },

  'a result that one of two stores settles answers the connection that waits at the other': async ({
    store,
    clock,
    second,
  }) => {
    const other = await second();
    const message = newMessage(clock.now());
    await store.append(message);
    const answer = store.resultOf(message.id, 5_000);
    const result = { final: true, value: { success: true } };
    await other.settleWork(await claimOne(other, clock.now()), { result });
    clock.advance(1_000);
    assert.deepEqual(await answer, result);
  },

  'a lease is had by one of two stores, and by the other when it is given up': async ({ store, clock, second }) => {
    const other = await second();
    const term = { nowMs: clock.now(), forMs: 60_000 };
    assert.equal(await store.lease('walk', { ...term, holder: 'one' }), true);
    assert.equal(await other.lease('walk', { ...term, holder: 'two' }), false);
    await store.lease('walk', { ...term, holder: 'one', forMs: 0 });
    assert.equal(await other.lease('walk', { ...term, holder: 'two' }), true);
  },

  'a database with one owner refuses a second store, and the first goes on': async ({ store, clock, second }) => {
    await assert.rejects(second(), /in use by another process/);
    const heard = hearing(store);
    await processed(store, clock.now());
    assert.ok((await heard.since()).includes('deliveries'));
  },
};

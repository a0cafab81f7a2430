import assert from 'node:assert/strict';
import type { Promises } from '../conformance.ts';
import { claimOne, LEASE_MS, newMessage, processed } from '../messages.ts';

const DAY_MS = 86_400_000;

export const dating: Promises = {
  'what waits for longer than any wait may be is due, and what waits for less is not': async ({ store, clock }) => {
    await processed(store, clock.now());
    await store.append(newMessage(clock.now()));
    const retry = { dueAtMs: clock.now() + 2 * DAY_MS, reason: 'by a clock that was ahead' };
    await store.settleWork(await claimOne(store, clock.now()), { end: { kind: 'retry', ...retry } });
    const request = { nowMs: clock.now(), leaseMs: LEASE_MS, limit: 9 };
    const [delivery] = await store.claimDeliveries({ ...request, sink: 'ledger' });
    assert.ok(delivery);
    await store.settleDelivery(delivery, { kind: 'retry', dueAtMs: retry.dueAtMs, detail: '503' }, clock.now());

    for (const longestWaitMs of [2 * DAY_MS, DAY_MS]) {
      const found = longestWaitMs === DAY_MS ? 1 : 0;
      assert.equal((await store.claimWork({ ...request, longestWaitMs })).length, found);
      assert.equal((await store.claimDeliveries({ ...request, sink: 'ledger', longestWaitMs })).length, found);
    }
  },

  'work that awaits its result is not due however long that is': async ({ store, clock }) => {
    await store.append(newMessage(clock.now()));
    const claim = await claimOne(store, clock.now());
    await store.settleWork(claim, { answerOwed: true });
    await store.settleWork(claim, { end: { kind: 'await_result', reason: 'somebody decides' } });
    const request = { nowMs: clock.now(), leaseMs: LEASE_MS, limit: 9, longestWaitMs: DAY_MS };
    assert.deepEqual(await store.claimWork(request), []);
    await store.redate({ nowMs: clock.now(), jumpMs: 30 * DAY_MS });
    clock.jump(30 * DAY_MS);
    assert.deepEqual(await store.claimWork({ ...request, nowMs: clock.now() }), []);
  },

  'when the time of day is set forward, waits and leases are as long as before by the new time': async ({
    store,
    clock,
  }) => {
    await store.append(newMessage(clock.now()));
    await store.settleWork(await claimOne(store, clock.now()), {
      end: { kind: 'retry', dueAtMs: clock.now() + 60_000, reason: 'down' },
    });
    await store.append(newMessage(clock.now()));
    const held = await claimOne(store, clock.now());
    await store.redate({ nowMs: clock.now(), jumpMs: 2 * DAY_MS });
    clock.jump(2 * DAY_MS);
    const request = { leaseMs: LEASE_MS, limit: 9 };
    assert.deepEqual(await store.claimWork({ ...request, nowMs: clock.now() + 59_999 }), []);
    const [waited] = await store.claimWork({ ...request, nowMs: clock.now() + 60_000 });
    assert.equal(waited?.attempt, 2);
    assert.deepEqual(await store.extendClaims([held], { nowMs: clock.now(), leaseMs: LEASE_MS }), ['done']);
  },

  'when it is set back, what was due is due, and what waits waits no longer than it was to': async ({
    store,
    clock,
  }) => {
    await processed(store, clock.now());
    await store.append(newMessage(clock.now()));
    await store.redate({ nowMs: clock.now(), jumpMs: -2 * DAY_MS });
    clock.jump(-2 * DAY_MS);
    const request = { nowMs: clock.now(), leaseMs: LEASE_MS, limit: 9 };
    assert.equal((await store.claimWork(request)).length, 1);
    const [delivery] = await store.claimDeliveries({ ...request, sink: 'ledger' });
    assert.ok(delivery);
  },

  'a store that is opened before its last sign of life has what waits dated again by itself': async ({
    store,
    clock,
    reopen,
  }) => {
    assert.equal(store.found.lastSignMs, undefined);
    await processed(store, clock.now());
    await store.append(newMessage(clock.now()));
    const signMs = clock.now();
    await store.healthy();
    clock.jump(-2 * DAY_MS);
    const open = await reopen();
    assert.equal(open.found.lastSignMs, signMs);
    const request = { nowMs: clock.now(), leaseMs: LEASE_MS, limit: 9 };
    assert.equal((await open.claimWork(request)).length, 1);
    assert.equal((await open.claimDeliveries({ ...request, sink: 'ledger' })).length, 1);
  },
};

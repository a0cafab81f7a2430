/** What was tried is settled when the store is back, without waiting for the end of the lease. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import { openDelivering, waitFor } from './delivering.ts';

/** The same store; while `away.now`, it settles nothing. */
function leaving(store: Store, away: { now: boolean }): Store {
  const refuse = () => Promise.reject(new StoreUnavailable('The store is away.', { fatal: false }));
  return {
    ...store,
    settleWork: (claim, steps) => (away.now ? refuse() : store.settleWork(claim, steps)),
    settleDelivery: (claim, outcome, nowMs) => (away.now ? refuse() : store.settleDelivery(claim, outcome, nowMs)),
  };
}

test('an event that was sent while the store was away is settled as soon as the store is back, and is not sent again', async (t) => {
  const { clock, store, start, arrive, count } = await openDelivering(t);
  const away = { now: false };
  const { attempts, log } = start(
    () => {
      away.now = true;
      return { kind: 'delivered', detail: '' };
    },
    {},
    leaving(store, away),
  );
  await arrive('a');
  await waitFor(clock, () => attempts.length === 1);
  await waitFor(clock, () => clock.now() - (attempts[0]?.atMs ?? 0) >= 10_000);
  assert.equal(await count('delivered'), 0);
  assert.deepEqual(
    log.of('store.away').map(({ fields }) => fields),
    [{ loop: 'settling', reason: 'The store is away.' }],
    'said once, and at once',
  );
  away.now = false;
  await waitFor(clock, async () => (await count('delivered')) === 1, { mostMs: 5_000 });
  assert.equal(attempts.length, 1);
});

test('a message that was processed while the store was away has its event as soon as the store is back', async (t) => {
  const { clock, store, start, arrive, count } = await openDelivering(t);
  const away = { now: true };
  start(() => ({ kind: 'delivered', detail: '' }), {}, leaving(store, away));
  await arrive('a');
  const startMs = clock.now();
  await waitFor(clock, () => clock.now() - startMs >= 10_000);
  assert.equal((await store.backlog()).work, 1);
  away.now = false;
  await waitFor(clock, async () => (await count('delivered')) === 1, { mostMs: 5_000 });
});

test('a stop does not wait for a store that is away', async (t) => {
  const { clock, store, start, arrive } = await openDelivering(t);
  const away = { now: false };
  const { attempts, worker } = start(
    () => {
      away.now = true;
      return { kind: 'delivered', detail: '' };
    },
    {},
    leaving(store, away),
  );
  await arrive('a');
  await waitFor(clock, () => attempts.length === 1);
  let stopped = false;
  void worker.stop().then(() => {
    stopped = true;
  });
  await waitFor(clock, () => stopped, { mostMs: 10_000 });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Store } from '../../src/store/store.ts';
import { calm, delivered, openDelivering, waitFor } from './delivering.ts';

test('a gateway that has nothing to do asks its store twice a second, and claims every ten seconds', async (t) => {
  const { clock, store, start, arrive, count } = await openDelivering(t);
  const asked: string[] = [];
  const noted = new Proxy(store, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (!['anyDue', 'claimWork', 'claimDeliveries'].includes(String(name)) || typeof method !== 'function')
        return method;
      return (...args: unknown[]): unknown => {
        asked.push(String(name));
        return Reflect.apply(method, target, args);
      };
    },
  });
  start(() => delivered, {}, noted);
  await arrive('a');
  await waitFor(clock, async () => (await count('delivered')) === 1);
  await waitFor(clock, () => asked.at(-1) === 'anyDue' && asked.at(-2) === 'anyDue');
  asked.length = 0;
  for (let step = 0; step < 60; step += 1) {
    clock.advance(250);
    await calm();
  }
  const times = (name: string) => asked.filter((one) => one === name).length;
  assert.equal(times('anyDue'), 30);
  // Work and suspects; three lanes of the sink and its suspects.
  assert.ok(
    times('claimWork') <= 4 && times('claimDeliveries') <= 8,
    JSON.stringify([times('claimWork'), times('claimDeliveries')]),
  );
});

test('what another gateway makes due without a hint is claimed at the next poll, and so is a claim that failed', async (t) => {
  const { clock, store, start, arrive, count } = await openDelivering(t);
  let fails = true;
  const unhinted: Store = {
    ...store,
    onChange: () => () => {},
    claimWork: (request) => (fails ? Promise.reject(new Error('the answer was lost')) : store.claimWork(request)),
  };
  start(() => delivered, {}, unhinted);
  await calm();
  await arrive('a');
  await waitFor(clock, async () => true);
  fails = false;
  const tookMs = await waitFor(clock, async () => (await count('delivered')) === 1);
  assert.ok(tookMs <= 1_500, `${tookMs} ms`); // A poll for the work, and one for its delivery.
});

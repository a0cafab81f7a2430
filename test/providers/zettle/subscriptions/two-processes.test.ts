/** Two processes on one store: what one of them gets from Zettle serves the other, and they do nothing twice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeptStore } from '../../../../src/providers/kept-values.ts';
import { developmentClient } from '../../../../src/providers/zettle/simulate/mock.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { passing as passClock } from '../../../support/until.ts';
import { contactEmail, statusesOf } from './managed.ts';
import { type Bench, openBench, passing, value } from './source.ts';

test('a signing key that another process kept proves a push here, also as the first that is pushed under it', async (t) => {
  const { mock, start } = await openBench(t);
  const other = await start();
  await start();
  await value(other.subscribing.sync({ prune: false }));
  assert.deepEqual(statusesOf(await mock.publish('PurchaseCreated')), [200]);
});

test('signatures that nobody knows have the keys read four times a second at most, however many come', async (t) => {
  const bench = await openBench(t);
  const { keys, clock } = bench;
  let reads = 0;
  const counted: KeptStore = {
    ...keys,
    kept: (space, key) => {
      reads += 1;
      return keys.kept(space, key);
    },
  };
  await bench.start({ keys: counted });
  const push = strangerOf(bench);
  const many = () => Promise.all(Array.from({ length: 20 }, push));
  reads = 0;
  await passClock(clock, many(), { stepMs: 10, everyMs: 5 });
  const startedMs = clock.monotonic();
  const readBefore = reads;
  assert.deepEqual(new Set(await passClock(clock, many(), { stepMs: 10, everyMs: 5 })), new Set([401]));
  assert.ok(reads > readBefore && reads - readBefore <= 1 + (clock.monotonic() - startedMs) / 250, `${reads} reads`);
});

test('a push signed with a key that another process just kept is proven though a stranger has just had the keys read', async (t) => {
  const bench = await openBench(t);
  const { clock, mock } = bench;
  const other = await bench.start();
  await bench.start();
  assert.equal(await strangerOf(bench)(), 401);
  await value(other.subscribing.sync({ prune: false }));
  assert.deepEqual(statusesOf(await passClock(clock, mock.publish('PurchaseCreated'), { everyMs: 5 })), [200]);
});

test('a push waits no longer than two seconds for keys that a slow store does not give', async (t) => {
  const bench = await openBench(t);
  const { clock, keys } = bench;
  let slow = false;
  await bench.start({ keys: { ...keys, kept: (...asked) => (slow ? new Promise(() => {}) : keys.kept(...asked)) } });
  slow = true;
  const startedMs = clock.monotonic();
  assert.equal(await passClock(clock, strangerOf(bench)(), { everyMs: 5 }), 401);
  assert.ok(clock.monotonic() - startedMs >= 2_000);
});

test('a store that refuses makes no unknown signature good, and it is asked again later', async (t) => {
  const { mock, clock, keys, log, start } = await openBench(t);
  const other = await start();
  let refuses = false;
  await start({
    keys: { ...keys, kept: (space, key) => (refuses ? Promise.reject(new Error('is busy')) : keys.kept(space, key)) },
  });
  await value(other.subscribing.sync({ prune: false }));
  refuses = true;
  assert.deepEqual(statusesOf(await mock.publish('PurchaseCreated')), [401]);
  assert.equal(log.of('signing_keys.not_read').length, 1);
  refuses = false;
  assert.deepEqual(statusesOf(await passClock(clock, mock.publish('PurchaseCreated'), { everyMs: 5 })), [200]);
});

test('a refresh token is exchanged by one process at a time, and the other one uses what came of it', async (t) => {
  const bench = await openBench(t);
  const settings = {
    apiKey: undefined,
    clientSecret: Secret.of(developmentClient.clientSecret),
    refreshToken: Secret.of(developmentClient.refreshToken),
  };
  const both = [await bench.start({ settings }), await bench.start({ settings })];
  for (let round = 0; round < 3; round += 1) {
    const asked = await passing(bench, Promise.all(both.map(({ subscribing }) => subscribing.identity())));
    assert.deepEqual(
      asked.map(({ ok }) => ok),
      [true, true],
    );
    bench.mock.tokens.expireAll();
  }
});

test('a subscription that is missing is created again by one process, not by each that looks', async (t) => {
  const bench = await openBench(t);
  const settings = { recreate: true };
  const both = [await bench.start({ settings }), await bench.start({ settings })];
  await passing(bench, Promise.all(both.map(({ reconciling }) => reconciling.look())));
  assert.equal(bench.mock.subscriptions.all().length, 1);
});

/** Somebody who signs with a key of his own; returns the answer's status. */
function strangerOf({ mock, pushUrl }: Bench): () => Promise<number> {
  const stranger = mock.subscriptions.add({
    uuid: '3f0c7b00-0000-11f0-8000-000000000001',
    transportName: 'WEBHOOK',
    eventNames: [],
    destination: pushUrl,
    contactEmail,
  });
  mock.subscriptions.delete(stranger.uuid); // Its key is shown to nobody.
  return async () => {
    const { headers, body } = mock.pushOf(mock.compose('PurchaseCreated'), stranger);
    return (await fetch(pushUrl, { method: 'POST', headers, body })).status;
  };
}

/** Two processes on one store: what one of them gets from Zettle serves the other, and they do nothing twice. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeptStore } from '../../../../src/providers/kept-values.ts';
import { developmentClient } from '../../../../src/providers/zettle/simulate/mock.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { contactEmail, statusesOf } from './managed.ts';
import { openBench, passing, value } from './source.ts';

test('a signing key that another process kept proves a push here, also as the first that is pushed under it', async (t) => {
  const { mock, start } = await openBench(t);
  const other = await start();
  await start();
  await value(other.subscribing.sync({ prune: false }));
  assert.deepEqual(statusesOf(await mock.publish('PurchaseCreated')), [200]);
});

test('signatures that nobody knows have the keys read once a second at most, however many come', async (t) => {
  const { mock, clock, keys, pushUrl, start } = await openBench(t);
  let reads = 0;
  const counted: KeptStore = {
    ...keys,
    kept: (space, key) => {
      reads += 1;
      return keys.kept(space, key);
    },
  };
  await start({ keys: counted });
  const stranger = mock.subscriptions.add({
    uuid: '3f0c7b00-0000-11f0-8000-000000000001',
    transportName: 'WEBHOOK',
    eventNames: [],
    destination: pushUrl,
    contactEmail,
  });
  const push = async () => {
    const { headers, body } = mock.pushOf(mock.compose('PurchaseCreated'), stranger);
    return (await fetch(pushUrl, { method: 'POST', headers, body })).status;
  };
  const many = () => Promise.all(Array.from({ length: 20 }, push));
  reads = 0;
  assert.deepEqual(new Set([...(await many()), ...(await many())]), new Set([401]));
  assert.equal(reads, 1);
  clock.advance(1_000);
  await many();
  assert.equal(reads, 2);
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
  clock.advance(1_000);
  assert.deepEqual(statusesOf(await mock.publish('PurchaseCreated')), [200]);
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

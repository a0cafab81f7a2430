import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openKeptKeys } from '../../../../src/providers/zettle/subscriptions/kept-keys.ts';
import { openLinks } from '../../../../src/providers/zettle/subscriptions/subscription-links.ts';
import { openSealing } from '../../../../src/trust/sealing.ts';
import { memoryKept } from './memory-kept.ts';

const DAY_MS = 86_400_000;
const key = (subscription: string, label = 'hmac:5d2c8e6a', bytes = [1, 2, 3]) => ({
  subscription,
  label,
  destination: 'https://hooks.example.com/push/zettle/pos',
  sealed: Uint8Array.from(bytes),
});

test('signing keys are listed oldest first, those of one source only', async () => {
  const store = memoryKept();
  const pos = openKeptKeys('pos', store);
  await pos.keep([key('one'), key('two')], 10);
  await pos.keep([key('one', 'hmac:0b3c9a71')], 11);
  await openKeptKeys('till', store).keep([key('three')], 10);
  const kept = await openKeptKeys('pos', store).list();
  assert.deepEqual(
    kept.map(({ subscription, label, keptAtMs }) => [subscription, label, keptAtMs]),
    [
      ['one', 'hmac:5d2c8e6a', 10],
      ['two', 'hmac:5d2c8e6a', 10],
      ['one', 'hmac:0b3c9a71', 11],
    ],
  );
  assert.deepEqual([...(kept[0]?.sealed ?? [])], [1, 2, 3]);
  assert.deepEqual(await openKeptKeys('nobody', store).list(), []);
});

test('a signing key that is kept again is renewed and not doubled', async () => {
  const keys = openKeptKeys('pos', memoryKept());
  await keys.keep([key('one')], 10);
  await keys.keep([{ ...key('one', undefined, [9]), destination: 'https://other.example.com/' }], 11);
  const kept = await keys.list();
  assert.deepEqual(
    kept.map(({ destination, sealed, keptAtMs }) => [destination, [...sealed], keptAtMs]),
    [['https://other.example.com/', [9], 10]],
  );
});

test('keys of a subscription that is gone are forgotten after their time, and not when it came back', async () => {
  const store = memoryKept();
  const keys = openKeptKeys('pos', store);
  const goneAtMs = 1_000;
  await keys.keep([key('gone'), key('back'), key('there')], goneAtMs);
  await keys.noteGone(['gone', 'back'], goneAtMs);
  await keys.noteGone(['gone'], goneAtMs + DAY_MS); // The first time counts.
  await keys.keep([key('back', 'hmac:0b3c9a71')], goneAtMs + DAY_MS);
  assert.deepEqual(
    (await keys.list()).map((one) => [one.subscription, one.goneAtMs]),
    [
      ['gone', goneAtMs],
      ['back', undefined],
      ['there', undefined],
      ['back', undefined],
    ],
  );
  assert.equal(await keys.forget(goneAtMs), 0);
  assert.equal(await openKeptKeys('till', store).forget(goneAtMs + 1), 0);
  assert.equal(await keys.forget(goneAtMs + 1), 1);
  assert.equal((await keys.list()).length, 3);
});

test('two who keep keys of one source at the same time both have theirs kept', async () => {
  const store = memoryKept();
  const labels = ['a', 'b', 'c', 'd'];
  await Promise.all(labels.map((label) => openKeptKeys('pos', store).keep([key('one', label)], 10)));
  assert.deepEqual((await openKeptKeys('pos', store).list()).map(({ label }) => label).toSorted(), labels);
});

test('a declared subscription has one link, the last one, and every source can see it', async () => {
  const store = memoryKept();
  const keeping = { store, sealing: openSealing('plain'), now: () => 0 };
  const links = await openLinks('pos', keeping);
  await links.link('purchases', 'one', 'chosen');
  await links.link('purchases', 'two', 'chosen');
  await links.link('purchases', 'two', 'made');
  const again = await openLinks('pos', keeping);
  assert.deepEqual([...again.own.values()], [{ name: 'purchases', subscription: 'two', state: 'made' }]);
  assert.deepEqual([...(await again.elsewhere())], []);
  assert.deepEqual([...(await (await openLinks('till', keeping)).elsewhere())], [['two', 'pos']]);
});

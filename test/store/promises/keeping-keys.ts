import assert from 'node:assert/strict';
import type { Promises } from '../conformance.ts';
import { newMessage } from '../messages.ts';

const DAY_MS = 86_400_000;
const key = (subscription: string, label = 'hmac:5d2c8e6a', bytes = [1, 2, 3]) => ({
  subscription,
  label,
  destination: 'https://hooks.example.com/push/zettle/pos',
  sealed: Uint8Array.from(bytes),
});

export const keepingKeys: Promises = {
  'signing keys are there after a reopen, oldest first, those of one source only': async ({ store, clock, reopen }) => {
    const nowMs = clock.now();
    await store.keepSigningKeys('pos', [key('one'), key('two')], nowMs);
    await store.keepSigningKeys('pos', [key('one', 'hmac:0b3c9a71')], nowMs + 1);
    await store.keepSigningKeys('till', [key('three')], nowMs);
    const reopened = await reopen();
    const kept = await reopened.listSigningKeys('pos');
    assert.deepEqual(
      kept.map(({ subscription, label, keptAtMs }) => [subscription, label, keptAtMs]),
      [
        ['one', 'hmac:5d2c8e6a', nowMs],
        ['two', 'hmac:5d2c8e6a', nowMs],
        ['one', 'hmac:0b3c9a71', nowMs + 1],
      ],
    );
    assert.deepEqual([...(kept[0]?.sealed ?? [])], [1, 2, 3]);
    assert.deepEqual(await reopened.listSigningKeys('nobody'), []);
  },

  'a signing key that is kept again is renewed and not doubled': async ({ store, clock }) => {
    await store.keepSigningKeys('pos', [key('one')], clock.now());
    const moved = { ...key('one', undefined, [9]), destination: 'https://other.example.com/' };
    await store.keepSigningKeys('pos', [moved], clock.now() + 1);
    const kept = await store.listSigningKeys('pos');
    assert.deepEqual(
      kept.map(({ destination, sealed, keptAtMs }) => [destination, [...sealed], keptAtMs]),
      [['https://other.example.com/', [9], clock.now()]],
    );
  },

  'keys of a subscription that is gone are forgotten after their time, and not when it came back': async ({
    store,
    clock,
  }) => {
    const goneAtMs = clock.now();
    await store.keepSigningKeys('pos', [key('gone'), key('back'), key('there')], goneAtMs);
    await store.noteSubscriptionsGone('pos', ['gone', 'back'], goneAtMs);
    await store.noteSubscriptionsGone('pos', ['gone'], goneAtMs + DAY_MS); // The first time counts.
    await store.keepSigningKeys('pos', [key('back', 'hmac:0b3c9a71')], goneAtMs + DAY_MS);
    const times = (await store.listSigningKeys('pos')).map((one) => [one.subscription, one.goneAtMs]);
    assert.deepEqual(times, [
      ['gone', goneAtMs],
      ['back', undefined],
      ['there', undefined],
      ['back', undefined],
    ]);
    assert.equal(await store.forgetSigningKeys('pos', goneAtMs), 0);
    assert.equal(await store.forgetSigningKeys('till', goneAtMs + 1), 0);
    assert.equal(await store.forgetSigningKeys('pos', goneAtMs + 1), 1);
    assert.equal((await store.listSigningKeys('pos')).length, 3);
  },

  'a declared subscription has one link, the last one, and every source can see it': async ({ store, reopen }) => {
    const link = { source: 'pos', name: 'purchases', subscription: 'one', state: 'chosen' } as const;
    await store.linkSubscription(link);
    await store.linkSubscription({ ...link, subscription: 'two' });
    await store.linkSubscription({ ...link, subscription: 'two', state: 'made' });
    await store.linkSubscription({ ...link, source: 'till' });
    const reopened = await reopen();
    assert.deepEqual(await reopened.listSubscriptionLinks(), [
      { ...link, subscription: 'two', state: 'made' },
      { ...link, source: 'till' },
    ]);
  },

  'of refresh tokens the newest is there after a reopen': async ({ store, clock, reopen }) => {
    await store.keepRefreshToken('pos', Uint8Array.of(1), clock.now());
    await store.keepRefreshToken('pos', Uint8Array.of(2), clock.now());
    const reopened = await reopen();
    assert.deepEqual([...((await reopened.refreshToken('pos')) ?? [])], [2]);
    assert.equal(await reopened.refreshToken('till'), undefined);
  },

  'a message tells which credentials vouched for it when it came first': async ({ store, clock }) => {
    const message = newMessage(clock.now(), { proofs: [{ credential: 'hmac:5d2c8e6a' }, { credential: 'a label' }] });
    await store.append(message);
    const shown = await store.showMessage(message.id);
    assert.deepEqual(shown?.message.credentials, ['hmac:5d2c8e6a', 'a label']);
  },

  'secrets of a source are sealed in place, together with since when, which a reopen keeps': async ({
    store,
    clock,
    reopen,
  }) => {
    const nowMs = clock.now();
    await store.keepSigningKeys('pos', [key('one'), key('two')], nowMs);
    await store.noteSubscriptionsGone('pos', ['one'], nowMs);
    await store.keepRefreshToken('pos', Uint8Array.of(1), nowMs);
    await store.keepRefreshToken('till', Uint8Array.of(2), nowMs);
    assert.equal(await store.sealedSince('pos'), undefined);
    const signingKeys = [{ subscription: 'one', label: 'hmac:5d2c8e6a', sealed: Uint8Array.of(7) }];
    await store.sealSource('pos', { signingKeys, refreshToken: Uint8Array.of(8), sinceMs: nowMs + 1 });
    const reopened = await reopen();
    assert.deepEqual(
      (await reopened.listSigningKeys('pos')).map(({ sealed, goneAtMs, keptAtMs }) => [
        [...sealed],
        goneAtMs,
        keptAtMs,
      ]),
      [
        [[7], nowMs, nowMs],
        [[1, 2, 3], undefined, nowMs],
      ],
    );
    assert.deepEqual([...((await reopened.refreshToken('pos')) ?? [])], [8]);
    assert.deepEqual([...((await reopened.refreshToken('till')) ?? [])], [2]);
    assert.deepEqual([await reopened.sealedSince('pos'), await reopened.sealedSince('till')], [nowMs + 1, undefined]);
    await reopened.sealSource('pos', { signingKeys: [] });
    assert.equal(await reopened.sealedSince('pos'), undefined);
  },
};

import assert from 'node:assert/strict';
import type { Promises } from '../conformance.ts';
import { claimOne, identity, newMessage } from '../messages.ts';

const HOUR_MS = 3_600_000;

export const appending: Promises = {
  'a stored message is there byte for byte after the store was closed and opened again': async ({
    store,
    clock,
    reopen,
  }) => {
    const bytes = Uint8Array.from({ length: 4_096 }, (_, index) => index % 256);
    const message = newMessage(clock.now(), { bytes, headers: { 'x-odd': 'ü, "quoted"' } });
    assert.deepEqual(await store.append(message), { outcome: 'stored', messageId: message.id });

    const shown = await (await reopen()).showMessage(message.id);
    assert.deepEqual(Uint8Array.from(shown?.message.bytes ?? []), bytes);
    assert.deepEqual(shown?.message.headers, { 'x-odd': 'ü, "quoted"' });
    assert.equal(shown?.message.state, 'received');
    assert.equal(shown?.message.receivedAtMs, message.receivedAtMs);
  },

  'an empty body is stored as an empty body': async ({ store, clock }) => {
    const message = newMessage(clock.now(), { bytes: new Uint8Array() });
    await store.append(message);
    assert.equal((await store.showMessage(message.id))?.message.bytes.byteLength, 0);
  },

  'a body that is a view into a larger buffer is stored as what the view shows': async ({ store, clock }) => {
    const large = Buffer.from('before|the body|after');
    const message = newMessage(clock.now(), { bytes: large.subarray(7, 15) });
    await store.append(message);
    const shown = await store.showMessage(message.id);
    assert.equal(Buffer.from(shown?.message.bytes ?? []).toString(), 'the body');
    assert.equal((await claimOne(store, clock.now())).message.bytes.byteLength, 8);
    assert.equal(large.toString(), 'before|the body|after');
  },

  'of 50 appends of one identity at once one is stored, and all 50 have receipts': async ({ store, clock }) => {
    const messages = Array.from({ length: 50 }, () => newMessage(clock.now(), { identities: [identity('one')] }));
    const appended = await Promise.all(messages.map((message) => store.append(message)));
    const stored = appended.filter((one) => one.outcome === 'stored');
    assert.equal(stored.length, 1);
    const id = stored[0]?.messageId ?? '';
    assert.equal(appended.filter((one) => one.outcome === 'duplicate' && one.messageId === id).length, 49);

    const shown = await store.showMessage(id);
    assert.equal(shown?.message.receipts, 50);
    assert.equal(shown?.receiptsAtMs.length, 50);
    assert.equal((await store.claimWork({ nowMs: clock.now(), leaseMs: 1, limit: 50 })).length, 1);
  },

  'a nonce is refused the second time and nothing of that push is kept': async ({ store, clock }) => {
    const proofs = [{ credential: 'oauth1:test', nonce: { key: 'n-1', expiresAtMs: clock.now() + HOUR_MS } }];
    await store.append(newMessage(clock.now(), { proofs }));
    const second = newMessage(clock.now(), { proofs });
    assert.deepEqual(await store.append(second), { outcome: 'nonce_reused' });
    assert.equal(await store.showMessage(second.id), undefined);
    assert.equal((await store.credentialUses('shipping'))[0]?.uses, 1);
  },

  'a nonce with the same identity within a minute is a repeat of the same request, and later it is refused': async ({
    store,
    clock,
    reopen,
  }) => {
    const push = () =>
      newMessage(clock.now(), {
        identities: [identity('one')],
        proofs: [{ credential: 'oauth1:test', nonce: { key: 'n-1', expiresAtMs: HOUR_MS + firstAtMs } }],
      });
    const firstAtMs = clock.now();
    const first = push();
    assert.equal((await store.append(first)).outcome, 'stored');
    assert.deepEqual(await store.append(push()), { outcome: 'duplicate', messageId: first.id });
    const again = await reopen();
    clock.advance(60_000);
    assert.deepEqual(await again.append(push()), { outcome: 'duplicate', messageId: first.id });
    const shown = await again.showMessage(first.id);
    assert.equal(shown?.message.receipts, 3);
    assert.equal((await again.credentialUses('shipping'))[0]?.uses, 3);
    // A minute after the first, not after the last: copies do not keep each other alive.
    clock.advance(1);
    assert.deepEqual(await again.append(push()), { outcome: 'nonce_reused' });
    assert.equal((await again.claimWork({ nowMs: clock.now(), leaseMs: 1, limit: 50 })).length, 1);
  },

  'a nonce with one identity more, one less, or another binding is refused within that minute': async ({
    store,
    clock,
  }) => {
    const proofs = [{ credential: 'oauth1:test', nonce: { key: 'n-1', expiresAtMs: clock.now() + HOUR_MS } }];
    const [one, two] = [identity('one'), identity('two')];
    await store.append(newMessage(clock.now(), { proofs, identities: [one] }));
    for (const identities of [[two], [one, two], [], [{ ...one, binding: 'something else' }]]) {
      const other = newMessage(clock.now(), { proofs, identities });
      assert.deepEqual(await store.append(other), { outcome: 'nonce_reused' });
      assert.equal(await store.showMessage(other.id), undefined);
    }
  },

  'the same request again hears the first answer even where a resend would be work anew': async ({ store, clock }) => {
    const identities = [identity('one')];
    const push = (nonce: string) =>
      newMessage(clock.now(), {
        identities,
        proofs: [{ credential: 'oauth1:test', nonce: { key: nonce, expiresAtMs: clock.now() + HOUR_MS } }],
      });
    const first = push('n-1');
    await store.append(first);
    const claim = await claimOne(store, clock.now());
    await store.settleWork(claim, { result: { final: false, value: { success: false } } });
    assert.deepEqual(await store.append(push('n-1')), { outcome: 'duplicate', messageId: first.id });
    assert.deepEqual(await store.resultOf(first.id, 0), { final: false, value: { success: false } });
    const resend = push('n-2');
    assert.deepEqual(await store.append(resend), { outcome: 'stored', messageId: resend.id });
  },

  'of two pushes with one nonce in the same moment one is refused': async ({ store, clock }) => {
    const proofs = [{ credential: 'oauth1:test', nonce: { key: 'n-1', expiresAtMs: clock.now() + HOUR_MS } }];
    const both = [newMessage(clock.now(), { proofs }), newMessage(clock.now(), { proofs })];
    const appended = await Promise.all(both.map((message) => store.append(message)));
    assert.deepEqual(appended.map((one) => one.outcome).sort(), ['nonce_reused', 'stored']);
  },

  'a nonce belongs to its source, survives a restart, and may come again once it has expired': async ({
    store,
    clock,
    reopen,
  }) => {
    const proofs = [{ credential: 'oauth1:test', nonce: { key: 'n-1', expiresAtMs: clock.now() + HOUR_MS } }];
    await store.append(newMessage(clock.now(), { proofs }));
    assert.equal((await store.append(newMessage(clock.now(), { proofs, source: 'other' }))).outcome, 'stored');

    const again = await reopen();
    clock.advance(HOUR_MS - 1);
    assert.equal((await again.append(newMessage(clock.now(), { proofs }))).outcome, 'nonce_reused');
    clock.advance(1);
    assert.equal((await again.append(newMessage(clock.now(), { proofs }))).outcome, 'stored');
  },

  'each credential that vouched is counted with its first and last time, for repeats as well': async ({
    store,
    clock,
  }) => {
    const proofs = [{ credential: 'bearer:5d2c8e6a' }, { credential: 'client-certificate' }];
    const identities = [identity('one')];
    const firstUsedAtMs = clock.now();
    await store.append(newMessage(clock.now(), { proofs, identities }));
    clock.advance(5);
    await store.append(newMessage(clock.now(), { identities, proofs: [{ credential: 'bearer:5d2c8e6a' }] }));
    await store.append(newMessage(clock.now(), { source: 'other' }));
    assert.deepEqual(await store.credentialUses('shipping'), [
      { credential: 'bearer:5d2c8e6a', uses: 2, firstUsedAtMs, lastUsedAtMs: clock.now() },
      { credential: 'client-certificate', uses: 1, firstUsedAtMs, lastUsedAtMs: firstUsedAtMs },
    ]);
    assert.deepEqual(await store.credentialUses('nobody'), []);
  },

  'uses without a message are added to those with one, and the first and the last time stay the earliest and the latest':
    async ({ store, clock, reopen }) => {
      const credential = 'bearer:5d2c8e6a';
      const atMs = clock.now();
      await store.append(newMessage(atMs, { proofs: [{ credential }] }));
      await store.countUses('shipping', [
        { credential, uses: 3, firstUsedAtMs: atMs - 7, lastUsedAtMs: atMs - 2 },
        { credential: 'certificate:0b3c9a71', uses: 1, firstUsedAtMs: atMs, lastUsedAtMs: atMs },
      ]);
      await store.countUses('shipping', [{ credential, uses: 2, firstUsedAtMs: atMs + 1, lastUsedAtMs: atMs + 9 }]);
      await store.countUses('other', [{ credential, uses: 1, firstUsedAtMs: atMs, lastUsedAtMs: atMs }]);
      const again = await reopen();
      assert.deepEqual(await again.credentialUses('shipping'), [
        { credential, uses: 6, firstUsedAtMs: atMs - 7, lastUsedAtMs: atMs + 9 },
        { credential: 'certificate:0b3c9a71', uses: 1, firstUsedAtMs: atMs, lastUsedAtMs: atMs },
      ]);
      assert.deepEqual((await again.listMessages({}, { limit: 2 })).items.length, 1);
    },
};

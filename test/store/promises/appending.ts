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
};

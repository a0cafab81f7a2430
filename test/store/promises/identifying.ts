import assert from 'node:assert/strict';
import type { Promises } from '../conformance.ts';
import { identity, newMessage, statusIdentity } from '../messages.ts';

const DAY_MS = 86_400_000;

export const identifying: Promises = {
  'the same key at another source is another message': async ({ store, clock }) => {
    const identities = [identity('one')];
    await store.append(newMessage(clock.now(), { identities }));
    const other = await store.append(newMessage(clock.now(), { identities, source: 'other' }));
    assert.equal(other.outcome, 'stored');
  },

  'names that differ only in a NUL, and in the symbol for one, belong to different messages': async ({
    store,
    clock,
  }) => {
    const names = ['a\0b', 'a␀b', 'a\0\u0001b', 'a␀\u0001b', 'a␀\u0002b', '\0'.repeat(600), '␀'.repeat(600)];
    const messages = names.map((key) => newMessage(clock.now(), { identities: [identity(key)], target: `/${key}` }));
    for (const message of messages) assert.equal((await store.append(message)).outcome, 'stored');
    for (const [place, key] of names.entries()) {
      const repeat = newMessage(clock.now(), { identities: [identity(key)] });
      assert.deepEqual(await store.append(repeat), { outcome: 'duplicate', messageId: messages[place]?.id });
      assert.equal((await store.showMessage(messages[place]?.id ?? ''))?.message.target, `/${key}`);
    }
  },

  'a key that is bound to something else is stored in quarantine without work': async ({ store, clock }) => {
    const first = newMessage(clock.now(), { identities: [identity('sig', { kind: 'signature', binding: 'A' })] });
    await store.append(first);
    const forged = newMessage(clock.now(), { identities: [identity('sig', { kind: 'signature', binding: 'B' })] });
    assert.deepEqual(await store.append(forged), {
      outcome: 'conflict',
      messageId: forged.id,
      conflictsWith: first.id,
      identity: 'signature',
    });

    const shown = await store.showMessage(forged.id);
    assert.equal(shown?.message.state, 'quarantined');
    assert.equal(shown?.message.conflictsWith, first.id);
    assert.match(shown?.message.reason ?? '', /signature/);
    const work = await store.claimWork({ nowMs: clock.now(), leaseMs: 1, limit: 10 });
    assert.deepEqual(
      work.map((claim) => claim.message.id),
      [first.id],
    );
  },

  'a binding may be any text, also that of its key: only the same one is a repeat': async ({ store, clock }) => {
    const texts = ['key', '=', '==', '=key', ''];
    for (const [place, key] of texts.entries())
      for (const first of texts)
        for (const second of texts) {
          const parts = (binding: string) => ({
            source: `${place} ${first} ${second}`,
            identities: [identity(key, { binding })],
          });
          await store.append(newMessage(clock.now(), parts(first)));
          const { outcome } = await store.append(newMessage(clock.now(), parts(second)));
          assert.equal(outcome, first === second ? 'duplicate' : 'conflict', JSON.stringify({ key, first, second }));
        }
  },

  'a conflict that is sent again adds a receipt and not another message': async ({ store, clock }) => {
    await store.append(newMessage(clock.now(), { identities: [identity('sig', { binding: 'A' })] }));
    const forged = [1, 2, 3].map(() => newMessage(clock.now(), { identities: [identity('sig', { binding: 'B' })] }));
    const appended = await Promise.all(forged.map((message) => store.append(message)));
    for (const one of appended) assert.ok(one.outcome === 'conflict' && one.messageId === forged[0]?.id);
    assert.equal((await store.showMessage(forged[0]?.id ?? ''))?.message.receipts, 3);
    assert.equal((await store.listMessages({}, { limit: 10 })).items.length, 2);
  },

  'a conflict of one identity outweighs the repeat of another, in whichever order they stand': async ({
    store,
    clock,
  }) => {
    const [uuid, signature] = [identity('u', { kind: 'uuid' }), identity('s', { kind: 'signature', binding: 'A' })];
    await store.append(newMessage(clock.now(), { identities: [uuid, signature] }));
    for (const binding of ['B', 'C']) {
      const mixed = [uuid, { ...signature, binding }];
      const identities = binding === 'B' ? mixed : mixed.reverse();
      assert.equal((await store.append(newMessage(clock.now(), { identities }))).outcome, 'conflict');
    }
  },

  'a repeat under a new signature is a repeat, and that signature is taken from then on': async ({ store, clock }) => {
    const push = (uuid: string, signature: string) =>
      newMessage(clock.now(), {
        identities: [identity(uuid, { kind: 'uuid' }), identity(signature, { kind: 'signature', binding: uuid })],
      });
    const first = push('u-1', 's-1');
    await store.append(first);
    assert.deepEqual(await store.append(push('u-1', 's-2')), { outcome: 'duplicate', messageId: first.id });
    const stolen = await store.append(push('u-2', 's-2'));
    assert.ok(stolen.outcome === 'conflict' && stolen.conflictsWith === first.id);
    // The refused push took no name: u-2 is still free.
    assert.equal((await store.append(push('u-2', 's-3'))).outcome, 'stored');
  },

  'the same bytes after another value of the topic are a new message, flagged as a possible repeat': async ({
    store,
    clock,
  }) => {
    const push = (status: string) => newMessage(clock.now(), { identities: [statusIdentity('3SABC', status)] });
    const scanned = push('SCANNED');
    await store.append(scanned);
    assert.deepEqual(await store.append(push('SCANNED')), { outcome: 'duplicate', messageId: scanned.id });
    assert.equal((await store.append(push('DELIVERED'))).outcome, 'stored');

    const again = push('SCANNED');
    assert.deepEqual(await store.append(again), {
      outcome: 'stored',
      messageId: again.id,
      possibleRepeatOf: scanned.id,
    });
    assert.equal((await store.showMessage(again.id))?.message.possibleRepeatOf, scanned.id);
    assert.deepEqual(await store.append(push('SCANNED')), { outcome: 'duplicate', messageId: again.id });
  },

  'another value of another topic does not make a repeat new': async ({ store, clock }) => {
    const push = (barcode: string, status: string) =>
      newMessage(clock.now(), { identities: [statusIdentity(barcode, status)] });
    await store.append(push('3SABC', 'SCANNED'));
    await store.append(push('3SXYZ', 'DELIVERED'));
    assert.equal((await store.append(push('3SABC', 'SCANNED'))).outcome, 'duplicate');
  },

  'a key is forgotten when its window has passed since its last new message, not since its last repeat': async ({
    store,
    clock,
  }) => {
    const push = (binding = 'same') =>
      newMessage(clock.now(), { identities: [identity('one', { windowMs: DAY_MS, binding })] });
    const first = push();
    await store.append(first);
    clock.advance(DAY_MS - 1);
    assert.equal((await store.append(push())).outcome, 'duplicate');
    clock.advance(1);
    const late = push();
    assert.deepEqual(await store.append(late), {
      outcome: 'stored',
      messageId: late.id,
      possibleRepeatOf: first.id,
    });
    clock.advance(DAY_MS);
    assert.equal((await store.append(push('other'))).outcome, 'stored');
  },
};

import assert from 'node:assert/strict';
import type { Promises } from '../conformance.ts';
import { newMessage } from '../messages.ts';

const bytes = (...all: number[]) => Uint8Array.from(all);

export const keeping: Promises = {
  'a kept value is there after a reopen, byte for byte, and only under its own space and key': async ({
    store,
    reopen,
  }) => {
    assert.equal(await store.kept('keys', 'pos'), undefined);
    assert.equal(await store.keep('keys', 'pos', { value: bytes(0, 1, 255), version: 0 }), 'kept');
    assert.equal(await store.keep('keys', 'till', { value: bytes(7), version: 0 }), 'kept');
    const reopened = await reopen();
    assert.deepEqual([...((await reopened.kept('keys', 'pos'))?.value ?? [])], [0, 1, 255]);
    assert.equal(await reopened.kept('tokens', 'pos'), undefined);
    assert.deepEqual(
      (await reopened.listKept('keys')).map(({ key, value }) => [key, [...value]]),
      [
        ['pos', [0, 1, 255]],
        ['till', [7]],
      ],
    );
    assert.deepEqual(await reopened.listKept('tokens'), []);
  },

  'of many who read the same version of a kept value one keeps his, and the others are told': async ({ store }) => {
    const first = await Promise.all([1, 2, 3].map((n) => store.keep('keys', 'pos', { value: bytes(n), version: 0 })));
    assert.deepEqual(first.toSorted(), ['changed', 'changed', 'kept']);
    const { version = 0 } = (await store.kept('keys', 'pos')) ?? {};
    const second = await Promise.all([4, 5].map((n) => store.keep('keys', 'pos', { value: bytes(n), version })));
    assert.deepEqual(second.toSorted(), ['changed', 'kept']);
    const [won] = [4, 5].filter((_, index) => second[index] === 'kept');
    assert.deepEqual([...((await store.kept('keys', 'pos'))?.value ?? [])], [won]);
  },

  'a kept value that was forgotten and kept again has another version than before': async ({ store }) => {
    await store.keep('keys', 'pos', { value: bytes(1), version: 0 });
    const before = await store.kept('keys', 'pos');
    assert.ok(before);
    assert.equal(await store.keep('keys', 'pos', { value: undefined, version: before.version + 1 }), 'changed');
    assert.equal(await store.keep('keys', 'pos', { value: undefined, version: before.version }), 'kept');
    assert.equal(await store.kept('keys', 'pos'), undefined);
    assert.deepEqual(await store.listKept('keys'), []);
    assert.equal(await store.keep('keys', 'pos', { value: bytes(2), version: 0 }), 'kept');
    assert.equal(await store.keep('keys', 'pos', { value: bytes(3), version: before.version }), 'changed');
    assert.deepEqual([...((await store.kept('keys', 'pos'))?.value ?? [])], [2]);
  },

  'of many who ask for a lease one has it, until its term is over or it is given up': async ({ store, clock }) => {
    const take = (holder: string, forMs = 1_000, name = 'retention') =>
      store.lease(name, { holder, nowMs: clock.now(), forMs });
    assert.deepEqual((await Promise.all(['a', 'b', 'c'].map((one) => take(one)))).toSorted(), [false, false, true]);
    await Promise.all(['a', 'b', 'c'].map((one) => take(one, 0)));
    assert.equal(await take('a'), true);
    assert.equal(await take('b', 1_000, 'another name'), true);
    clock.advance(999);
    assert.deepEqual([await take('b'), await take('a')], [false, true], 'its holder renews it');
    clock.advance(999);
    assert.equal(await take('b', 0), false);
    assert.equal(await take('b'), false, 'only its holder gives it up');
    clock.advance(1);
    assert.deepEqual([await take('b'), await take('a')], [true, false]);
  },

  'a lease ends as late as it was meant when the time of day is set': async ({ store, clock }) => {
    const take = (holder: string) => store.lease('retention', { holder, nowMs: clock.now(), forMs: 1_000 });
    assert.equal(await take('a'), true);
    await store.redate({ nowMs: clock.now(), jumpMs: 3_600_000 });
    clock.jump(3_600_000);
    assert.equal(await take('b'), false);
    clock.advance(1_000);
    assert.equal(await take('b'), true);
  },

  'a message tells which credentials vouched for it when it came first': async ({ store, clock }) => {
    const message = newMessage(clock.now(), { proofs: [{ credential: 'hmac:5d2c8e6a' }, { credential: 'a label' }] });
    await store.append(message);
    const shown = await store.showMessage(message.id);
    assert.deepEqual(shown?.message.credentials, ['hmac:5d2c8e6a', 'a label']);
  },
};

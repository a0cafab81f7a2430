/** Ids of the mocks: a seed repeats them, and a time-based one tells its time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { validate, version } from 'uuid';
import { openRandom } from '../../src/simulate/random.ts';

/** 100 ns steps since 1582-10-15, from the fields of a UUID of version 1. */
function stepsOf(uuid: string): bigint {
  const [low = '', middle = '', high = ''] = uuid.split('-');
  return BigInt(`0x${high.slice(1)}${middle}${low}`);
}

test('a seed repeats its ids, which are of version 1 and 4, and one of version 1 tells its time to the millisecond', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 4_102_444_800_000 }), (seed, atMs) => {
      const [one, same] = [openRandom(seed), openRandom(seed)];
      const ids = [one.uuid(), one.uuid1(atMs), one.uuid1(atMs)];
      assert.deepEqual([same.uuid(), same.uuid1(atMs), same.uuid1(atMs)], ids);
      assert.deepEqual(ids.map(validate), [true, true, true]);
      assert.deepEqual(ids.map(version), [4, 1, 1]);
      assert.equal(new Set(ids).size, 3);
      assert.equal(stepsOf(ids[1] ?? '') / 10_000n - 12_219_292_800_000n, BigInt(atMs));
    }),
  );
});

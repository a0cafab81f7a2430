/** What the embedded store remembers of its last writes is bounded, in number and in bytes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recentWrites } from '../../src/store/shared/recent-writes.ts';

test('the newest are kept, as many as may be', () => {
  const kept = recentWrites<number>({ items_max: 2, bytes_max: 100 });
  for (const n of [1, 2, 3]) kept.put(`n${n}`, n, 1);
  assert.deepEqual(['n1', 'n2', 'n3'].map(kept.get), [undefined, 2, 3]);
});

test('the newest are kept, as heavy as all of them may be; one that is heavier alone is not', () => {
  const kept = recentWrites<number>({ items_max: 10, bytes_max: 100 });
  kept.put('a', 1, 60);
  kept.put('b', 2, 40);
  assert.deepEqual(['a', 'b'].map(kept.get), [1, 2]);
  kept.put('c', 3, 1);
  assert.deepEqual(['a', 'b', 'c'].map(kept.get), [undefined, 2, 3]);
  kept.put('d', 4, 101);
  assert.deepEqual(['b', 'c', 'd'].map(kept.get), [2, 3, undefined]);
});

test('what is dropped or put again makes room once', () => {
  const kept = recentWrites<number>({ items_max: 10, bytes_max: 100 });
  kept.put('a', 1, 60);
  kept.put('a', 2, 60);
  kept.put('b', 3, 40);
  assert.deepEqual(['a', 'b'].map(kept.get), [2, 3]);
  kept.drop('a');
  kept.drop('a');
  kept.put('c', 4, 60);
  kept.put('d', 5, 1);
  assert.deepEqual(['a', 'b', 'c', 'd'].map(kept.get), [undefined, undefined, 4, 5]);
});

/** Whether what a pager took counts as shown. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isShownByPager } from '../../src/cli/pager.ts';

const shownBy = (pager: string, text = 'a line\n') => {
  const before = process.env.PUSHDOCK_PAGER;
  process.env.PUSHDOCK_PAGER = pager;
  try {
    return isShownByPager(text);
  } finally {
    if (before === undefined) delete process.env.PUSHDOCK_PAGER;
    else process.env.PUSHDOCK_PAGER = before;
  }
};

test('a reader who leaves the pager early does not get all of it a second time', () => {
  // More than a pipe holds, so that writing fails when the pager ends.
  assert.equal(shownBy('true', 'a line\n'.repeat(500_000)), true);
  assert.equal(shownBy('false'), true);
});

test('what no pager could show is written as it is', () => {
  assert.equal(shownBy('no-such-pager-anywhere'), false);
  assert.equal(shownBy('/dev/null'), false); // Not executable: the shell ends with 126.
  assert.equal(shownBy('cat'), false);
});

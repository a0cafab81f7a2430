import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openClosing } from '../../src/running/closing.ts';

test('stages are closed in their named order, whatever was opened first, and one waits for the one before it', async () => {
  const closed: string[] = [];
  let ended = () => {};
  const slow = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const closing = openClosing(['taking', 'working', 'keeping']);
  closing.add('keeping', () => closed.push('store'));
  closing.add('working', async () => {
    closed.push('worker begins');
    await slow;
    closed.push('worker');
  });
  closing.add('working', () => closed.push('replays'));
  closing.add('taking', () => closed.push('listener'));
  const done = closing.close();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(closed, ['listener', 'worker begins', 'replays']);
  ended();
  await done;
  assert.deepEqual(closed, ['listener', 'worker begins', 'replays', 'worker', 'store']);
});

test('what could not be closed is heard of', async () => {
  const closing = openClosing(['only']);
  closing.add('only', () => {
    throw new Error('no');
  });
  await assert.rejects(closing.close(), /no/);
});

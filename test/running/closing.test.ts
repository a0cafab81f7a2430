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

test('a part that cannot be closed is reported, and everything else is closed all the same', async () => {
  const closed: string[] = [];
  const closing = openClosing(['first', 'last']);
  closing.add('first', () => {
    throw new Error('no');
  });
  closing.add('first', () => closed.push('beside it'));
  closing.add('last', () => closed.push('store'));
  await assert.rejects(closing.close(), /no/);
  assert.deepEqual(closed, ['beside it', 'store']);
});

/** One timer for many calls: each late one is told so at its time, and no other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openDeadlines } from '../../src/running/deadlines.ts';
import { manualClock } from './manual-clock.ts';

const settled = async () => {
  for (let n = 0; n < 5; n += 1) await turn();
};

test('a call that takes too long is late when its own time is over, whatever became of those before it', async () => {
  const clock = manualClock();
  const deadlines = openDeadlines(1000, clock);
  const late: string[] = [];
  const first = deadlines.watch(() => late.push('first'));
  clock.advance(400);
  deadlines.watch(() => late.push('second'));
  clock.advance(100);
  const third = deadlines.watch(() => late.push('third'));
  first();
  clock.advance(899);
  await settled();
  assert.deepEqual(late, []);
  clock.advance(1);
  await settled();
  assert.deepEqual(late, ['second']);
  third();
  clock.advance(5000);
  await settled();
  assert.deepEqual(late, ['second']);
});

test('after a time without calls the next one is watched again', async () => {
  const clock = manualClock();
  const deadlines = openDeadlines(1000, clock);
  deadlines.watch(() => assert.fail('it has ended'))();
  clock.advance(10_000);
  await settled();
  let late = 0;
  deadlines.watch(() => {
    late += 1;
  });
  clock.advance(1000);
  await settled();
  assert.equal(late, 1);
});

test('a closed watch reports nothing as late', async () => {
  const clock = manualClock();
  const deadlines = openDeadlines(1000, clock);
  deadlines.watch(() => assert.fail('closed'));
  deadlines.close();
  clock.advance(2000);
  await settled();
});

test('what a call holds is free when it has ended, and not only when its time would be over', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const deadlines = openDeadlines(1000, manualClock());
  const held: WeakRef<object>[] = [];
  const underWay: (() => void)[] = [];
  for (let calls = 0; calls < 5_000; calls += 1) {
    const body = { calls };
    held.push(new WeakRef(body));
    underWay.push(deadlines.watch(() => assert.fail(`${body.calls}`)));
    if (underWay.length > 64) underWay.shift()?.();
    if (calls % 100 === 0) await turn();
  }
  for (const end of underWay.splice(0)) end();
  await settled();
  collect();
  const kept = held.filter((one) => one.deref() !== undefined).length;
  assert.ok(kept < 64, `${kept} of 5000 are kept`);
});

import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { openLagRecord } from '../../src/running/lag-record.ts';
import { watchLoopLag } from '../../src/running/loop-lag.ts';

const near = (seconds: number, ms: number) =>
  assert.ok(seconds * 1_000 >= ms && seconds * 1_000 < ms * 1.1, `${seconds} s is not ${ms} ms, give or take a tenth`);

test('an event loop that waits has no lag, and a stall counts by its time', () => {
  const record = openLagRecord();
  for (let turn = 0; turn < 90; turn += 1) record.turned(9.9, 0.1);
  record.turned(0, 91);
  const { min, mean, p50, p90, p99, max } = record.take();
  assert.deepEqual([min, p50], [0, 0]);
  near(mean, (90 * 0.1 ** 2 + 91 ** 2) / 991);
  near(p90, 0.1); // Waiting and short turns are 900 of these 991 ms.
  near(p99, 91);
  assert.equal(max, 0.091);
});

test('a lag is said once', () => {
  const record = openLagRecord();
  record.turned(0, 200);
  near(record.take().max, 200);
  assert.deepEqual(new Set(Object.values(record.take())), new Set([0]));
});

test('lags of any length have a place', () => {
  const record = openLagRecord();
  for (const ms of [0.001, 500_000]) record.turned(0, ms);
  const { min, p50, max } = record.take();
  assert.deepEqual([min, p50, max], [0.000001, 500, 500]);
});

test('an event loop is measured without turning it more often', async () => {
  const take = watchLoopLag();
  let turns = 0;
  const counted = () => {
    turns += 1;
    setImmediate(counted).unref();
  };
  setImmediate(counted).unref();
  await new Promise((done) => setTimeout(done, 100));
  const calmTurns = turns;
  const stalledMs = performance.now();
  while (performance.now() - stalledMs < 50);
  await new Promise((done) => setImmediate(done));
  await new Promise((done) => setImmediate(done));
  assert.ok(take().max >= 0.05);
  // A monitor that is due every 10 ms turned it ten times.
  assert.ok(calmTurns < 8, `${calmTurns} turns in 100 ms of waiting`);
});

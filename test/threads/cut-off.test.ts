import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watchUnderWay } from '../../src/threads/cut-off.ts';
import { underWayMemory, usedMs } from '../../src/threads/under-way.ts';
import { heldClock } from '../store/held-clock.ts';

const ID = 'a message';

/** The memory of a thread that has begun with a message and does not come to its end. */
function taken(thread = 0): SharedArrayBuffer {
  const memory = underWayMemory();
  new Float64Array(memory, 0, 1)[0] = 1;
  new Int32Array(memory, 8, 2).set([Buffer.from(memory, 16).write(ID), thread]);
  return memory;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** `used`: what the thread has used of the processor at each look, in milliseconds. */
async function cutOffAfter(used: readonly (number | undefined)[]): Promise<string | undefined> {
  const clock = heldClock();
  const over = new AbortController();
  const looks = [...used];
  const watched = watchUnderWay(taken(), clock, over.signal, () => looks.shift());
  for (let at = 0; at < used.length; at += 1) {
    await turn();
    clock.advance(250);
  }
  over.abort();
  return watched;
}

test('a message is cut off once its thread has used two seconds of the processor since it was first seen', async () => {
  assert.equal(await cutOffAfter([100, 1_000, 2_099]), undefined);
  assert.equal(await cutOffAfter([100, 1_000, 2_100]), ID);
});

test('a look at which the system does not tell what the thread has used says nothing of its message', async () => {
  assert.equal(await cutOffAfter([100, undefined, 200]), undefined);
  assert.equal(await cutOffAfter([undefined, 40_000, 40_100]), undefined);
  assert.equal(await cutOffAfter([100, undefined, 2_100]), ID);
});

test('what the whole process has used is not taken for the time of a thread that cannot be read, such as one that is gone', () => {
  assert.equal(usedMs(taken(2 ** 30)), undefined);
  assert.ok((usedMs(taken()) ?? 0) > 0, 'where the system numbers no threads, the time of the process is all there is');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ResultNow, waitingResults } from '../../src/store/shared/waiting-results.ts';
import { heldClock } from './held-clock.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('a result that another process settled is found before the budget ends, by one question for all who wait', async () => {
  const clock = heldClock();
  const settled = new Map<string, ResultNow>();
  const asked: (readonly string[])[] = [];
  const results = waitingResults(clock, async (ids) => {
    asked.push(ids);
    return ids.map((id) => settled.get(id));
  });
  const given = async () => assert.fail('nobody gave up');
  const waits = ['a', 'b'].map((id) => results.wait(id, 10_000, given));
  await nextTurn();
  asked.length = 0;
  const answer = { final: true, value: 'yes' } as const;
  settled.set('a', answer);
  clock.advance(200);
  assert.equal(await waits[0], answer);
  assert.deepEqual(asked, [['a', 'b']]);
  settled.set('b', answer);
  await nextTurn();
  clock.advance(200);
  assert.equal(await waits[1], answer);
  // Nobody waits, so nobody asks.
  await nextTurn();
  asked.length = 0;
  clock.advance(10_000);
  await nextTurn();
  assert.deepEqual(asked, []);
});

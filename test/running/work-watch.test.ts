import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workWatch } from '../../src/running/work-watch.ts';
import type { Troubles } from '../../src/store/store.ts';

const DAY_MS = 86_400_000;
const none: Troubles = { failed: [], dead: [], undelivered: [], suspects: [] };

async function found(troubles: Partial<Troubles>) {
  const asked: { sinceMs: number }[] = [];
  const watch = workWatch({
    troubles: async (request) => {
      asked.push(request);
      return { ...none, ...troubles };
    },
  });
  const conditions = await watch(2 * DAY_MS);
  assert.equal(asked[0]?.sinceMs, DAY_MS);
  return conditions;
}

test('more failures or dead letters in a day than happen by themselves are a condition of that source or sink', async () => {
  const conditions = await found({
    failed: [
      { source: 'shop', count: 5 },
      { source: 'market', count: 4 },
    ],
    dead: [
      { sink: 'orders', count: 16 },
      { sink: 'ledger', count: 1 },
    ],
  });
  assert.deepEqual(
    conditions.map(({ kind, about }) => [kind, about]),
    [
      ['messages-failed', 'source shop'],
      ['dead-letters', 'sink orders'],
    ],
  );
  assert.match(conditions[0]?.detail ?? '', /pushdock messages retry/);
});

test('a promised result that nobody brings any more is a condition that names the command to send it again', async () => {
  const [condition] = await found({ undelivered: [{ source: 'market', count: 1, messageId: 'm-1' }] });
  assert.equal(condition?.kind, 'results-undelivered');
  assert.match(condition.detail, /run `pushdock messages retry m-1`/);
});

test('a message or a delivery that ends the process is named', async () => {
  const conditions = await found({
    suspects: [
      { messageId: 'm-1', unfinished: 7 },
      { deliveryId: '12', sink: 'orders', unfinished: 6 },
    ],
  });
  assert.deepEqual(
    conditions.map(({ about }) => about),
    ['message m-1', 'delivery 12 to orders'],
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Store } from '../../src/store/store.ts';
import { slowlyAtFirst } from '../../src/threads/cold-start.ts';
import { heldClock } from '../store/held-clock.ts';

test('for two seconds after a start work is claimed in small portions with pauses, afterwards as it is asked', async () => {
  const clock = heldClock();
  const asked: number[] = [];
  const store: Pick<Store, 'claimWork'> = {
    claimWork: async ({ limit }) => {
      asked.push(limit);
      return [];
    },
  };
  const { claimWork } = slowlyAtFirst(store, clock);
  const request = () => ({ nowMs: clock.now(), leaseMs: 1_000, limit: 32 });
  const first = claimWork(request());
  assert.deepEqual(asked, [], 'not at once');
  clock.advance(20);
  await first;
  clock.advance(2_000);
  await claimWork(request());
  assert.deepEqual(asked, [4, 32]);
});

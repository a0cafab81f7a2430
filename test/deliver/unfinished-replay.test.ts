/** A replay whose messages end the process: it goes on one by one, and leaves out the one that does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNFINISHED_MAX } from '../../src/deliver/alone.ts';
import { openReplay } from '../../src/deliver/replay.ts';
import type { Sink } from '../../src/deliver/sinks/sink.ts';
import { sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import { processed } from '../store/messages.ts';
import { recordingLog } from '../support/recording-log.ts';
import { openDelivering, waitFor } from './delivering.ts';

const request = { filter: {}, mode: 'as_sent', perSecond: 100 } as const;
const sink: Sink = {
  name: 'orders',
  settings: sinkDefaults,
  deliver: async () => ({ kind: 'delivered', detail: '' }),
  close: async () => {},
};

for (const [ends, first, skipped] of [
  [2, 3, 0],
  [3, 1, 0],
  [UNFINISHED_MAX, 1, 1],
] as const) {
  test(`after ${ends} steps that ended with their process a replay leaves out ${skipped} messages`, async (t) => {
    const { clock, store, source } = await openDelivering(t);
    for (let number = 0; number < 3; number += 1) await processed(store, clock.now(), ['orders']);
    const { id } = await store.createReplay(request, clock.now());
    for (let end = 0; end < ends; end += 1) await store.nextReplayed(id, 100, clock.now());

    const begun: number[] = [];
    const watched: typeof store = Object.assign(Object.create(store), {
      nextReplayed: async (replay: string, limit: number, nowMs: number) => {
        const step = await store.nextReplayed(replay, limit, nowMs);
        begun.push(step.items.length);
        return step;
      },
    });
    const log = recordingLog();
    const parts = { store: watched, source: () => source, sinks: () => [sink], clock, log };
    const replaying = await openReplay(parts);
    t.after(() => replaying.close());
    const ended = async () => (await store.listReplays({ id: id }, { limit: 1 })).items[0]?.state === 'done';
    assert.equal(await ended(), false, 'it waits before it goes on');
    await waitFor(clock, ended, { stepMs: 60_000, mostMs: 4 * 3_600_000 });
    const replay = (await store.listReplays({ id: id }, { limit: 1 })).items[0];
    assert.deepEqual([replay?.walked, replay?.skipped], [3, skipped]);
    assert.equal(begun[0], first);
    if (skipped > 0) assert.match(replay?.lastSkip ?? '', /process ended 22 times in a row/);
  });
}

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { openIdle } from '../../src/deliver/idle.ts';
import { systemClock } from '../../src/running/clock.ts';
import type { Prepared, Reloadable } from '../../src/running/reload.ts';
import { steadyClock } from '../../src/running/steady-clock.ts';
import { callsOf } from '../../src/threads/calls.ts';
import { packed, unpacked } from '../../src/threads/crossing.ts';
import { openTestStore } from '../store/test-store.ts';
import { recordingLog } from '../support/recording-log.ts';
import { toyConfiguration } from '../support/toy-gateway.ts';

const configuration = toyConfiguration('.');

async function opened(t: TestContext, reload: readonly Reloadable[]) {
  const log = recordingLog();
  const { store } = await openTestStore(t);
  const stops: (() => Promise<void>)[] = [];
  t.after(async () => {
    for (const stop of stops) await stop();
    await store.close();
  });
  const source = () => undefined;
  const parts = { configuration, source, sandbox: source, store, clock: steadyClock(systemClock), log };
  const half = await openIdle({ ...parts, onOpened: (stop) => void stops.push(stop) });
  const given = { half, reload, configuration: unpacked(packed(configuration)), log };
  return { log, calls: callsOf({ ...given, flush: () => {}, close: async () => {} }) };
}

const part = (discard: Prepared['discard']): Reloadable => ({
  prepare: async () => ({ changes: [], commit: () => {}, discard }),
});

test('a part of the thread that cannot be discarded keeps no other from it, whoever found the fault of a reload', async (t) => {
  const discarded: string[] = [];
  const stuck = part(() => Promise.reject(new Error('its folder is gone')));
  const good = part(async () => void discarded.push('good'));
  const faulty: Reloadable = { prepare: () => Promise.reject(new Error('the fault')) };

  const here = await opened(t, [stuck, good, faulty]);
  await assert.rejects(here.calls.prepare(packed(configuration)), /the fault/);
  assert.deepEqual(discarded, ['good']);

  const there = await opened(t, [stuck, good]);
  await there.calls.prepare(packed(configuration));
  await there.calls.discard();
  assert.deepEqual(discarded, ['good', 'good']);
  for (const { log } of [here, there]) assert.equal(log.of('configuration.discard_failed').length, 1);
});

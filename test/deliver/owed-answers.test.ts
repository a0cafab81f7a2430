/** Work that goes on after its events went out, because its provider has not got its promised answer yet. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { processWork } from '../../src/deliver/process.ts';
import { workRetry } from '../../src/deliver/settlement.ts';
import { sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import type { Processed } from '../../src/providers/provider.ts';
import { heldClock } from '../store/held-clock.ts';
import { LEASE_MS, newMessage } from '../store/messages.ts';
import { openTestStore } from '../store/test-store.ts';
import { processingSource } from '../support/claims.ts';
import { recordingLog } from '../support/recording-log.ts';

const HOUR_MS = 3_600_000;

const finding = { rule: 'result_not_delivered', path: '', severity: 'drift', expected: '', seen: '' } as const;
const made: Extract<Processed, { kind: 'processed' }> = {
  kind: 'processed',
  verdict: 'match',
  findings: [],
  events: [{ type: 'com.toy.moved', data: {} }],
};
const flagged = { ...made, verdict: 'drift', findings: [finding] } as const;
const again = { reason: 'the result is still owed', waitMs: HOUR_MS };

async function openOwed(t: TestContext) {
  const clock = heldClock();
  const { store } = await openTestStore(t, clock);
  const log = recordingLog();
  await store.append(newMessage(clock.now()));
  const sinks = [{ name: 'ledger', settings: sinkDefaults }];
  const work = async (processed: Processed, reload = sinks) => {
    const [claim] = await store.claimWork({ nowMs: clock.now(), leaseMs: LEASE_MS, limit: 1 });
    assert.ok(claim, 'the work is due');
    const source = processingSource(() => processed);
    const signal = new AbortController().signal;
    await processWork(claim, { store, source: () => source, sinks: reload, clock, log, signal });
    return claim;
  };
  const deliveries = async () => (await store.listDeliveries({}, { limit: 9 })).items.map(({ sink }) => sink);
  return { clock, store, work, deliveries, log };
}

test('its events go out once, however often its answer is tried, also to a sink that came later', async (t) => {
  const { clock, store, work, deliveries } = await openOwed(t);
  const { message } = await work({ ...flagged, again });
  clock.advance(2 * HOUR_MS);
  const more = [...['ledger', 'later'].map((name) => ({ name, settings: sinkDefaults }))];
  await work({ ...flagged, again }, more);
  clock.advance(2 * HOUR_MS);
  await work(made, more);
  assert.deepEqual(await deliveries(), ['ledger']);
  const shown = await store.showMessage(message.id);
  assert.deepEqual([shown?.message.state, shown?.message.verdict, shown?.message.findings], ['processed', 'match', []]);
  assert.deepEqual(await store.backlog(), { work: 0, deliveries: 1, oldestDueAtMs: clock.now() - 4 * HOUR_MS });
});

test('a message whose events went out does not fail, whatever becomes of its answer', async (t) => {
  const { clock, store, work } = await openOwed(t);
  await work({ ...flagged, again });
  clock.advance(2 * HOUR_MS);
  const { message } = await work({ kind: 'failed', reason: 'it can never be brought' });
  const shown = await store.showMessage(message.id);
  assert.deepEqual([shown?.message.state, shown?.message.reason], ['processed', 'it can never be brought']);
});

test('work that is marked as patient is tried again beyond the attempts of other work', async (t) => {
  const { clock, store, work } = await openOwed(t);
  for (let attempt = 0; attempt <= workRetry.attempts; attempt += 1) {
    await work({ kind: 'retry', reason: 'down', patient: true });
    clock.advance(HOUR_MS);
  }
  assert.equal((await store.listMessages({}, { limit: 1 })).items[0]?.state, 'received');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openReplay } from '../../src/deliver/replay.ts';
import { sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import { systemClock } from '../../src/running/clock.ts';
import { LEASE_MS, processed } from '../store/messages.ts';
import { openTestStore } from '../store/test-store.ts';
import { pushdock } from '../support/command.ts';
import { openOperatorListener } from '../support/operator.ts';
import { recordingLog } from '../support/recording-log.ts';
import { until } from '../support/until.ts';

const nowMs = Date.parse('2026-11-21T05:04:00.123Z');

test('sinks list shows whose circuit is open, since when, why and until when, and what was delivered in the last hour', async (t) => {
  const { store } = await openTestStore(t);
  const atMs = Date.now();
  const steps = { fromMs: atMs - 3_600_000, delivered: [3, 4], failed: [0, 1] };
  const away = { state: 'open', sinceMs: atMs - 125_000, untilMs: atMs + 60_000, reason: 'answered 503' } as const;
  const activity = {
    of: (sink: string) => ({ ...steps, circuit: sink === 'ledger' ? away : ({ state: 'closed' } as const) }),
  };
  const { url, stop } = await openOperatorListener(store, { activity });
  t.after(() => stop(0));
  const { stdout } = await pushdock(['sinks', 'list', '--url', url]);
  assert.match(stdout, /^ledger .* 7 +open +away since 2 min ago, next probe in \d+ s: answered 503$/m);
  assert.match(stdout, /^quiet .* 7 +closed +active$/m);
  assert.match(stdout, /those of the gateway here/);
});

test('a dead letter is found with its reason and redelivered; a sink is paused and resumed, from the command line', async (t) => {
  const { store } = await openTestStore(t);
  const { event, message } = await processed(store, nowMs, ['ledger']);
  const [claim] = await store.claimDeliveries({ sink: 'ledger', nowMs, leaseMs: LEASE_MS, limit: 1 });
  assert.ok(claim);
  await store.settleDelivery(claim, { kind: 'dead', detail: 'the sink answered 400', status: 400 }, nowMs);
  const sink = { name: 'ledger', settings: sinkDefaults, deliver: () => assert.fail(), close: async () => {} };
  const parts = { store, source: () => undefined, sinks: () => [sink], clock: systemClock, log: recordingLog() };
  const replaying = await openReplay(parts);
  t.after(() => replaying.close());
  const { url, stop } = await openOperatorListener(store, { replaying });
  t.after(() => stop(0));
  const run = (...args: string[]) => pushdock([...args, '--url', url]);

  const dead = await run('dead-letters', 'list');
  assert.match(
    dead.stdout,
    new RegExp(`^${claim.deliveryId} +ledger +dead +1 .*${event.id}.*the sink answered 400`, 'm'),
  );
  const messages = await run('messages', 'list');
  assert.match(messages.stdout, /processed, 1 dead letter/, 'that it was processed is not the whole of it');
  assert.match((await run('messages', 'show', message.id)).stdout, /^State: +processed, 1 dead letter$/m);
  const history = await run('deliveries', 'show', claim.deliveryId);
  assert.match(history.stdout, /dead 400: the sink answered 400/);

  const paused = await run('sinks', 'pause', 'ledger', '--reason', 'disk change');
  assert.deepEqual([paused.code, paused.stdout.split('.')[0]], [0, 'ledger is paused']);
  const sinks = await run('sinks', 'list');
  assert.match(sinks.stdout, /^ledger .*paused .*: disk change$/m);
  assert.match(sinks.stdout, /^quiet .*active$/m);
  assert.equal((await run('sinks', 'resume', 'ledger')).code, 0);

  const redelivered = await run('dead-letters', 'redeliver', claim.deliveryId);
  assert.match(redelivered.stdout, new RegExp(`^Delivery ${claim.deliveryId} is due again, in replay \\d+`));
  assert.equal((await run('dead-letters', 'list')).stdout, 'No dead letter matches.\n');
  assert.match((await run('deliveries', 'list', '--state', 'due')).stdout, /^\d+ +ledger +due/m);

  const [claimed] = await store.claimDeliveries({ sink: 'ledger', nowMs: Date.now(), leaseMs: LEASE_MS, limit: 1 });
  assert.ok(claimed);
  await store.settleDelivery(claimed, { kind: 'dead', detail: 'the sink answered 400' }, Date.now());
  const byFilter = ['dead-letters', 'redeliver', '--sink', 'ledger', '--since', '2026-11-01'];
  const all = await run(...byFilter, '--yes', '--detach');
  assert.match(all.stdout, /^1 message, .*:\n {2}ledger: 1 event\nReplay 2: running, 0 of 1 messages so far/);
  await until(async () => (await store.listReplays({ id: '2' }, { limit: 1 })).items[0]?.deliveries.due === 1);
  const replay = (await store.listReplays({ id: '2' }, { limit: 1 })).items[0];
  assert.deepEqual([replay?.mode, replay?.filter.dead], ['as_sent', true]);
  assert.match((await run(...byFilter, '--plan')).stdout, /^No message matches/);

  const again = await run('dead-letters', 'redeliver', claim.deliveryId);
  assert.notEqual(again.code, 0);
  assert.match(again.stderr, /This delivery is not a dead letter/);
  assert.match((await run('sinks', 'pause', 'legder')).stderr, /Nothing has this id or name/);
});

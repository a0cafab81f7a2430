import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNFINISHED_MAX } from '../../src/deliver/alone.ts';
import { settleAttempt, tryDelivery } from '../../src/deliver/attempt.ts';
import { type AttemptContext, type Attempted, sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import type { DeliveryClaim, DeliveryOutcome, StoredEvent } from '../../src/store/store.ts';
import { manualClock } from '../outbound/manual-clock.ts';
import { deliveryClaim } from '../support/claims.ts';
import { recordingLog } from '../support/recording-log.ts';
import { storeWith } from '../support/toy-receiving.ts';

const nowMs = 1_000_000;
const last = sinkDefaults.retry.attempts;

async function attempt(
  deliver: (event: StoredEvent, context: AttemptContext) => Promise<Attempted>,
  changes: Partial<DeliveryClaim> = {},
  signal = new AbortController().signal,
) {
  const outcomes: DeliveryOutcome[] = [];
  const log = recordingLog();
  const clock = manualClock(nowMs);
  const claim = deliveryClaim(changes);
  const sink = { name: 'ledger', settings: sinkDefaults, deliver, close: async () => {} };
  const store = storeWith({
    settleDelivery: async (_claim, outcome) => {
      outcomes.push(outcome);
      return 'done';
    },
  });
  await settleAttempt(claim, sink, await tryDelivery(claim, sink, { clock, log, signal }), { store, clock, log });
  const [outcome, ...others] = outcomes;
  assert.ok(outcome && others.length === 0);
  return { outcome, log };
}

test('a delivery that the sink confirms is delivered', async () => {
  const { outcome, log } = await attempt(async () => ({ kind: 'delivered', detail: 'events.ndjson' }));
  assert.deepEqual(outcome, { kind: 'delivered', detail: 'events.ndjson', tookMs: 0 });
  assert.deepEqual(log.lines[0]?.fields.outcome, 'delivered');
});

test('a delivery that the sink refuses is tried again within the wait of that attempt', async () => {
  const { outcome } = await attempt(async () => ({ kind: 'failed', detail: 'full' }), { attempt: 3 });
  assert.ok(outcome.kind === 'retry' && outcome.detail === 'full');
  assert.ok(outcome.dueAtMs >= nowMs && outcome.dueAtMs <= nowMs + 4000);
});

test('a sink that asks for more time gets it', async () => {
  const { outcome } = await attempt(async () => ({ kind: 'failed', detail: 'busy', retryAfterMs: 60_000 }));
  assert.deepEqual(outcome, { kind: 'retry', dueAtMs: nowMs + 60_000, detail: 'busy', tookMs: 0 });
});

test('a delivery is a dead letter after its last attempt', async () => {
  const { outcome, log } = await attempt(async () => ({ kind: 'failed', detail: 'full' }), { attempt: last });
  assert.deepEqual(outcome, { kind: 'dead', detail: 'full', tookMs: 0 });
  assert.equal(log.lines[0]?.level, 'error');
});

test('a sink that throws uses up an attempt', async () => {
  const throws = () => Promise.reject(new TypeError('a bug'));
  const { outcome, log } = await attempt(throws);
  assert.equal(outcome.kind, 'retry');
  assert.equal(outcome.detail, 'fault in the gateway: a bug');
  assert.equal(log.of('delivery.crashed').length, 1);
  assert.equal((await attempt(throws, { attempt: last })).outcome.kind, 'dead');
});

test("a delivery that the sink will never take is a dead letter at its first attempt, with the sink's reason", async () => {
  const said = { detail: '422 from orders.example.com', status: 422, answer: '{"error":"no such product"}' };
  const { outcome } = await attempt(async () => ({ kind: 'refused', ...said }));
  assert.deepEqual(outcome, { kind: 'dead', ...said, tookMs: 0 });
});

test('deliveries to a sink that was removed are kept', async () => {
  const { outcome, log } = await attempt(async () => ({ kind: 'gone', detail: '410', status: 410 }), { attempt: last });
  assert.deepEqual(outcome, { kind: 'gone', detail: '410', status: 410, tookMs: 0 });
  assert.equal(log.lines[0]?.level, 'error');
});

test('an attempt that a stop broke off counts for nothing, whether the sink answered or threw', async () => {
  const stopped = AbortSignal.abort();
  const broken: Attempted = { kind: 'failed', detail: 'aborted' };
  assert.deepEqual((await attempt(async () => broken, { attempt: last }, stopped)).outcome, { kind: 'given_back' });
  const { outcome, log } = await attempt(() => Promise.reject(new Error('aborted')), {}, stopped);
  assert.deepEqual([outcome, log.lines], [{ kind: 'given_back' }, []]);
});

test('a probe ahead of its time costs the delivery nothing when it fails, and counts when it succeeds', async () => {
  const failed = await attempt(async () => ({ kind: 'failed', detail: 'down' }), { early: true, attempt: last });
  assert.deepEqual(failed.outcome, { kind: 'given_back' });
  const { outcome } = await attempt(async () => ({ kind: 'delivered', detail: '' }), { early: true });
  assert.equal(outcome.kind, 'delivered');
});

test('a replay says so in the event, and in nothing that is stored', async () => {
  const seen: unknown[] = [];
  const keep = async (event: StoredEvent): Promise<Attempted> => {
    seen.push(event.envelope.pushdockreplay);
    return { kind: 'delivered', detail: '' };
  };
  await attempt(keep, { replay: '7' });
  await attempt(keep);
  assert.deepEqual(seen, ['7', undefined]);
});

test('an event with which the process ended 22 times in a row is given up without another attempt, and not before', async () => {
  const { outcome } = await attempt(() => assert.fail('it was tried'), { unfinished: UNFINISHED_MAX });
  assert.ok(outcome.kind === 'dead' && /process ended 22 times in a row/.test(outcome.detail));
  const before = await attempt(async () => ({ kind: 'delivered', detail: '' }), { unfinished: UNFINISHED_MAX - 1 });
  assert.equal(before.outcome.kind, 'delivered');
});

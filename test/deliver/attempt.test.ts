import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attemptDelivery } from '../../src/deliver/attempt.ts';
import { type Attempted, sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import type { DeliveryOutcome } from '../../src/store/store.ts';
import { manualClock } from '../outbound/manual-clock.ts';
import { deliveryClaim } from '../support/claims.ts';
import { recordingLog } from '../support/recording-log.ts';
import { storeWith } from '../support/toy-receiving.ts';

const nowMs = 1_000_000;

async function attempt(deliver: () => Promise<Attempted>, number = 1) {
  const outcomes: DeliveryOutcome[] = [];
  const log = recordingLog();
  await attemptDelivery(
    deliveryClaim({ attempt: number }),
    { name: 'ledger', settings: sinkDefaults, deliver, close: async () => {} },
    {
      store: storeWith({
        settleDelivery: async (_claim, outcome) => {
          outcomes.push(outcome);
          return 'done';
        },
      }),
      clock: manualClock(nowMs),
      log,
    },
  );
  const [outcome, ...others] = outcomes;
  assert.ok(outcome && others.length === 0);
  return { outcome, log };
}

test('what the sink has is delivered', async () => {
  const { outcome, log } = await attempt(async () => ({ kind: 'delivered', detail: 'events.ndjson' }));
  assert.deepEqual(outcome, { kind: 'delivered', detail: 'events.ndjson' });
  assert.deepEqual(log.lines[0]?.fields.outcome, 'delivered');
});

test('what the sink refuses is tried again within the wait of that attempt', async () => {
  const { outcome } = await attempt(async () => ({ kind: 'failed', detail: 'full' }), 3);
  assert.ok(outcome.kind === 'retry' && outcome.detail === 'full');
  assert.ok(outcome.dueAtMs >= nowMs && outcome.dueAtMs <= nowMs + 4000);
});

test('a sink that asks for more time gets it', async () => {
  const { outcome } = await attempt(async () => ({ kind: 'failed', detail: 'busy', retryAfterMs: 60_000 }));
  assert.deepEqual(outcome, { kind: 'retry', dueAtMs: nowMs + 60_000, detail: 'busy' });
});

test('after the last attempt it is a dead letter', async () => {
  const { outcome, log } = await attempt(async () => ({ kind: 'failed', detail: 'full' }), sinkDefaults.retry.attempts);
  assert.deepEqual(outcome, { kind: 'dead', detail: 'full' });
  assert.equal(log.lines[0]?.level, 'error');
});

test('a sink that throws uses up an attempt', async () => {
  const throws = () => Promise.reject(new TypeError('a bug'));
  const { outcome, log } = await attempt(throws);
  assert.equal(outcome.kind, 'retry');
  assert.equal(outcome.detail, 'fault in the gateway: a bug');
  assert.equal(log.of('delivery.crashed').length, 1);
  assert.equal((await attempt(throws, sinkDefaults.retry.attempts)).outcome.kind, 'dead');
});

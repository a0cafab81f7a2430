import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNFINISHED_MAX } from '../../src/deliver/alone.ts';
import { processWork } from '../../src/deliver/process.ts';
import { workRetry } from '../../src/deliver/settlement.ts';
import { sinkDefaults } from '../../src/deliver/sinks/sink.ts';
import type { Processed, ProcessingContext } from '../../src/providers/provider.ts';
import { type Store, StoreUnavailable, type WorkClaim, type WorkEnd } from '../../src/store/store.ts';
import { manualClock } from '../outbound/manual-clock.ts';
import { processingSource, storedMessage, workClaim } from '../support/claims.ts';
import { recordingLog } from '../support/recording-log.ts';
import { storeWith } from '../support/toy-receiving.ts';

const nowMs = 1_000_000;

function settlementOf(end: WorkEnd): unknown {
  if (end.kind === 'complete') return end.completion;
  return end.kind === 'retry' ? { dueAtMs: end.dueAtMs, reason: end.reason } : end.reason;
}

/** Runs one claim and says what the store was asked to settle. */
async function run(
  process: (context: ProcessingContext) => Processed | Promise<Processed>,
  options: { claim?: Partial<WorkClaim>; signal?: AbortSignal; calls?: Partial<Store>; configured?: boolean } = {},
) {
  const log = recordingLog();
  const settled: { name: string; [field: string]: unknown }[] = [];
  const store = storeWith({
    settleWork: async (_claim, { end }) => {
      if (end) settled.push({ name: end.kind, settlement: settlementOf(end) });
      return 'done';
    },
    ...options.calls,
  });
  const source = processingSource(process);
  await processWork(workClaim(options.claim), {
    store,
    source: () => (options.configured === false ? undefined : source),
    sinks: [
      { name: 'all', settings: sinkDefaults },
      { name: 'some', settings: { ...sinkDefaults, filter: { ...sinkDefaults.filter, types: ['com.toy.b*'] } } },
    ],
    clock: manualClock(nowMs),
    log,
    signal: options.signal ?? new AbortController().signal,
  });
  const [first, ...others] = settled;
  assert.ok(first && others.length === 0, 'work is settled exactly once');
  return { ...first, settlement: first.settlement, log };
}

const processed = (...types: string[]): Processed => ({
  kind: 'processed',
  verdict: 'drift',
  findings: [],
  events: types.map((type) => ({ type, data: {} })),
});

/** `dueAtMs` of a retry, which must lie within the wait of that attempt: full jitter spares nothing more exact. */
function assertWaits(settlement: unknown, mostMs: number, reason: RegExp): void {
  assert.ok(typeof settlement === 'object' && settlement !== null && 'dueAtMs' in settlement && 'reason' in settlement);
  const waitMs = Number(settlement.dueAtMs) - nowMs;
  assert.ok(waitMs >= 0 && waitMs <= mostMs, `waits ${waitMs}`);
  assert.match(String(settlement.reason), reason);
}

test('a processed message is completed with its events and their sinks', async () => {
  const { name, settlement, log } = await run(() => processed('com.toy.a', 'com.toy.b'));
  assert.equal(name, 'complete');
  const { events, ...rest } = settlement as { events: readonly { id: string; type: string }[] };
  assert.deepEqual(rest, {
    state: 'processed',
    verdict: 'drift',
    findings: [],
    deliveries: [
      { eventId: `${storedMessage.id}-0`, sink: 'all' },
      { eventId: `${storedMessage.id}-1`, sink: 'all' },
      { eventId: `${storedMessage.id}-1`, sink: 'some' },
    ],
  });
  assert.deepEqual(
    events.map(({ type }) => type),
    ['com.toy.a', 'com.toy.b'],
  );
  assert.equal(log.of('message.judged')[0]?.fields.events, 2);
});

test('the same message gives the same events when a crash repeats the step', async () => {
  const first = await run(() => processed('com.toy.a', 'com.toy.b'));
  const again = await run(() => processed('com.toy.a', 'com.toy.b'), { claim: { attempt: 2, fence: 2 } });
  assert.deepEqual(again.settlement, first.settlement);
});

test('a quarantined message makes no events and is kept with its reason', async () => {
  const { name, settlement } = await run(() => ({
    kind: 'quarantined',
    verdict: 'violation',
    findings: [],
    reason: 'Not readable.',
  }));
  assert.equal(name, 'complete');
  assert.deepEqual(settlement, {
    state: 'quarantined',
    reason: 'Not readable.',
    verdict: 'violation',
    findings: [],
    events: [],
    deliveries: [],
  });
});

test('a message that can never be processed fails at once', async () => {
  const { name, settlement } = await run(() => ({ kind: 'failed', reason: 'There is no such order.' }));
  assert.deepEqual([name, settlement], ['fail', 'There is no such order.']);
});

test('waits double from a second to an hour', async () => {
  for (const [attempt, mostMs] of [
    [1, 1000],
    [2, 2000],
    [5, 16_000],
    [12, 2_048_000],
    [13, 3_600_000],
    [workRetry.attempts - 1, 3_600_000],
  ] as const) {
    const { name, settlement } = await run(() => ({ kind: 'retry', reason: 'The API is down.' }), {
      claim: { attempt },
    });
    assert.equal(name, 'retry');
    assertWaits(settlement, mostMs, /^The API is down\.$/);
  }
});

test('processing that asks for more time gets it', async () => {
  const { settlement } = await run(() => ({ kind: 'retry', reason: 'Slower, please.', retryAfterMs: 7000 }));
  assert.deepEqual(settlement, { dueAtMs: nowMs + 7000, reason: 'Slower, please.' });
});

test('the last attempt that asks for another one fails, and says why', async () => {
  const { name, settlement, log } = await run(() => ({ kind: 'retry', reason: 'The API is down.' }), {
    claim: { attempt: workRetry.attempts },
  });
  assert.deepEqual([name, settlement], ['fail', `given up after ${workRetry.attempts} attempts: The API is down.`]);
  assert.equal(log.of('message.failed')[0]?.level, 'error');
});

test('a message with which the process ended 22 times in a row is not begun again', async () => {
  const { name, settlement } = await run(() => assert.fail('begun'), { claim: { unfinished: UNFINISHED_MAX } });
  assert.equal(name, 'fail');
  assert.match(String(settlement), /process ended 22 times in a row/);
});

test("a crash in a provider's leaf is retried, loudly", async () => {
  const { name, settlement, log } = await run(() => {
    throw new TypeError('undefined is not a toy');
  });
  assert.equal(name, 'retry');
  assertWaits(settlement, 1000, /^fault in the gateway: undefined is not a toy$/);
  assert.match(String(log.of('message.processing_crashed')[0]?.fields.reason), /TypeError.*\n +at /);
});

test('an event that cannot be put into an envelope is a crash like any other, not an endless loop', async () => {
  const bad: Processed = { ...processed(), events: [{ type: 'com.toy.a', time: 'teatime', data: {} }] } as Processed;
  const { name, settlement } = await run(() => bad);
  assert.equal(name, 'retry');
  assertWaits(settlement, 1000, /^fault in the gateway: /);
  const last = await run(() => bad, { claim: { attempt: workRetry.attempts } });
  assert.equal(last.name, 'fail');
});

test('a message waits for its source while that is not configured', async () => {
  const { name, settlement } = await run(() => processed(), { configured: false });
  assert.equal(name, 'retry');
  assertWaits(settlement, 1000, /no source "box" of toy is configured now/);
});

test('work that a stop interrupts is given back unchanged with all its attempts, and that is not a fault', async () => {
  const stopped = new AbortController();
  const { name, settlement, log } = await run(
    ({ signal }) => {
      stopped.abort();
      throw signal.reason;
    },
    { signal: stopped.signal, claim: { attempt: workRetry.attempts } },
  );
  assert.deepEqual([name, settlement], ['give_back', 'the gateway was stopped']);
  assert.deepEqual(log.lines, []);
});

for (const [what, act] of [
  [
    'keeps a document',
    (context) => context.keep({ name: 'order', mediaType: 'text/xml', bytes: Buffer.from(''), fetchedAtMs: 0 }),
  ],
  ['settles its result', (context) => context.settle({ final: true, value: null })],
  ['says that it answered', (context) => context.answered()],
] as const satisfies readonly (readonly [string, (context: ProcessingContext) => Promise<unknown>])[]) {
  test(`who has lost the lease does nothing more once it ${what}`, async () => {
    const log = recordingLog();
    let wentOn = false;
    await processWork(workClaim(), {
      store: storeWith({ settleWork: async () => 'fenced' }),
      source: () =>
        processingSource(async (context) => {
          await act(context);
          wentOn = true;
          return processed();
        }),
      sinks: [],
      clock: manualClock(nowMs),
      log,
      signal: new AbortController().signal,
    });
    assert.equal(wentOn, false);
    assert.deepEqual(
      log.lines.map(({ event }) => event),
      ['message.lease_lost'],
    );
  });
}

test('a store that fails in the middle of the work is not taken for a fault of the provider', async () => {
  const failure = new StoreUnavailable('The disk is full.', { fatal: false });
  await assert.rejects(
    run((context) => context.answered().then(() => processed()), {
      calls: { settleWork: () => Promise.reject(failure) },
    }),
    failure,
  );
});

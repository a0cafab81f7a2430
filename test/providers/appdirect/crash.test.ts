/** An attempt that follows one which did not live to its end: what was kept or settled is not asked for again. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { silentLog } from '../../../src/log.ts';
import { openOutbound } from '../../../src/outbound/client.ts';
import { openAppDirect } from '../../../src/providers/appdirect/open.ts';
import type { ResponderSettings } from '../../../src/providers/appdirect/settings.ts';
import type { ProcessingInput } from '../../../src/providers/provider.ts';
import { systemClock } from '../../../src/running/clock.ts';
import type { BusinessResult, FetchedDocument, StoredMessage } from '../../../src/store/store.ts';
import { example } from './example-files.ts';
import { listening } from './listening.ts';
import { said, sent } from './market.ts';

async function openAttempt(
  t: TestContext,
  file = 'subscription-order.typical.json',
  mode: (url: string) => ResponderSettings = (url) => ({ mode: 'http', url, timeoutMs: 5_000, lateAnswerMs: 60_000 }),
) {
  const marketplace = await listening(t, ({ method }) =>
    method === 'GET' ? sent(file, marketplace.url) : { status: 200 },
  );
  const responder = await listening(t, () => said({ success: true, accountIdentifier: 'ACC-7' }));
  const outbound = openOutbound({ development: true, log: silentLog, clock: systemClock });
  t.after(() => outbound.close());
  const source = await openAppDirect({ outbound, development: true }).open({
    name: 'market',
    settings: {
      provider: 'appdirect',
      auth: 'none',
      eventHosts: [marketplace.host],
      outbound: 'none',
      parameter: 'eventUrl',
      eventFormat: 'json',
      responder: mode(responder.url),
      result: { format: 'xml', style: 'sdk' },
    },
    publicUrl: 'https://hooks.example.com',
    clock: systemClock,
  });
  const message: StoredMessage = {
    id: '01900000-0000-7000-8000-000000000001',
    provider: 'appdirect',
    source: 'market',
    operation: 'receiveEventNotification',
    receivedAtMs: systemClock.now(),
    method: 'GET',
    target: `/push/appdirect/market?eventUrl=${encodeURIComponent(`${marketplace.url}/api/integration/v1/events/order-1`)}`,
    headers: {},
    bytes: new Uint8Array(),
    state: 'received',
    findings: [],
    receipts: 1,
  };
  const bytes = Buffer.from(String(sent(file, marketplace.url).body));
  const document: FetchedDocument = { name: 'event', mediaType: 'application/json', bytes, fetchedAtMs: 0 };
  const did: string[] = [];
  const run = (over: Partial<ProcessingInput>, signal = new AbortController().signal) =>
    source.processing.process(
      { message, documents: [], answerOwed: false, attempt: 2, ...over },
      {
        log: silentLog,
        clock: systemClock,
        signal,
        alone: (work) => work(),
        outside: (_, work) => work(),
        keep: async ({ name }) => void did.push(`keep ${name}, asked ${responder.heard.length}`),
        defer: async () => void did.push('defer'),
        settle: async ({ value }: BusinessResult) => {
          did.push(`settle ${JSON.stringify(value)}`);
          return { answerOwed: over.answerOwed ?? false };
        },
        answered: async () => void did.push('answered'),
      },
    );
  return { run, did, marketplace, responder, document };
}

const decided: BusinessResult = { final: true, value: { success: true, accountIdentifier: 'ACC-5' } };

test('the event is stored before the responder is asked about it', async (t) => {
  const { run, did } = await openAttempt(t);
  assert.equal((await run({ attempt: 1 })).kind, 'processed');
  assert.deepEqual(did, ['keep event, asked 0', 'settle {"success":true,"accountIdentifier":"ACC-7"}']);
});

test('a kept event is not fetched again', async (t) => {
  const { run, marketplace, responder, document } = await openAttempt(t);
  assert.equal((await run({ documents: [document] })).kind, 'processed');
  assert.equal(marketplace.heard.length, 0);
  assert.equal(responder.heard.length, 1);
});

test('a settled result is neither asked for nor settled again, and is in the event', async (t) => {
  const { run, did, marketplace, responder, document } = await openAttempt(t);
  const processed = await run({ documents: [document], result: decided });
  assert.ok(processed.kind === 'processed');
  assert.equal(processed.events[0]?.subject, 'ACC-5');
  assert.deepEqual([did, marketplace.heard.length, responder.heard.length], [[], 0, 0]);
});

test('an answer that is still open is posted, in the format of the source', async (t) => {
  const { run, did, marketplace, responder, document } = await openAttempt(t);
  await run({ documents: [document], result: decided, answerOwed: true });
  assert.deepEqual(did, ['answered']);
  assert.equal(responder.heard.length, 0);
  assert.match(String(marketplace.heard[0]?.bytes), /<accountIdentifier>ACC-5<\/accountIdentifier>/);
  assert.equal(marketplace.heard[0]?.headers['content-type'], 'application/xml');
});

test('an event that could not be fetched is not fetched after all, once that was answered', async (t) => {
  const { run, marketplace } = await openAttempt(t);
  const result = { final: false, value: { success: false, errorCode: 'TRANSPORT_ERROR' } };
  assert.equal((await run({ result })).kind, 'failed');
  assert.equal(marketplace.heard.length, 0);
});

test('a result that nobody takes holds the event up for twelve tries, and is tried for a day all the same', async (t) => {
  const { run, did, marketplace, document } = await openAttempt(t);
  marketplace.answer = () => ({ status: 503, headers: { 'retry-after': '7' } });
  const day = 86_400_000;
  const since = (ms: number) => ({ resultSinceMs: systemClock.now() - ms });
  const owed = { documents: [document], result: decided, answerOwed: true, ...since(60_000) };
  const early = await run({ ...owed, attempt: 11 });
  assert.deepEqual([early.kind, early.kind === 'retry' && early.retryAfterMs], ['retry', 7_000]);
  const flagged = await run({ ...owed, attempt: 12 });
  assert.ok(flagged.kind === 'processed');
  assert.deepEqual([flagged.events.length, flagged.findings.map(({ rule }) => rule)], [1, ['result_not_delivered']]);
  assert.ok((flagged.again?.waitMs ?? 0) >= 1_024_000, 'the tries fill the day');
  for (const [attempt, triedForMs] of [
    [24, day - 60_000],
    [23, 2 * day], // A clock that was set ahead is not a day.
    [60, day / 2],
  ] as const) {
    const tried = await run({ ...owed, attempt, ...since(triedForMs) });
    assert.ok(tried.kind === 'processed' && tried.again !== undefined, `${attempt} tries in ${triedForMs} ms`);
  }
  const last = await run({ ...owed, attempt: 30, ...since(day) });
  assert.ok(last.kind === 'processed' && last.again === undefined);
  assert.deepEqual(did, []);
});

test('a result of what makes no event is brought for a day as well, and nothing is hurried by it', async (t) => {
  const { run, marketplace } = await openAttempt(t);
  marketplace.answer = () => ({ status: 503 });
  const result = { final: false, value: { success: false, errorCode: 'TRANSPORT_ERROR' } };
  const owed = { result, answerOwed: true, resultSinceMs: systemClock.now() };
  const tried = await run({ ...owed, attempt: 40 });
  assert.ok(tried.kind === 'retry' && tried.patient);
  assert.ok((tried.retryAfterMs ?? 0) >= 1_800_000);
  const last = await run({ ...owed, attempt: 40, resultSinceMs: systemClock.now() - 86_400_000 });
  assert.equal(last.kind, 'failed');
});

test('a stop of the gateway decides nothing', async (t) => {
  const { run, did, marketplace } = await openAttempt(t);
  const stop = new AbortController();
  marketplace.answer = () => {
    stop.abort();
    return new Promise(() => {});
  };
  assert.equal((await run({}, stop.signal)).kind, 'retry');
  assert.deepEqual(did, []);
});

test('an event that violates its contract is decided all the same, and delivered with its findings', async (t) => {
  const { run, did, document } = await openAttempt(t);
  const bytes = Buffer.from(String(example('subscription-order.typical.json')).replace('"PRO"', '7'));
  const processed = await run({ documents: [{ ...document, bytes }] });
  assert.ok(processed.kind === 'processed');
  assert.equal(processed.verdict, 'violation');
  assert.equal(processed.events.length, 1);
  assert.equal(did.length, 1);
});

test('a team that decides later is told twelve times at most; then the result waits until somebody looks', async (t) => {
  const later = (url: string): ResponderSettings => ({ mode: 'async', url, timeoutMs: 5_000 });
  const { run, did, responder, document } = await openAttempt(t, undefined, later);
  responder.answer = () => said({}, 503);
  const told = (attempt: number) => run({ documents: [document], attempt });
  assert.deepEqual(await told(11), { kind: 'retry', reason: 'the responder answered 503' });
  const given = await told(12);
  assert.ok(given.kind === 'waiting');
  assert.match(
    given.reason,
    /^after 12 attempts the responder could not be asked \(the responder answered 503\), and the event needs a result/,
  );
  responder.answer = () => ({ status: 204 });
  assert.equal((await told(2)).kind, 'waiting');
  assert.deepEqual(did, ['defer', 'defer', 'defer'], 'the marketplace is told before anybody else');
});

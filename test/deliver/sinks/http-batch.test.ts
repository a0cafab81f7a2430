/** Several events in one request: what is sent, and what an answer means for each of them. */
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';
import { HTTP } from 'cloudevents';
import type { HttpSinkSettings } from '../../../src/config.ts';
import { openHttpSink } from '../../../src/deliver/sinks/http.ts';
import type { Attempted } from '../../../src/deliver/sinks/sink.ts';
import { type Clock, systemClock } from '../../../src/running/clock.ts';
import { checkStandardWebhook, readWebhookKey } from '../../../src/trust/schemes/standard-webhooks.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { heldClock } from '../../store/held-clock.ts';
import { firstAttempt } from '../../support/claims.ts';
import { until } from '../../support/until.ts';
import { delivery, eventOf } from './events.ts';
import { type Received, serve } from './serve.ts';

const secret = Secret.of(`whsec_${Buffer.from('not-a-real-secret-batch-0001').toString('base64')}`);
const batch = { size: 10, bytes: 1_048_576, waitMs: 0, requests: 2 };
const events = (count: number, data = {}) =>
  Array.from({ length: count }, (_, index) => eventOf('com.toy.moved', { index, ...data }, index, `order-${index}`));
const idsIn = ({ body }: Pick<Received, 'body'>): string[] =>
  (JSON.parse(body.toString()) as { id: string }[]).map(({ id }) => id);
const indexesIn = ({ body }: Pick<Received, 'body'>): number[] =>
  (JSON.parse(body.toString()) as { data: { index: number } }[]).map(({ data }) => data.index);

async function open(
  t: TestContext,
  {
    answer,
    settings = {},
    clock = systemClock,
  }: {
    answer?: (response: ServerResponse, request: Received) => void;
    settings?: Partial<HttpSinkSettings>;
    clock?: Clock;
  } = {},
) {
  const served = await serve(t, answer);
  const sink = openHttpSink(
    'orders',
    {
      ...{ type: 'http', url: served.url, secrets: [secret], mode: 'structured', timeoutMs: 10_000, reach: 'any' },
      ...{ delivery, batch },
      ...settings,
    },
    { clock },
  );
  t.after(() => sink.close());
  const deliverAll = (all: ReturnType<typeof events>) =>
    Promise.all(all.map((event) => sink.deliver(event, firstAttempt)));
  return { ...served, sink, deliverAll };
}
const kindsOf = (attempted: readonly Attempted[]) => attempted.map(({ kind }) => kind);

test('what is handed in together goes in one request, which the cloudevents package reads, signed as a whole', async (t) => {
  const { received, deliverAll } = await open(t);
  const all = events(5);
  const attempted = await deliverAll(all);
  assert.deepEqual(attempted[0], { kind: 'delivered', detail: 'answered 204, a batch of 5', status: 204 });
  assert.deepEqual(new Set(kindsOf(attempted)), new Set(['delivered']));
  const [request = assert.fail('nothing arrived'), ...more] = received;
  assert.deepEqual(more, []);
  const { headers, body } = request;
  assert.equal(headers['content-type'], 'application/cloudevents-batch+json; charset=utf-8');
  const read = HTTP.toEvent<unknown>({ headers, body: body.toString() });
  assert.ok(Array.isArray(read));
  assert.deepEqual(
    read.map((one) => JSON.parse(JSON.stringify(one))),
    all.map(({ envelope }) => JSON.parse(JSON.stringify(envelope))),
  );
  const key = readWebhookKey(secret);
  assert.ok(key.ok);
  assert.deepEqual(checkStandardWebhook(headers, body, [key.key], Date.now()), { ok: true, id: headers['webhook-id'] });
  assert.equal(headers['idempotency-key'], headers['webhook-id']);
});

test('one event is a batch of one, and the same events have the same id', async (t) => {
  const { received, deliverAll } = await open(t);
  const [one = assert.fail()] = events(1);
  await deliverAll([one]);
  await deliverAll([one]);
  assert.deepEqual(received.map(idsIn), [[one.id], [one.id]]);
  const [first, second] = received.map(({ headers }) => headers['webhook-id']);
  assert.equal(first, second);
  assert.notEqual(first, one.id, 'an id of an event and one of a batch are told apart');
});

test('no request has more events than its size, or more bytes than its bound but for one event that is larger', async (t) => {
  const bySize = await open(t);
  await bySize.deliverAll(events(25));
  assert.deepEqual(
    bySize.received.map((one) => idsIn(one).length).sort((a, b) => a - b),
    [5, 10, 10],
  );
  const byBytes = await open(t, { settings: { batch: { ...batch, bytes: 2_000 } } });
  await byBytes.deliverAll([...events(4, { note: 'x'.repeat(500) }), ...events(1, { note: 'x'.repeat(5_000) })]);
  assert.deepEqual(
    byBytes.received.map((one) => idsIn(one).length),
    [2, 2, 1],
  );
  for (const { body } of byBytes.received.slice(0, 2)) assert.ok(body.byteLength <= 2_000, `${body.byteLength}`);
});

test('no more requests than allowed are under way; what comes meanwhile goes together with the next', async (t) => {
  const held: ServerResponse[] = [];
  const { received, sink } = await open(t, {
    answer: (response) => void held.push(response),
    settings: { batch: { ...batch, requests: 1 } },
  });
  const all = events(4);
  const first = sink.deliver(all[0] ?? assert.fail(), firstAttempt);
  await until(() => received.length === 1);
  const others = all.slice(1).map((event) => sink.deliver(event, firstAttempt));
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  assert.equal(received.length, 1);
  held[0]?.writeHead(204).end();
  await first;
  await until(() => received.length === 2);
  assert.deepEqual(indexesIn(received[1] ?? assert.fail()), [1, 2, 3]);
  held[1]?.writeHead(204).end();
  await Promise.all(others);
});

test('with waitMs an event waits for company, no longer, and not at all for a full batch', async (t) => {
  const clock = heldClock();
  const { received, sink } = await open(t, { clock, settings: { batch: { ...batch, size: 3, waitMs: 200 } } });
  const all = events(5);
  const attempts = all.slice(0, 2).map((event) => sink.deliver(event, firstAttempt));
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  clock.advance(199);
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  assert.equal(received.length, 0);
  clock.advance(1);
  await until(() => received.length === 1);
  assert.deepEqual(indexesIn(received[0] ?? assert.fail()), [0, 1]);
  attempts.push(...all.slice(2).map((event) => sink.deliver(event, firstAttempt)));
  await until(() => received.length === 2);
  assert.deepEqual(indexesIn(received[1] ?? assert.fail()), [2, 3, 4]);
  await Promise.all(attempts);
});

for (const status of [500, 503, 429, 408])
  test(`${status} is a failed attempt of each event, and one failure for the circuit breaker`, async (t) => {
    const { received, deliverAll } = await open(t, {
      answer: (response) => response.writeHead(status, { 'retry-after': '7' }).end('later'),
    });
    const attempted = await deliverAll(events(4));
    assert.equal(received.length, 1, 'it is tried as a whole');
    const told = {
      kind: 'failed',
      detail: `answered ${status}, a batch of 4`,
      status,
      answer: 'later',
      retryAfterMs: 7_000,
    };
    assert.deepEqual(attempted, [told, ...Array.from({ length: 3 }, () => ({ ...told, counted: true }))]);
  });

test('410 is said of each event', async (t) => {
  const { deliverAll } = await open(t, { answer: (response) => response.writeHead(410).end() });
  assert.deepEqual(kindsOf(await deliverAll(events(3))), ['gone', 'gone', 'gone']);
});

test('a 422 because of one event is said of that one alone: each half is sent again', async (t) => {
  const { received, deliverAll } = await open(t, {
    answer: (response, request) =>
      response.writeHead(indexesIn(request).includes(5) ? 422 : 204).end('the fifth is not right'),
    settings: { batch: { ...batch, requests: 1 } },
  });
  const attempted = await deliverAll(events(8));
  assert.deepEqual(
    attempted.flatMap(({ kind }, index) => (kind === 'delivered' ? [] : [[index, kind]])),
    [[5, 'refused']],
  );
  assert.deepEqual(received.map(indexesIn), [
    [0, 1, 2, 3, 4, 5, 6, 7],
    [0, 1, 2, 3],
    [4, 5, 6, 7],
    [4, 5],
    [4],
    [5],
    [6, 7],
  ]);
});

test('a 413 is halved until it fits', async (t) => {
  const { received, deliverAll } = await open(t, {
    answer: (response, request) => response.writeHead(idsIn(request).length > 3 ? 413 : 204).end(),
  });
  assert.deepEqual(new Set(kindsOf(await deliverAll(events(10)))), new Set(['delivered']));
  assert.deepEqual(
    received.map((one) => idsIn(one).length),
    [10, 5, 3, 2, 5, 3, 2],
  );
});

for (const status of [401, 403, 404, 405, 415])
  test(`${status} is about the request, so no part of it is sent again`, async (t) => {
    const { received, deliverAll } = await open(t, { answer: (response) => response.writeHead(status).end() });
    assert.deepEqual(new Set(kindsOf(await deliverAll(events(4)))), new Set(['refused']));
    assert.equal(received.length, 1);
  });

test('a half that fails after the other was taken fails alone', async (t) => {
  let requests = 0;
  const { deliverAll } = await open(t, {
    answer: (response) => {
      requests += 1;
      response.writeHead([400, 204, 503][requests - 1] ?? 204).end();
    },
  });
  assert.deepEqual(kindsOf(await deliverAll(events(4))), ['delivered', 'delivered', 'failed', 'failed']);
});

test('a receiver that refuses slowly does not keep a batch for ever: the rest is tried again later', async (t) => {
  const clock = heldClock();
  const { received, deliverAll } = await open(t, {
    clock,
    answer: (response) => {
      clock.advance(9_000);
      response.writeHead(422).end();
    },
  });
  const attempted = await deliverAll(events(10));
  assert.equal(received.length, 7, 'a minute of nine seconds each, and the one under way');
  assert.ok(kindsOf(attempted).includes('failed'));
  assert.match(attempted.at(-1)?.detail ?? '', /^not tried: others of its batch took 60 s/);
});

test('an attempt that its worker gives up while it waits is not sent; one request ends when all of its events are given up', async (t) => {
  const held: ServerResponse[] = [];
  const { received, sink } = await open(t, {
    answer: (response) => void held.push(response),
    settings: { batch: { ...batch, requests: 1 } },
  });
  const all = events(4);
  const aborts = all.map(() => new AbortController());
  const attempts = all
    .slice(0, 2)
    .map((event, at) => sink.deliver(event, { ...firstAttempt, signal: aborts[at]?.signal ?? assert.fail() }));
  await until(() => received.length === 1);
  const [third = assert.fail(), fourth = assert.fail()] = all
    .slice(2)
    .map((event, at) => sink.deliver(event, { ...firstAttempt, signal: aborts[at + 2]?.signal ?? assert.fail() }));
  third.catch(() => {});
  aborts[2]?.abort(new Error('stopped'));
  aborts[0]?.abort(new Error('stopped'));
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
  aborts[1]?.abort(new Error('stopped'));
  for (const attempt of attempts) await assert.rejects(attempt, /stopped/);
  await until(() => received.length === 2);
  assert.deepEqual(indexesIn(received[1] ?? assert.fail()), [3]);
  held[1]?.writeHead(204).end();
  assert.equal((await fourth).kind, 'delivered');
});

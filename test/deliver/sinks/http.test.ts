import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { HTTP } from 'cloudevents';
import type { HttpSinkSettings } from '../../../src/config.ts';
import { type HttpSinkParts, openHttpSink } from '../../../src/deliver/sinks/http.ts';
import { ANSWER_BYTES_MAX, type Attempted } from '../../../src/deliver/sinks/sink.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { checkStandardWebhook, readWebhookKey } from '../../../src/trust/schemes/standard-webhooks.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { manualClock } from '../../outbound/manual-clock.ts';
import { firstAttempt } from '../../support/claims.ts';
import { delivery, eventOf } from './events.ts';
import { serve } from './serve.ts';

const older = Secret.of(`whsec_${Buffer.from('not-a-real-secret-older-0001').toString('base64')}`);
const newer = Secret.of(`whsk_${Buffer.from('not-a-real-ed25519-key-of-32-by!').toString('base64')}`);
const event = eventOf('com.toy.moved', { status: 'MOVED', note: 'ü' });

function open(context: TestContext, settings: Partial<HttpSinkSettings>, parts: Partial<HttpSinkParts> = {}) {
  const sink = openHttpSink(
    'orders',
    {
      type: 'http',
      url: 'http://127.0.0.1:1/',
      secrets: [older],
      mode: 'structured',
      timeoutMs: 10_000,
      reach: 'any',
      delivery,
      ...settings,
    },
    { clock: systemClock, ...parts },
  );
  context.after(() => sink.close());
  return sink;
}

function keyOf(secret: Secret) {
  const read = readWebhookKey(secret);
  assert.ok(read.ok);
  return read.key;
}

for (const mode of ['structured', 'binary'] as const)
  test(`an event arrives whole in ${mode} mode, as the cloudevents package reads it`, async (t) => {
    const { url, received } = await serve(t);
    const sink = open(t, { url, mode });
    assert.deepEqual(await sink.deliver(event, firstAttempt), {
      kind: 'delivered',
      detail: 'answered 204',
      status: 204,
    });
    const [{ method, url: target, headers, body } = assert.fail('nothing arrived')] = received;
    assert.deepEqual([method, target], ['POST', '/events?team=a']);
    const read = HTTP.toEvent<unknown>({ headers, body: body.toString() });
    assert.ok(!Array.isArray(read));
    const expected = JSON.parse(JSON.stringify(event.envelope));
    if (mode === 'binary') expected.subject = 'Zo%C3%AB%20&%20100%25';
    assert.deepEqual(JSON.parse(JSON.stringify(read)), expected);
    if (mode === 'binary') assert.equal(decodeURIComponent(read.subject ?? ''), 'Zoë & 100%');
  });

test('the webhook id and the idempotency key are the event id, and every secret of a rotation signs', async (t) => {
  const { url, received } = await serve(t);
  const sink = open(t, { url, secrets: [newer, older] });
  await sink.deliver(event, firstAttempt);
  await sink.deliver(event, { ...firstAttempt, attempt: 2 });
  const [first, second] = received;
  assert.ok(first !== undefined && second !== undefined);
  assert.equal(first.headers['idempotency-key'], event.id);
  assert.equal(second.headers['webhook-id'], event.id);
  assert.match(String(first.headers['webhook-signature']), /^v1a,\S+ v1,\S+$/);
  for (const secret of [older, newer])
    assert.deepEqual(checkStandardWebhook(first.headers, first.body, [keyOf(secret)], Date.now()), {
      ok: true,
      id: event.id,
    });
});

test('headers of the configuration are sent, and cannot replace the signature', async (t) => {
  const { url, received } = await serve(t);
  const sink = open(t, {
    url,
    headers: { Authorization: Secret.of('Bearer not-a-real-token'), 'Webhook-Id': Secret.of('not-the-id') },
  });
  await sink.deliver(event, firstAttempt);
  assert.equal(received[0]?.headers.authorization, 'Bearer not-a-real-token');
  assert.equal(received[0]?.headers['webhook-id'], event.id);
});

test('connections are used again, and no more are opened than deliveries may be under way', async (t) => {
  const { url, received, connections } = await serve(t);
  const sink = open(t, { url, delivery: { ...delivery, concurrency: 2 } });
  for (let round = 0; round < 10; round += 1)
    await Promise.all([sink.deliver(event, firstAttempt), sink.deliver(event, firstAttempt)]);
  assert.equal(received.length, 20);
  assert.ok(connections() <= 2, `${connections()} connections`);
});

const classes: readonly (readonly [number, Attempted['kind']])[] = [
  [200, 'delivered'],
  [202, 'delivered'],
  [204, 'delivered'],
  [301, 'failed'],
  [304, 'failed'],
  [400, 'refused'],
  [401, 'refused'],
  [404, 'refused'],
  [408, 'failed'],
  [409, 'refused'],
  [410, 'gone'],
  [413, 'refused'],
  [422, 'refused'],
  [425, 'failed'],
  [429, 'failed'],
  [500, 'failed'],
  [503, 'failed'],
];
for (const [status, kind] of classes)
  test(`${status} means ${kind}`, async (t) => {
    const { url } = await serve(t, (response) => response.writeHead(status, { location: '/elsewhere' }).end());
    const attempted = await open(t, { url }).deliver(event, firstAttempt);
    assert.equal(attempted.kind, kind);
    assert.equal(attempted.status, status);
  });

test('a redirect is not followed', async (t) => {
  const target = await serve(t);
  const { url } = await serve(t, (response) => response.writeHead(307, { location: target.url }).end());
  assert.equal((await open(t, { url }).deliver(event, firstAttempt)).kind, 'failed');
  assert.equal(target.received.length, 0);
});

test('Retry-After is handed on, in seconds and as a date', async (t) => {
  const clock = manualClock(Date.UTC(2026, 10, 21, 10, 0, 0));
  for (const [header, expected] of [
    ['17', 17_000],
    ['Sat, 21 Nov 2026 10:01:00 GMT', 60_000],
    ['soon', undefined],
  ] as const) {
    const { url } = await serve(t, (response) => response.writeHead(503, { 'retry-after': header }).end());
    const attempted = await open(t, { url }, { clock }).deliver(event, firstAttempt);
    assert.ok(attempted.kind === 'failed');
    assert.equal(attempted.retryAfterMs, expected);
  }
});

test('a server that answers too late, or half, is a failed attempt when its time is over', async (t) => {
  for (const answer of [
    () => {},
    (response: { writeHead: (status: number) => { write: (text: string) => unknown } }) =>
      void response.writeHead(200).write('half'),
  ]) {
    const clock = manualClock();
    let arrived = () => {};
    const request = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const { url, port } = await serve(t, (response) => {
      answer(response);
      arrived();
    });
    const attempt = open(t, { url, timeoutMs: 500 }, { clock }).deliver(event, firstAttempt);
    await request;
    clock.advance(500);
    assert.deepEqual(await attempt, {
      kind: 'failed',
      detail: `127.0.0.1:${port} did not finish its answer within 500 ms`,
    });
  }
});

test('an attempt ends when the worker aborts it', async (t) => {
  const stop = new AbortController();
  const { url } = await serve(t, () => stop.abort(new Error('the gateway stops')));
  await assert.rejects(open(t, { url }).deliver(event, { ...firstAttempt, signal: stop.signal }), /the gateway stops/);
});

test('nobody at the address, or one who hangs up, is a failed attempt', async (t) => {
  assert.deepEqual(await open(t, {}).deliver(event, firstAttempt), {
    kind: 'failed',
    detail: 'no answer from 127.0.0.1:1 (ECONNREFUSED)',
  });
  const { url } = await serve(t, (response) => response.destroy());
  assert.equal((await open(t, { url }).deliver(event, firstAttempt)).kind, 'failed');
});

test('the beginning of a refusal is kept: one KiB, without our secrets and without control characters', async (t) => {
  const token = 'not-a-real-token-that-is-echoed';
  const edge = ANSWER_BYTES_MAX - 5;
  const answers = [
    [`bad token ${token} \u001b[31mred`, 'bad token *** \ufffd[31mred'],
    [`${'x'.repeat(edge)}${token} and more`, 'x'.repeat(edge)],
    ['y'.repeat(1_000_000), 'y'.repeat(ANSWER_BYTES_MAX)],
    [older.reveal(), '***'],
    [older.reveal().slice('whsec_'.length), '***'],
    ['', undefined],
  ] as const;
  for (const [sent, kept] of answers) {
    const { url } = await serve(t, (response) => response.writeHead(400).end(sent));
    const attempted = await open(t, { url, headers: { authorization: Secret.of(`Bearer ${token}`) } }).deliver(
      event,
      firstAttempt,
    );
    assert.ok(attempted.kind === 'refused');
    assert.equal(attempted.answer, kept);
    assert.ok(Buffer.byteLength(attempted.answer ?? '') <= ANSWER_BYTES_MAX);
  }
});

test('outside development a sink at a private address is not called, whether it is written out or a name', async (t) => {
  const { received, port } = await serve(t);
  assert.throws(() => open(t, { url: `https://127.0.0.1:${port}/`, reach: 'public' }), /no address on the public/);
  assert.throws(() => open(t, { url: `http://203.0.113.1/`, reach: 'private' }), /only https is called/);
  assert.throws(() => open(t, { url: `https://169.254.169.254/`, reach: 'private' }), /no address that may be called/);
  const named = open(
    t,
    { url: `https://orders.example.com:${port}/`, reach: 'public' },
    { resolve: async () => [{ address: '127.0.0.1', family: 4 }] },
  );
  const attempted = await named.deliver(event, firstAttempt);
  assert.equal(attempted.kind, 'failed');
  assert.match(attempted.detail, /orders\.example\.com has no address on the public internet/);
  assert.equal(received.length, 0);
});

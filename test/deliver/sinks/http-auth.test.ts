/** Receivers that are not ours: HTTP Basic, and OAuth 2 with a token endpoint of theirs. */
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';
import type { HttpSinkSettings } from '../../../src/config.ts';
import { type HttpSinkParts, openHttpSink } from '../../../src/deliver/sinks/http.ts';
import { openSinks } from '../../../src/deliver/sinks/open.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { checkStandardWebhook, readWebhookKey } from '../../../src/trust/schemes/standard-webhooks.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { manualClock } from '../../outbound/manual-clock.ts';
import { firstAttempt } from '../../support/claims.ts';
import { delivery, eventOf } from './events.ts';
import { type Received, serve } from './serve.ts';

const signing = Secret.of(`whsec_${Buffer.from('not-a-real-secret-older-0001').toString('base64')}`);
const clientSecret = Secret.of('not a real: secret+é');
const event = eventOf('com.toy.moved', { status: 'MOVED' });

const settingsOf = (url: string, auth: NonNullable<HttpSinkSettings['auth']>): HttpSinkSettings => ({
  ...{ type: 'http', url, secrets: [signing], mode: 'structured', timeoutMs: 10_000, reach: 'any', delivery, auth },
});

function open(
  t: TestContext,
  url: string,
  auth: NonNullable<HttpSinkSettings['auth']>,
  parts: Partial<HttpSinkParts> = {},
) {
  const sink = openHttpSink('theirs', settingsOf(url, auth), { clock: systemClock, ...parts });
  t.after(() => sink.close());
  return sink;
}

const client = (tokenUrl: string, scope?: string) => ({
  oauth2: { tokenUrl, clientId: 'push:dock', clientSecret, ...(scope !== undefined && { scope }) },
});

/** A token endpoint that gives `token-1`, `token-2` …, each for a thousand seconds. */
async function serveTokens(t: TestContext) {
  let given = 0;
  return serve(t, (response) => {
    given += 1;
    const token = { access_token: `not-a-real-token-${given}`, token_type: 'Bearer', expires_in: 1000 };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(token));
  });
}
const proofs = (received: readonly Received[]) => received.map(({ headers }) => headers.authorization);

function signed({ headers, body }: Received) {
  const read = readWebhookKey(signing);
  assert.ok(read.ok);
  return checkStandardWebhook(headers, body, [read.key], Date.now()).ok;
}

test('Basic sends user and password in UTF-8 beside the signature', async (t) => {
  const { url, received } = await serve(t);
  const sink = open(t, url, { basic: { user: 'Zoë', password: Secret.of('not:a-real-pässword') } });
  assert.equal((await sink.deliver(event, firstAttempt)).kind, 'delivered');
  const [one = assert.fail('nothing arrived')] = received;
  assert.equal(one.headers.authorization, `Basic ${Buffer.from('Zoë:not:a-real-pässword').toString('base64')}`);
  assert.ok(signed(one));
});

test('OAuth 2 asks for a token as RFC 6749 says, and sends it beside the signature', async (t) => {
  const tokens = await serveTokens(t);
  const { url, received } = await serve(t);
  const sink = open(t, url, client(tokens.url, 'events.write events.read'));
  assert.equal((await sink.deliver(event, firstAttempt)).kind, 'delivered');
  const [asked = assert.fail('no token was asked for'), ...more] = tokens.received;
  assert.equal(more.length, 0);
  assert.deepEqual([asked.method, asked.url], ['POST', '/events?team=a']);
  assert.match(String(asked.headers['content-type']), /^application\/x-www-form-urlencoded/);
  assert.equal(asked.body.toString(), 'grant_type=client_credentials&scope=events.write+events.read');
  assert.equal(
    Buffer.from(String(asked.headers.authorization).replace('Basic ', ''), 'base64').toString(),
    'push%3Adock:not+a+real%3A+secret%2B%C3%A9',
  );
  const [one = assert.fail('nothing arrived')] = received;
  assert.equal(one.headers.authorization, 'Bearer not-a-real-token-1');
  assert.ok(signed(one));
});

test('one token serves all who wait and all who follow, and is renewed before it ends', async (t) => {
  const clock = manualClock(Date.now());
  const tokens = await serveTokens(t);
  const { url, received } = await serve(t);
  const sink = open(t, url, client(tokens.url), { clock });
  await Promise.all(Array.from({ length: 8 }, () => sink.deliver(event, firstAttempt)));
  assert.equal(tokens.received.length, 1);
  clock.advance(999_000);
  await sink.deliver(event, firstAttempt);
  while (tokens.received.length < 2) await new Promise(setImmediate);
  assert.equal(received.length, 9);
  assert.deepEqual([...new Set(proofs(received))], ['Bearer not-a-real-token-1']);
  clock.advance(1_000);
  await sink.deliver(event, firstAttempt);
  assert.equal(proofs(received).at(-1), 'Bearer not-a-real-token-2');
  assert.equal(tokens.received.length, 2);
});

test('a 401 fetches a new token, once for all who got it, and the events arrive', async (t) => {
  const tokens = await serveTokens(t);
  const { url, received } = await serve(t, (response, { headers }) =>
    response.writeHead(headers.authorization === 'Bearer not-a-real-token-1' ? 401 : 204).end(),
  );
  const sink = open(t, url, client(tokens.url));
  const attempts = await Promise.all(Array.from({ length: 8 }, () => sink.deliver(event, firstAttempt)));
  assert.deepEqual([...new Set(attempts.map(({ kind }) => kind))], ['delivered']);
  assert.equal(tokens.received.length, 2);
  assert.ok(received.every(signed));
});

test('a second 401 is about our client: it counts as any 401, and no third token is asked for', async (t) => {
  const tokens = await serveTokens(t);
  const { url, received } = await serve(t, (response) => response.writeHead(401).end());
  const attempted = await open(t, url, client(tokens.url)).deliver(event, firstAttempt);
  assert.deepEqual(attempted, { kind: 'refused', detail: 'answered 401', status: 401 });
  assert.equal(received.length, 2);
  assert.equal(tokens.received.length, 2);
});

type Answer = (response: ServerResponse) => void;
const json = (status: number, body: unknown, headers = {}): Answer => {
  return (response) => response.writeHead(status, headers).end(JSON.stringify(body));
};
const refused = { error: 'invalid_client', error_description: clientSecret.reveal() };
const noTokens: readonly (readonly [string, Answer, RegExp])[] = [
  ['refuses our client', json(401, refused), /answered 401 to the token request \(invalid_client\)$/],
  ['echoes our secret', json(400, { error: clientSecret.reveal() }), /answered 400 to the token request$/],
  ['is down', (response) => response.writeHead(503, { 'retry-after': '17' }).end('<html>'), /answered 503/],
  ['gives none', json(200, { access_token: 'x', token_type: 'mac' }), /answered 200 .*without a bearer token$/],
  ['gives a line end', json(200, { access_token: 'x\r\ny: z', token_type: 'bearer' }), /without a bearer token$/],
  ['redirects', (response) => response.writeHead(307, { location: '/' }).end(), /redirects are not followed/],
  ['never stops', json(200, 'x'.repeat(100_000)), /is over 65536 bytes/],
  ['hangs up', (response) => response.destroy(), /no answer from 127\.0\.0\.1/],
];
for (const [what, answer, reason] of noTokens)
  test(`a token endpoint that ${what} is a failed attempt with its reason, and no event is sent`, async (t) => {
    const lines: string[] = [];
    const write = (...line: unknown[]) => void lines.push(JSON.stringify(line));
    const log = { info: write, warn: write, error: write };
    const tokens = await serve(t, answer);
    const { url, received } = await serve(t);
    const attempted = await open(t, url, client(tokens.url), { log }).deliver(event, firstAttempt);
    assert.ok(attempted.kind === 'failed');
    assert.match(attempted.detail, /^no token for the receiver: /);
    assert.match(attempted.detail, reason);
    assert.equal(attempted.retryAfterMs, what === 'is down' ? 17_000 : undefined);
    assert.equal(received.length, 0);
    for (const text of [JSON.stringify(attempted), ...lines]) assert.doesNotMatch(text, /not a real|not\+a\+real/);
  });

test('a token endpoint has 10 s, the next attempt asks again, and closing the sink breaks it off', async (t) => {
  const clock = manualClock(Date.now());
  let arrived = () => {};
  const asked = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const tokens = await serve(t, () => arrived());
  const { url } = await serve(t);
  const sink = openHttpSink('theirs', settingsOf(url, client(tokens.url)), { clock });
  const attempt = sink.deliver(event, firstAttempt);
  await asked;
  clock.advance(10_000);
  const attempted = await attempt;
  assert.equal(attempted.kind, 'failed');
  assert.match(attempted.detail, /did not finish its answer within 10000 ms/);
  const again = sink.deliver(event, firstAttempt);
  while (tokens.received.length < 2) await new Promise(setImmediate);
  await sink.close();
  assert.match((await again).detail, /the token request was broken off/);
});

test('an attempt that waits for a token ends when the worker aborts it', async (t) => {
  const stop = new AbortController();
  const tokens = await serve(t, () => stop.abort(new Error('the gateway stops')));
  const { url, received } = await serve(t);
  const attempt = open(t, url, client(tokens.url)).deliver(event, { ...firstAttempt, signal: stop.signal });
  await assert.rejects(attempt, /the gateway stops/);
  assert.equal(received.length, 0);
});

test('a receiver that echoes its request puts neither token nor password into the stored answer', async (t) => {
  const tokens = await serveTokens(t);
  const { url } = await serve(t, (response, { headers }) =>
    response.writeHead(400).end(`${headers.authorization} and ${'not-a-real-password'}`),
  );
  for (const [auth, kept] of [
    [client(tokens.url), 'Bearer *** and not-a-real-password'],
    [{ basic: { user: 'pushdock', password: Secret.of('not-a-real-password') } }, '*** and ***'],
  ] as const) {
    const attempted = await open(t, url, auth).deliver(event, firstAttempt);
    assert.ok(attempted.kind === 'refused');
    assert.equal(attempted.answer, kept);
  }
});

test('a token endpoint at an address out of reach is not called', async (t) => {
  const tokens = await serveTokens(t);
  const url = 'https://orders.example.com/';
  const auth = client(`https://login.example.com:${tokens.port}/token`);
  const resolve = async () => [{ address: '127.0.0.1', family: 4 as const }];
  const sink = openHttpSink('theirs', { ...settingsOf(url, auth), reach: 'public' }, { clock: systemClock, resolve });
  t.after(() => sink.close());
  const attempted = await sink.deliver(event, firstAttempt);
  assert.equal(attempted.kind, 'failed');
  assert.match(attempted.detail, /login\.example\.com has no address on the public internet/);
  assert.equal(tokens.received.length, 0);
});

test('a sink that is opened from the configuration proves itself as well', async (t) => {
  const tokens = await serveTokens(t);
  const { url, received } = await serve(t);
  const [sink = assert.fail('no sink')] = await openSinks({ theirs: settingsOf(url, client(tokens.url)) });
  t.after(() => sink.close());
  await sink.deliver(event, firstAttempt);
  assert.deepEqual(proofs(received), ['Bearer not-a-real-token-1']);
});

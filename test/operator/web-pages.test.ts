/** In development the operator API asks nobody for a token. Then it must not answer a web page that happens to be open on the same machine. */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { gatewayOperations } from '../../generated/gateway/operations.ts';
import { openOperatorListener, operatorToken } from '../support/operator.ts';
import { storeWith } from '../support/toy-receiving.ts';

type Heard = { readonly status: number | undefined; readonly text: string };

/** Over node:http, since `fetch` sets Host and Origin itself. */
const send = (url: string, method: string, path: string, headers: Record<string, string>) =>
  new Promise<Heard>((resolve, reject) => {
    const { port } = new URL(url);
    const asked = request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(chunks).toString('utf8') }));
    });
    asked.on('error', reject);
    asked.end();
  });

/** The path of an operation with something in its place-holders. */
const pathOf = (template: string) => template.replaceAll(/\{[^}]+\}/g, '019aa4d2-7c1e-7b3a-9f04-5d2c8e6a1b37');
const guarded = gatewayOperations.filter(({ security }) => security.length > 0);
const store = storeWith({ listMessages: async () => ({ items: [] }) });

const pages: readonly (readonly [of: string, headers: Record<string, string>])[] = [
  ['another site, by a form', { origin: 'https://evil.example.com', 'content-type': 'text/plain' }],
  ['another site, by an image', { 'sec-fetch-site': 'cross-site' }],
  ['a sandboxed frame', { origin: 'null' }],
  [
    'another port of this machine',
    { host: 'localhost:8081', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' },
  ],
  ['a name that resolves to this machine', { host: 'rebound.example.com:8081' }],
];

for (const [of, headers] of pages)
  test(`no operation, with a body or without one, is done in development for a page of ${of}`, async (t) => {
    const { url, stop } = await openOperatorListener(store);
    t.after(() => stop(0));
    assert.ok(guarded.filter(({ method }) => method === 'post').length > 5);
    for (const { method, path } of guarded) {
      const { status, text } = await send(url, method.toUpperCase(), pathOf(path), headers);
      assert.equal(status, 401, `${method} ${path}`);
      assert.match(JSON.parse(text).detail, /web page.*127\.0\.0\.1, \[::1\] or localhost.*admin\.tokens/);
    }
  });

const asking = (host: string): readonly Record<string, string>[] => [
  {},
  { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'none' },
];

test('programs, and pages of the operator listener itself, are answered in development without a token', async (t) => {
  const { url, stop } = await openOperatorListener(store);
  t.after(() => stop(0));
  const { port } = new URL(url);
  for (const host of [
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    `[::1]:${port}`,
    `localhost.:${port}`,
    'localhost:9999',
  ])
    for (const headers of asking(host))
      assert.equal((await send(url, 'GET', '/api/messages', { host, ...headers })).status, 200, host);
});

test('a caller with a token is answered as usual, in development and outside it, whatever else the request says', async (t) => {
  for (const development of [true, false]) {
    const { url, stop } = await openOperatorListener(store, { development });
    t.after(() => stop(0));
    const authorization = `Bearer ${operatorToken}`;
    for (const [, headers] of pages)
      assert.equal((await send(url, 'GET', '/api/messages', { ...headers, authorization })).status, 200);
    const wrong = await send(url, 'GET', '/api/messages', { authorization: 'Bearer wrong', ...pages[0]?.[1] });
    assert.equal(wrong.status, 401);
  }
});

test('health answers whoever asks, as a load balancer names the gateway as it likes', async (t) => {
  const { url, stop } = await openOperatorListener(store);
  t.after(() => stop(0));
  assert.equal((await send(url, 'GET', '/health/live', { host: 'gateway.internal:8081' })).status, 200);
});

test('no answer allows a page of another origin to read it', async (t) => {
  const { url, stop } = await openOperatorListener(store);
  t.after(() => stop(0));
  const answer = await fetch(`${url}/api/messages`, {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example.com' },
  });
  assert.equal(answer.headers.get('access-control-allow-origin'), null);
  assert.equal(answer.ok, false);
});

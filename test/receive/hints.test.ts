import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openConfiguredGateway } from '../support/configured-gateway.ts';
import { exchange } from '../support/wire.ts';

const source = 'sources: { shipping: { provider: paazl, auth: { bearer: [development-paazl-token] } } }\n';

test('in development a 404 names the nearest source to callers on this machine only', async (t) => {
  const { publicUrl } = await openConfiguredGateway(t, source);
  const { port } = new URL(publicUrl);
  const asked = (...lines: readonly string[]) =>
    exchange(
      publicUrl,
      `POST /push/paazl/shiping HTTP/1.1\r\n${lines.map((line) => `${line}\r\n`).join('')}Content-Length: 0\r\nConnection: close\r\n\r\n`,
    );
  for (const host of [`127.0.0.1:${port}`, 'localhost', `[::1]:${port}`])
    assert.match(await asked(`Host: ${host}`), /The nearest source answers at \/push\/paazl\/shipping/);
  // Tunnels and proxies end on loopback too; they keep the name that was called, or say for whom they ask.
  for (const lines of [
    ['Host: hooks.example.com'],
    ['Host: 203.0.113.7'],
    ['Host: localhost', 'X-Forwarded-For: 203.0.113.7'],
    ['Host: localhost', 'X-Forwarded-Proto: https'],
    ['Host: localhost', 'Forwarded: for=203.0.113.7'],
    ['Host: localhost', 'Via: 1.1 proxy'],
  ]) {
    const answer = await asked(...lines);
    assert.match(answer, /^HTTP\/1\.1 404 /);
    assert.ok(!answer.includes('nearest') && !answer.includes('shipping'), lines.join());
  }
});

test('HEAD is answered where GET is, with the headers of GET and no body', async (t) => {
  const { publicUrl, operatorUrl } = await openConfiguredGateway(
    t,
    `sources:
  market:
    provider: appdirect
    auth: { basic: { user: appdirect, password: development-appdirect-password } }
    eventHosts: [127.0.0.1:4015]
    outbound: none
    responder: { mode: auto }
`,
  );
  for (const [url, status] of [
    [`${operatorUrl}/health/live`, 200],
    [`${operatorUrl}/api/messages`, 200],
    [`${operatorUrl}//api/messages/`, 200],
    [`${operatorUrl}/metrics`, 200],
    [`${operatorUrl}/api/nothing`, 404],
    [`${publicUrl}/push/appdirect/market?eventUrl=x`, 401],
    [`${publicUrl}/contracts/nothing`, 404],
  ] as const) {
    const [get, head] = [await fetch(url), await fetch(url, { method: 'HEAD' })];
    assert.deepEqual([get.status, head.status], [status, status], url);
    assert.equal(head.headers.get('content-type'), get.headers.get('content-type'), url);
    assert.equal(await head.text(), '', url);
  }
  const other = await fetch(`${publicUrl}/push/appdirect/market`, { method: 'PUT' });
  assert.deepEqual([other.status, other.headers.get('allow')], [405, 'GET, HEAD']);
});

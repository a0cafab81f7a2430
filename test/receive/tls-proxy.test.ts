/** OAuth 1.0a signs the URL that was called. Behind a proxy that ends TLS the gateway sees another one, and must know the first. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { createServer } from 'node:https';
import { type TestContext, test } from 'node:test';
import { listen } from '../../src/running/listening.ts';
import { freshNonce, signOauth1 } from '../../src/trust/schemes/oauth1.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { openCertificates, server } from '../support/certificates.ts';
import { openSecureGateway, send } from '../support/secure-gateway.ts';

const consumer = { consumerKey: 'test-consumer', secret: Secret.of('test-only-secret-0001') };
const sources = `
sources:
  market:
    provider: appdirect
    auth: { oauth1: { consumerKey: test-consumer, secret: test-only-secret-0001 } }
    eventHosts: [ marketplace.example.com ]
    outbound: none
    responder: { mode: auto }
`;
// Not on the list, so it is answered 200 with success=false and never fetched: that the caller was believed is all that matters here.
const query = 'eventUrl=https%3A%2F%2Felsewhere.example.com%2Fapi%2Fintegration%2Fv1%2Fevents%2Ftoken-1';

/** Ends TLS on a port of its own and passes requests on, from 127.0.0.9, with the headers that it is to add. Without its `prefix`. */
async function openProxy(
  t: TestContext,
  target: () => string,
  add: (host: string) => Readonly<Record<string, string>>,
  prefix = '',
) {
  const { file, key } = openCertificates(t).make('proxy', { extensions: server });
  const proxy = createServer({ cert: readFileSync(file), key: readFileSync(key) }, (request, response) => {
    const { hostname, port } = new URL(target());
    const headers = { ...request.headers, host: 'inner.local', ...add(request.headers.host ?? '') };
    const path = (request.url ?? '').slice(prefix.length);
    const passed = httpRequest({ hostname, port, path, method: request.method, headers, localAddress: '127.0.0.9' });
    passed.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  const { url, stop } = await listen(proxy, { host: '127.0.0.1', port: 0 });
  t.after(() => stop(0));
  return url;
}

/** Calls as the marketplace does: what it signs is the URL that it calls, unless told otherwise. */
function call(url: string, signed = url, headers: Readonly<Record<string, string>> = {}) {
  const stamp = { timestampSeconds: Math.floor(Date.now() / 1000), nonce: freshNonce() };
  const { authorization } = signOauth1({ method: 'GET', url: signed }, consumer, stamp);
  return send(url, { method: 'GET', headers: { ...headers, authorization } });
}

test('with publicUrl configured the signature fits, whatever the proxy says', async (t) => {
  let gatewayUrl = '';
  const proxy = await openProxy(
    t,
    () => gatewayUrl,
    () => ({ 'x-forwarded-host': 'wrong.example.com' }),
    '/hooks',
  );
  const gateway = await openSecureGateway(t, '', `publicUrl: '${proxy}/hooks'\n${sources}`);
  gatewayUrl = gateway.publicUrl;
  const url = `${proxy}/hooks/push/appdirect/market?${query}`;
  const { status, body } = await call(url);
  assert.equal(status, 200);
  assert.match(body, /CONFIGURATION_ERROR/);
  // What the gateway itself sees is not what was signed.
  assert.equal((await call(url, `${gateway.publicUrl}/push/appdirect/market?${query}`)).status, 401);
  assert.equal((await call(url, url.replace('token-1', 'token-2'))).status, 401);
});

for (const [name, add] of [
  [
    'X-Forwarded-Proto and -Host',
    (host: string) => ({ 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https', 'x-forwarded-host': host }),
  ],
  ['Forwarded', (host: string) => ({ forwarded: `for=203.0.113.7;proto=https;host="${host}"` })],
] as const)
  test(`without publicUrl, ${name} of a trusted proxy say what was called`, async (t) => {
    let gatewayUrl = '';
    const proxy = await openProxy(t, () => gatewayUrl, add);
    const gateway = await openSecureGateway(t, 'trustedProxies: [ 127.0.0.9 ]', sources);
    gatewayUrl = gateway.publicUrl;
    assert.equal((await call(`${proxy}/push/appdirect/market?${query}`)).status, 200);
    // A stranger who reaches the gateway without the proxy cannot choose the URL that a signature is held against.
    const direct = `${gateway.publicUrl}/push/appdirect/market?${query}`;
    assert.equal((await call(direct, direct.replace(gateway.publicUrl, proxy), add(new URL(proxy).host))).status, 401);
    assert.equal((await call(direct)).status, 200);
  });

test('without a trusted proxy its headers change nothing', async (t) => {
  let gatewayUrl = '';
  const proxy = await openProxy(
    t,
    () => gatewayUrl,
    (host) => ({ 'x-forwarded-proto': 'https', 'x-forwarded-host': host }),
  );
  const gateway = await openSecureGateway(t, '', sources);
  gatewayUrl = gateway.publicUrl;
  const url = `${proxy}/push/appdirect/market?${query}`;
  assert.equal((await call(url)).status, 401);
});

/** A whole gateway and a marketplace on real sockets: each gets a token from the other, and an order goes through. */

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createGateway } from '../../../generated/gateway/client/client.ts';
import type { Configuration } from '../../../src/config.ts';
import { openGateway } from '../../../src/gateway.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { listening } from '../../providers/appdirect/listening.ts';
import { said, sent } from '../../providers/appdirect/market.ts';
import { recordingLog } from '../../support/recording-log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { toyConfiguration } from '../../support/toy-gateway.ts';
import { until } from '../../support/until.ts';

const clientSecret = 'not-a-real-client-secret-1';
const apiSecret = 'not-a-real-api-secret-1';
const publicUrl = 'https://hooks.example.com';

async function openBoth(t: TestContext, folder = temporaryFolder(t), changes: Partial<Configuration> = {}) {
  const marketplace = await listening(t, ({ target, headers, method }) => {
    if (target === '/oauth2/token')
      return headers.authorization === `Basic ${Buffer.from(`product-1:${apiSecret}`).toString('base64')}`
        ? said({ access_token: 'token-of-the-marketplace', token_type: 'bearer', expires_in: 60 })
        : { status: 401 };
    if (headers.authorization !== 'Bearer token-of-the-marketplace') return { status: 401 };
    return method === 'GET' ? sent('subscription-order.typical.json', marketplace.url) : { status: 200 };
  });
  const source = (hosts: readonly string[], id: string) => ({
    provider: 'appdirect',
    auth: { oauth2: { clients: [{ id, secret: Secret.of(clientSecret) }], ttlMs: 3_600_000 } },
    eventHosts: hosts,
    outbound: { oauth2: { clientId: 'product-1', clientSecret: Secret.of(apiSecret) } },
    parameter: 'eventUrl',
    eventFormat: 'json',
    responder: { mode: 'auto' },
    result: { format: 'json', style: 'sdk' },
  });
  const log = recordingLog();
  const gateway = await openGateway(
    toyConfiguration(folder, {
      publicUrl,
      sinks: {},
      sources: { market: source([marketplace.host], 'appdirect'), other: source([marketplace.host], 'other') },
      ...changes,
    }),
    { log },
  );
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= gateway.close();
    return closing;
  };
  t.after(close);
  const token = (
    authorization: string,
    body = 'grant_type=client_credentials',
    contentType = 'application/x-www-form-urlencoded',
  ) =>
    fetch(`${gateway.publicUrl}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': contentType, ...(authorization !== '' && { authorization }) },
      body,
    });
  const push = (bearer: string, event: string, name = 'market') => {
    const eventUrl = encodeURIComponent(`${marketplace.url}/api/integration/v1/events/${event}`);
    return fetch(`${gateway.publicUrl}/push/appdirect/${name}?eventUrl=${eventUrl}`, {
      headers: { authorization: `Bearer ${bearer}`, accept: 'application/json' },
    });
  };
  return { gateway, close, marketplace, token, push, log, folder };
}

const basic = `Basic ${Buffer.from(`appdirect:${clientSecret}`).toString('base64')}`;
const read = async (answer: Response) => {
  assert.equal(answer.status, 200);
  const body: unknown = await answer.json();
  assert.ok(typeof body === 'object' && body !== null && 'access_token' in body);
  assert.equal(typeof body.access_token, 'string');
  return { ...body, access_token: String(body.access_token) };
};

test('a marketplace gets a token from us, pushes with it, and gives us one for its event', async (t) => {
  const { gateway, marketplace, token, push, log } = await openBoth(t);
  const answer = await token(basic);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal(answer.headers.get('content-type'), 'application/json');
  const { access_token, ...rest } = await read(answer);
  assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 3600, scope: 'push' });

  const result = await push(access_token, 'order-1');
  assert.equal(result.status, 200);
  assert.equal(Reflect.get(Object(await result.json()), 'success'), true);
  assert.deepEqual(
    marketplace.heard.map(({ method, target }) => `${method} ${target}`),
    ['POST /oauth2/token', 'GET /api/integration/v1/events/order-1'],
  );

  assert.equal((await push(access_token, 'order-2', 'other')).status, 401, "another source's token");
  assert.equal((await push(`${access_token}x`, 'order-2')).status, 401);
  const refused = await push('', 'order-2');
  assert.equal(refused.headers.get('www-authenticate'), 'Bearer realm="pushdock", error="invalid_token"');

  const operator = createGateway({ baseUrl: gateway.operatorUrl });
  await until(async () => {
    const shown = await operator.getSource({ path: { name: 'market' } });
    return (
      shown.status === 200 &&
      shown.body.credentials.some(({ label, uses }) => label === 'oauth2:appdirect' && uses === 1)
    );
  });
  const said = JSON.stringify(log.lines);
  for (const secret of [access_token, clientSecret, apiSecret, 'token-of-the-marketplace', basic])
    assert.ok(!said.includes(secret), 'a secret stands in the log');
});

test('the values to enter at the marketplace are shown with the source, without the secret', async (t) => {
  const { gateway } = await openBoth(t);
  const shown = await createGateway({ baseUrl: gateway.operatorUrl }).getSource({ path: { name: 'market' } });
  assert.ok(shown.status === 200);
  const setup = Object.fromEntries(shown.body.setup.map(({ field, value }) => [field, value]));
  assert.equal(setup['OAuth 2 token URL (client credentials)'], `${publicUrl}/oauth/token`);
  assert.equal(setup['OAuth 2 client id'], 'appdirect');
  assert.equal(setup['OAuth 2 client secret'], '***');
});

test('a token is good after a restart, and no longer once other keys were configured', async (t) => {
  const first = await openBoth(t);
  const { access_token } = await read(await first.token(basic));
  await first.close();
  const again = await openBoth(t, first.folder);
  assert.equal((await again.push(access_token, 'order-1')).status, 200);
  await again.close();
  const changed = await openBoth(t, first.folder, {
    oauth: { signingKeys: [Secret.of('not-a-real-signing-key-of-32-bytes')] },
  });
  assert.equal((await changed.push(access_token, 'order-1')).status, 401, 'other keys');
});

test('the token endpoint takes a form by POST, of a few bytes, and nothing else', async (t) => {
  const { gateway, token } = await openBoth(t);
  const get = await fetch(`${gateway.publicUrl}/oauth/token`);
  assert.equal(get.status, 405);
  assert.equal(get.headers.get('allow'), 'POST');
  assert.equal((await token(basic, `grant_type=client_credentials&x=${'x'.repeat(8192)}`)).status, 413);
  assert.equal((await token(basic, '{"grant_type":"client_credentials"}', 'application/json')).status, 400);
  assert.equal(
    (await token('', `grant_type=client_credentials&client_id=appdirect&client_secret=${clientSecret}`)).status,
    200,
  );
});

/**
 * The secrets that leave the gateway or are made by it: to providers' APIs, to the responder, to sinks, and the tokens of our own. Whoever is called
 * quotes everything that it heard, in failing answers, as servers do that are debugged in production.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freshNonce, signOauth1 } from '../../src/trust/schemes/oauth1.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';
import { example, oneShoppingCart, paazl } from './examples.ts';
import { exchange, statusOf, type WireRequest } from './wire.ts';

const planted = {
  PAAZL: 'planted-paazl-token-1001',
  SHOP_KEY: 'planted-shop-key-1002',
  MERCHANT_KEY: 'planted-merchant-key-1003&<>',
  OAUTH1_IN: 'planted-oauth1-in-1004',
  OAUTH1_OUT: 'planted-oauth1-out-1005',
  OAUTH2_IN: 'planted-oauth2-in-1006-and-longer-than-32-bytes',
  OAUTH2_OUT: 'planted-oauth2-out-1007',
  TOKEN_KEY: 'planted-token-signing-key-1008-of-32-bytes',
  RESPONDER: 'planted-responder-token-1009',
  SINK_SECRET: `whsec_${Buffer.from('planted-sink-secret-1010-24by').toString('base64')}`,
  SINK_HEADER: 'Bearer planted-sink-header-1011',
  OPERATOR: 'planted-operator-token-1012',
};

/** Issued while the test runs: by us to the marketplace, and by the marketplace to us. */
const issued: string[] = ['planted-access-token-2001'];
/** What was heard by those whom the gateway calls: the secrets did travel. */
let heard = '';
let server: Server;
let gateway: RunningGateway;
let host = '';

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  // What matters first: a reason that is cut must not be what keeps a secret from being seen.
  const said = `${Buffer.concat(chunks)} ${request.headers.authorization} ${request.method} ${request.url} ${JSON.stringify(request.headers)}`;
  heard += `${said}\n`;
  const answer = (status: number, type: string, body: string) => {
    response.writeHead(status, { 'content-type': type, 'x-heard': encodeURIComponent(said).slice(0, 4_000) });
    response.end(body);
  };
  if (request.url?.includes('/oauth2/token'))
    return answer(
      200,
      'application/json',
      JSON.stringify({ access_token: issued[0], token_type: 'Bearer', expires_in: 600 }),
    );
  if (request.url?.includes('/events/fetched'))
    return answer(200, 'application/json', example('appdirect', 'subscription-order.typical.json'));
  if (/\/orders\/quoted\//i.test(request.url ?? ''))
    return answer(200, 'text/xml', `<Response success="false"><Error>${xml(said)}</Error></Response>`);
  answer(500, 'text/plain', said);
}

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

before(async () => {
  server = createServer((request, response) => void echo(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  gateway = await startTryGateway({ env: planted, configure });
});
after(async () => {
  await gateway?.stop();
  server?.closeAllConnections();
  server?.close();
});

const configure = (text: string) => `${text.slice(0, text.indexOf('sources:'))}
admin: { tokens: [ { name: tester, secret: { env: OPERATOR } } ] }
oauth: { signingKeys: [ { env: TOKEN_KEY } ] }
sources:
  shipping: { provider: paazl, auth: { bearer: [ { env: PAAZL } ] } }
  shop: { provider: oneshoppingcart, key: { env: SHOP_KEY }, merchantId: '118303', merchantKey: { env: MERCHANT_KEY }, apiBase: 'http://${host}' }
  signed:
    provider: appdirect
    auth: { oauth1: { consumerKey: planted-name, secret: { env: OAUTH1_IN } } }
    eventHosts: [ '${host}' ]
    outbound: { oauth1: { consumerKey: planted-name, secret: { env: OAUTH1_OUT } } }
    responder: { mode: http, url: 'http://${host}/responder', secret: { env: RESPONDER } }
  tokened:
    provider: appdirect
    auth: { oauth2: { clients: [ { id: marketplace, secret: { env: OAUTH2_IN } } ] } }
    eventHosts: [ '${host}' ]
    outbound: { oauth2: { clientId: planted-client, clientSecret: { env: OAUTH2_OUT } } }
    responder: { mode: http, url: 'http://${host}/responder', secret: { env: RESPONDER } }
sinks:
  ledger: { type: file, path: ${text.match(/path: (\S+events\.ndjson)/)?.[1]} }
  orders: { type: http, url: 'http://${host}/orders?key=in-a-query', secrets: [ { env: SINK_SECRET } ], headers: { x-key: { env: SINK_HEADER } }, allowPrivate: true }
`;

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const answers: string[] = [];

async function send(request: WireRequest): Promise<string> {
  const answer = await exchange(gateway.publicUrl, request);
  answers.push(answer);
  return answer;
}

function signedPush(secret: string, event: string): WireRequest {
  const target = `/push/appdirect/signed?eventUrl=${encodeURIComponent(`http://${host}/api/integration/v1/events/${event}`)}`;
  const headers = signOauth1(
    { method: 'GET', url: `${gateway.publicUrl}${target}` },
    { consumerKey: 'planted-name', secret: Secret.of(secret) },
    { timestampSeconds: Math.floor(Date.now() / 1000), nonce: freshNonce() },
  );
  return { method: 'GET', target, headers };
}

const tokenRequest = (secret: string): WireRequest => ({
  target: '/oauth/token',
  headers: { authorization: basic('marketplace', secret), 'content-type': 'application/x-www-form-urlencoded' },
  body: 'grant_type=client_credentials',
});

function tokenedPush(token: string, event: string): WireRequest {
  const eventUrl = encodeURIComponent(`http://${host}/api/integration/v1/events/${event}`);
  return {
    method: 'GET',
    target: `/push/appdirect/tokened?eventUrl=${eventUrl}`,
    headers: { authorization: `Bearer ${token}` },
  };
}

test('every planted secret is used, and each server that receives one repeats it in a failing answer', async () => {
  assert.equal(statusOf(await send(paazl(example('paazl', 'shipment-status.created.json'), planted.PAAZL))), 200);
  for (const token of ['quoted', 'failing'])
    assert.equal(
      statusOf(await send(oneShoppingCart(`<NewOrder><Token>${token}</Token></NewOrder>`, planted.SHOP_KEY))),
      200,
    );

  const granted = await exchange(gateway.publicUrl, tokenRequest(planted.OAUTH2_IN));
  assert.equal(statusOf(granted), 200);
  const ours = (JSON.parse(granted.slice(granted.indexOf('\r\n\r\n'))) as { access_token: string }).access_token;
  issued.push(ours);
  for (const event of ['fetched', 'failing']) {
    assert.equal(statusOf(await send(signedPush(planted.OAUTH1_IN, event))), 200);
    assert.equal(statusOf(await send(tokenedPush(ours, event))), 200);
  }
  for (const wrong of [
    tokenRequest(`${planted.OAUTH2_IN}x`),
    signedPush(planted.OAUTH1_OUT, 'fetched'),
    tokenedPush(`${ours}x`, 'fetched'),
    { ...paazl('{}', planted.RESPONDER), target: `/push/paazl/shipping?access_token=${planted.PAAZL}` },
    oneShoppingCart('<Test/>', `${planted.SHOP_KEY}%00`),
    { target: `/push/oneshoppingcart/shop/${planted.SHOP_KEY}/more` },
    { target: `/${planted.MERCHANT_KEY.slice(0, 25)}` },
  ])
    assert.match(String(statusOf(await send(wrong))), /^40[14]$/);

  await gateway.eventually(
    () => /\/orders\?/.test(heard) && /\/responder/.test(heard),
    'the sink and the responder were not called',
  );
  for (const travelled of [
    xml(planted.MERCHANT_KEY).slice(0, 25),
    planted.RESPONDER,
    planted.SINK_HEADER,
    issued[0] ?? '',
  ])
    assert.ok(heard.includes(travelled), `${travelled} was not sent`);
});

test('none of them is in an answer, the log, the operator API, or any file that the gateway wrote', async () => {
  const operator = await operatorAnswers();
  const data = join(gateway.folder, 'data');
  const files = readdirSync(data).map((name) => [name, readFileSync(join(data, name), 'latin1')] as const);
  assert.ok(files.some(([name]) => name === 'pushdock.db'));
  assert.match(gateway.log(), /answered without success: .*\*\*\*/, 'the API quoted the key, and it was taken out');
  const places: readonly (readonly [string, string])[] = [
    ...answers.map((answer) => ['an answer', answer] as const),
    ['the log', gateway.log()],
    ...operator,
    ...files,
  ];
  for (const [place, text] of places)
    for (const secret of spellings())
      assert.ok(
        !text.includes(secret),
        `${secret} stands in ${place}: …${text.slice(Math.max(0, text.indexOf(secret) - 150), text.indexOf(secret) + 80)}…`,
      );
});

/** Each as it is, and as it travels: in Basic, in a URL, in XML. */
function spellings(): string[] {
  const raw = [
    ...Object.values(planted),
    ...issued,
    planted.SINK_SECRET.slice('whsec_'.length),
    planted.SINK_HEADER.slice('Bearer '.length),
  ];
  return [
    ...new Set([
      ...raw,
      ...raw.map(encodeURIComponent),
      ...raw.map(xml),
      basic('marketplace', planted.OAUTH2_IN).slice('Basic '.length),
      basic('planted-client', planted.OAUTH2_OUT).slice('Basic '.length),
      'planted-merchant-key-1003',
    ]),
  ];
}

async function operatorAnswers(): Promise<[string, string][]> {
  const read = async (path: string): Promise<[string, string]> => {
    const answer = await fetch(`${gateway.operatorUrl}${path}`, {
      headers: { authorization: `Bearer ${planted.OPERATOR}` },
    });
    assert.equal(answer.status, 200, path);
    return [path, await answer.text()];
  };
  const lists = await Promise.all(
    ['/api/messages', '/api/events', '/api/sources', '/api/refused', '/health/ready', '/metrics'].map(read),
  );
  const items = await Promise.all(
    lists.slice(0, 3).flatMap(([path, text]) => {
      const { items: listed } = JSON.parse(text) as { items: readonly { id?: string; name?: string }[] };
      assert.ok(listed.length > 0, `${path} is empty`);
      return listed.map(({ id, name }) => read(`${path}/${id ?? name}`));
    }),
  );
  return [...lists, ...items];
}

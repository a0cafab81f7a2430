/** OAuth 2 both ways: AppDirect pushes with a token of ours, and we fetch and post with one of the marketplace's. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { silentLog } from '../../../src/log.ts';
import { openOutbound } from '../../../src/outbound/client.ts';
import { openMarketplace } from '../../../src/providers/appdirect/follow-up.ts';
import type { AppDirectSettings } from '../../../src/providers/appdirect/settings.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { openGrant } from '../../../src/trust/token-grant.ts';
import { heldClock } from '../../store/held-clock.ts';
import { type Heard, listening, type Said } from './listening.ts';
import { type Market, messagesOf, openMarket, publicUrl, said, sent } from './market.ts';

const outbound = {
  clientId: 'product-1',
  clientSecret: Secret.of('not-a-real secret+%'),
  scope: 'ROLE_APPLICATION',
} as const;

/** A marketplace that gives tokens `token-1`, `token-2` … and takes only those that it has not `revoked`. */
async function openTokenMarket(
  t: TestContext,
  { settings = {}, life = 1000 }: { settings?: Partial<AppDirectSettings>; life?: number } = {},
) {
  const market = await openMarket(t, { settings: { outbound: { oauth2: outbound }, ...settings } });
  const revoked = new Set<string>();
  let count = 0;
  let tokenAnswer: (() => Said) | undefined;
  market.marketplace.answer = ({ target, headers, method }) => {
    if (target === '/oauth2/token') {
      count += 1;
      return tokenAnswer?.() ?? said({ access_token: `token-${count}`, token_type: 'bearer', expires_in: life });
    }
    const token = headers.authorization?.replace(/^Bearer /, '') ?? '';
    if (!/^token-\d+$/.test(token) || revoked.has(token)) return { status: 401 };
    return method === 'GET' ? sent('subscription-order.typical.json', market.marketplace.url) : { status: 200 };
  };
  return {
    market,
    revoked,
    tokenRequests: () => market.marketplace.heard.filter(({ target }) => target === '/oauth2/token'),
    answerTokensWith: (answer: () => Said) => {
      tokenAnswer = answer;
    },
  };
}

const errorCodeOf = async (answer: ReturnType<Market['notify']>) => {
  const { status, body } = await answer;
  const result = body as { success?: string; errorCode?: string };
  return `${status} ${result.errorCode ?? result.success}`;
};

test('the event is fetched with a token that our client got, and the next one with the same token', async (t) => {
  const { market, tokenRequests } = await openTokenMarket(t);
  assert.equal(await errorCodeOf(market.notify('order-1')), '200 true');
  assert.equal(await errorCodeOf(market.notify('order-2')), '200 true');
  const [request, ...others] = tokenRequests();
  assert.ok(request && others.length === 0);
  assert.equal(request.method, 'POST');
  assert.equal(request.target, '/oauth2/token');
  assert.equal(request.headers['content-type'], 'application/x-www-form-urlencoded');
  const form = Object.fromEntries(new URLSearchParams(String(request.bytes)));
  assert.deepEqual(form, { grant_type: 'client_credentials', scope: 'ROLE_APPLICATION' });
  const basic = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64').toString();
  assert.equal(basic, 'product-1:not-a-real+secret%2B%25', 'form-encoded first, as RFC 6749 wants it');
  assert.deepEqual(
    market.fetches().map(({ headers }) => headers.authorization),
    ['Bearer token-1', 'Bearer token-1'],
  );
});

test('a token that the marketplace no longer takes is replaced once', async (t) => {
  const { market, revoked, tokenRequests } = await openTokenMarket(t);
  await market.notify('order-1');
  revoked.add('token-1');
  assert.equal(await errorCodeOf(market.notify('order-2')), '200 true');
  assert.equal(tokenRequests().length, 2);
});

test('a marketplace that takes none of its own tokens is asked twice, and AppDirect is answered TRANSPORT_ERROR', async (t) => {
  const { market, revoked, tokenRequests } = await openTokenMarket(t);
  revoked.add('token-1').add('token-2');
  assert.equal(await errorCodeOf(market.notify('order-1')), '200 TRANSPORT_ERROR');
  assert.equal(tokenRequests().length, 2);
  assert.equal(market.fetches().length, 2);
  assert.equal(await errorCodeOf(market.notify('order-1')), '200 true', 'and a resend is processed anew');
});

test('without a token nothing is fetched: AppDirect is answered TRANSPORT_ERROR, and the operator is told why', async (t) => {
  const { market, answerTokensWith } = await openTokenMarket(t);
  answerTokensWith(() => said({ error: 'invalid_client' }, 401));
  assert.equal(await errorCodeOf(market.notify('order-1')), '200 TRANSPORT_ERROR');
  assert.equal(market.fetches().length, 0);
  await market.until(async () => (await messagesOf(market))[0]?.state === 'failed');
  const [message] = await messagesOf(market);
  assert.match(JSON.stringify(message), /answered 401 to the token request/);
  assert.doesNotMatch(JSON.stringify(message), /not-a-real/);
});

/** Our client of a marketplace alone, whose event and token hosts are real servers. */
async function openClient(t: TestContext, tokens: (heard: Heard) => Said, over: { listed?: boolean } = {}) {
  const { listed = true } = over;
  const events = await listening(t, () => sent('subscription-order.typical.json', events.url));
  const issuer = await listening(t, tokens);
  const clock = heldClock();
  const calls = openOutbound({ development: true, log: silentLog, clock });
  t.after(() => calls.close());
  const marketplace = openMarketplace({
    outbound: calls,
    clock,
    credentials: { oauth2: { ...outbound, tokenUrl: `${issuer.url}/elsewhere/token` } },
    rules: { hosts: listed ? [events.host, issuer.host] : [events.host], development: true },
    eventFormat: 'json',
    result: { format: 'json', style: 'documented' },
  });
  const url = `${events.url}/api/integration/v1/events/order-1`;
  const event = { token: 'order-1', marketplaceBase: events.url, url };
  const fetchEvent = () => marketplace.fetchEvent(event, new AbortController().signal);
  const postResult = () =>
    marketplace.postResult(events.url, 'order-1', { success: true }, new AbortController().signal);
  return { events, issuer, fetchEvent, postResult };
}
const token = said({ access_token: 'token-1', token_type: 'Bearer', expires_in: 60 });

test('a token URL of the configuration takes the place of the usual one', async (t) => {
  const { events, issuer, fetchEvent } = await openClient(t, () => token);
  assert.equal((await fetchEvent()).ok, true);
  assert.deepEqual(
    issuer.heard.map(({ method, target }) => `${method} ${target}`),
    ['POST /elsewhere/token'],
  );
  assert.deepEqual(
    events.heard.map(({ headers }) => headers.authorization),
    ['Bearer token-1'],
  );
});

test("a token host that is not on the list never gets our client's secret", async (t) => {
  const { issuer, fetchEvent } = await openClient(t, () => token, { listed: false });
  const fetched = await fetchEvent();
  assert.match(fetched.ok ? '' : fetched.reason, /not on the list of event hosts/);
  assert.deepEqual(issuer.heard, []);
});

test('fifty events at once are fetched with one token', async (t) => {
  const { issuer, events, fetchEvent } = await openClient(t, () => token);
  const fetched = await Promise.all(Array.from({ length: 50 }, fetchEvent));
  assert.ok(fetched.every(({ ok }) => ok));
  assert.equal(issuer.heard.length, 1);
  assert.equal(events.heard.length, 50);
});

test('a result is posted with the token too, and waits as long as the token endpoint asks for', async (t) => {
  const { issuer, events, postResult } = await openClient(t, () => token);
  assert.deepEqual(await postResult(), { kind: 'taken' });
  assert.equal(events.heard[0]?.headers.authorization, 'Bearer token-1');

  const busy = await openClient(t, () => ({ status: 503, headers: { 'retry-after': '7' } }));
  const reason = `${busy.issuer.host} answered 503 to the token request`;
  assert.deepEqual(await busy.postResult(), { kind: 'failed', reason, retryAfterMs: 7000 });
  assert.equal(issuer.heard.length, 1);
});

test('whatever a token endpoint answers in place of a token is a reason, not an exception', async (t) => {
  const answers: readonly (readonly [Said, RegExp])[] = [
    [said({ error: 'invalid_scope' }, 400), /answered 400 to the token request/],
    [said({ access_token: 'a b', token_type: 'bearer' }), /answered 200 to the token request, without a bearer token/],
    [{ status: 200, contentType: 'application/json', body: 'not JSON' }, /answered 200 to the token request/],
    [{ status: 200, contentType: 'application/json', body: `"${'x'.repeat(70_000)}"` }, /over 65536 bytes/],
    [{ status: 302, headers: { location: 'https://elsewhere.example.com/' } }, /redirects are not followed/],
  ];
  let answer = token;
  const { events, fetchEvent } = await openClient(t, () => answer);
  for (const [next, reason] of answers) {
    answer = next;
    const fetched = await fetchEvent();
    assert.match(fetched.ok ? '' : fetched.reason, reason);
  }
  assert.deepEqual(events.heard, []);
});

const client = { id: 'appdirect', secret: Secret.of('not-a-real-secret-1') };
const auth = { oauth2: { clients: [client], ttlMs: 3_600_000 } };
const grantOf = (source: string) => openGrant({ source, publicUrl, clients: [client], ttlMs: 3_600_000 });

test('a notification with a token of ours is taken, and kept under its client', async (t) => {
  const market = await openMarket(t, { settings: { auth } });
  const token = await (await grantOf('market')).issue('appdirect', market.clock.now());
  const authorization = `Bearer ${token}`;
  assert.equal(await errorCodeOf(market.notify('order-1', { headers: { authorization } })), '200 true');
  const use = await market.store.credentialUses('market');
  assert.deepEqual(
    use.map(({ credential }) => credential),
    ['oauth2:appdirect'],
  );
});

test('a token and an address that are demanded together both count', async (t) => {
  const market = await openMarket(t, { settings: { auth: { ...auth, addresses: ['198.51.100.0/24'] } } });
  const right = `Bearer ${await (await grantOf('market')).issue('appdirect', market.clock.now())}`;
  const from = (remoteAddress: string, authorization: string) =>
    market.notify('order-1', { remoteAddress, headers: { authorization } });
  const refusals = [
    await from('198.51.100.7', 'Bearer x'),
    await from('192.0.2.1', right),
    await from('192.0.2.1', 'Bearer x'),
  ];
  for (const answer of refusals) assert.deepEqual(answer, refusals[0]);
  assert.equal(refusals[0]?.status, 401);
  assert.deepEqual(await messagesOf(market), []);
  assert.equal(await errorCodeOf(from('198.51.100.7', right)), '200 true');
  const uses = await market.store.credentialUses('market');
  assert.deepEqual(uses.map(({ credential }) => credential).sort(), ['address:198.51.100.0/24', 'oauth2:appdirect']);
});

test('every other caller is answered the same 401, which tells it to get a new token', async (t) => {
  const market = await openMarket(t, { settings: { auth } });
  const nowMs = market.clock.now();
  const expired = await (await grantOf('market')).issue('appdirect', nowMs - 2 * 3_600_000);
  const other = await (await grantOf('other')).issue('appdirect', nowMs);
  const answers = [];
  for (const authorization of [undefined, 'Bearer x', `Bearer ${expired}`, `Bearer ${other}`, 'Basic eDp5'])
    answers.push(await market.notify('order-1', { headers: authorization === undefined ? {} : { authorization } }));
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  assert.equal(answers[0]?.status, 401);
  assert.equal(answers[0]?.headers?.['WWW-Authenticate'], 'Bearer realm="pushdock", error="invalid_token"');
  assert.deepEqual(await messagesOf(market), []);
});

/** Results that are promised at once and given later by the team's own system. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { checkOauth1 } from '../../../src/trust/schemes/oauth1.ts';
import { checkStandardWebhook, readWebhookKey } from '../../../src/trust/schemes/standard-webhooks.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { requestWith } from '../../trust/schemes/request.ts';
import { eventsOf, type Market, messagesOf, openMarket, operatorOf, outboundOauth, said, sent } from './market.ts';

const accepted = { success: 'true', message: 'The event was accepted; its result follows.' };
const signingKey = Secret.of(`whsec_${Buffer.from('test-only-signing-key-000001').toString('base64')}`);

const openTold = (t: TestContext, options: Parameters<typeof openMarket>[1] = {}) =>
  openMarket(t, {
    responder: (url) => ({ mode: 'async', url, timeoutMs: 60_000, signingKeys: [signingKey] }),
    ...options,
  });
/** Nobody is told: the system that decides looks at the operator API. */
const openUntold = (t: TestContext, file = 'subscription-order.typical.json') =>
  openMarket(t, { file, responder: () => ({ mode: 'async', timeoutMs: 60_000 }) });

const inState = (market: Market, state: string) => async () => (await messagesOf(market))[0]?.state === state;
const waits = (market: Market, why: RegExp) =>
  market.until(async () => why.test((await messagesOf(market))[0]?.reason ?? ''));
const complete = async (market: Market, body: { success: boolean; accountIdentifier?: string; errorCode?: string }) => {
  const [message] = await messagesOf(market);
  const answer = await operatorOf(market).completeResult({ path: { id: message?.id ?? '' }, body }, undefined);
  return answer.status === 200 ? answer.body : { outcome: 'refused', answer };
};
const owedOf = async (market: Market) => {
  const answer = await operatorOf(market).listOwedResults({ query: { limit: 50 } }, undefined);
  assert.ok(answer.status === 200);
  return answer.body.items;
};

test('an order is answered 202 at once; its result is posted with OAuth 1.0a when the team completes it, and is in its event', async (t) => {
  const market = await openTold(t);
  market.responder.answer = () => ({ status: 202 });
  const answer = await market.notify('order-1'); // No budget ends: the clock stands still.
  assert.deepEqual([answer.status, answer.body], [202, accepted]);
  await waits(market, /^the responder took it/);
  assert.equal((await eventsOf(market)).length, 0);

  const [asked] = market.responder.heard;
  const read = readWebhookKey(signingKey);
  assert.ok(asked && read.ok);
  assert.ok(checkStandardWebhook(asked.headers, asked.bytes, [read.key], market.clock.now()).ok, 'signed');
  assert.equal(JSON.parse(String(asked.bytes)).pushdockmessage, (await messagesOf(market))[0]?.id);

  assert.equal((await complete(market, { success: true, accountIdentifier: 'ACC-3' })).outcome, 'completed');
  await market.until(inState(market, 'processed'));
  const [posted, ...more] = market.posted();
  assert.ok(posted && more.length === 0);
  assert.equal(posted.target, '/api/integration/v1/events/order-1/result');
  assert.deepEqual(JSON.parse(String(posted.bytes)), { success: 'true', accountIdentifier: 'ACC-3' });
  const { headers, bytes } = posted;
  const request = requestWith({ headers, bytes, publicUrl: market.marketplace.url + posted.target });
  assert.ok(checkOauth1(request, outboundOauth, market.clock.now()).ok);
  const [event] = await eventsOf(market);
  assert.deepEqual([event?.subject, event?.id], ['ACC-3', JSON.parse(String(asked.bytes)).id]);

  assert.deepEqual((await market.notify('order-1')).body, { success: 'true', accountIdentifier: 'ACC-3' });
  assert.equal(market.responder.heard.length, 1);
});

test('with OAuth 2 the result is posted with a token of the marketplace', async (t) => {
  const client = { clientId: 'product-1', clientSecret: Secret.of('not-a-real secret') };
  const market = await openTold(t, { settings: { outbound: { oauth2: client } } });
  market.responder.answer = () => ({ status: 202 });
  market.marketplace.answer = ({ target, method }) => {
    if (target === '/oauth2/token') return said({ access_token: 'token-1', token_type: 'bearer', expires_in: 1000 });
    return method === 'GET' ? sent('subscription-order.typical.json', market.marketplace.url) : { status: 204 };
  };
  assert.equal((await market.notify('order-1')).status, 202);
  await waits(market, /^the responder took it/);
  await complete(market, { success: true, accountIdentifier: 'ACC-3' });
  await market.until(inState(market, 'processed'));
  const results = market.posted().filter(({ target }) => target.endsWith('/order-1/result'));
  assert.deepEqual(
    results.map(({ headers }) => headers.authorization),
    ['Bearer token-1'],
  );
});

test('a repeated token is answered 202 at once while its result is open, and the responder is not asked again', async (t) => {
  const market = await openTold(t);
  market.responder.answer = () => ({ status: 204 });
  for (let time = 0; time < 3; time += 1) assert.equal((await market.notify('order-1')).status, 202);
  await waits(market, /^the responder took it/);
  assert.deepEqual([market.responder.heard.length, market.fetches().length], [1, 1]);
});

test('the answer of the call is the result, where it is one', async (t) => {
  const market = await openTold(t);
  assert.equal((await market.notify('order-1')).status, 202);
  await market.until(inState(market, 'processed'));
  assert.equal(JSON.parse(String(market.posted()[0]?.bytes)).accountIdentifier, 'ACC-7');
  const again = await complete(market, { success: true, accountIdentifier: 'ACC-8' });
  const stands = { success: true, accountIdentifier: 'ACC-7' };
  const [message] = await messagesOf(market);
  assert.deepEqual(again, { message: message?.id, outcome: 'already_completed', result: stands });
});

test('without a URL the question is read from the operator API, and a restart in between loses nothing', async (t) => {
  const market = await openUntold(t);
  assert.equal((await market.notify('order-1')).status, 202);
  await waits(market, /^the event needs a result/);
  await market.restart();
  const [owed, ...more] = await owedOf(market);
  assert.ok(owed && more.length === 0);
  const question = JSON.parse(JSON.stringify(owed.question));
  assert.deepEqual(
    [question.type, question.data.eventToken, question.data.result, question.pushdockmessage],
    ['com.appdirect.subscription.order', 'order-1', undefined, owed.message],
  );
  assert.equal((await market.notify('order-1')).status, 202);
  await complete(market, { success: true, accountIdentifier: 'ACC-3' });
  await market.restart();
  await market.until(inState(market, 'processed'));
  assert.deepEqual(await owedOf(market), []);
  assert.equal(market.posted().length, 1);
  const final = await operatorOf(market).getResult(
    { path: { id: owed.message }, query: { masked: undefined } },
    undefined,
  );
  assert.deepEqual(final.status === 200 && [final.body.state, final.body.result], [
    'answered',
    { success: true, accountIdentifier: 'ACC-3' },
  ]);
});

test('a completed failure is posted too; after one that is not final a resend is asked again', async (t) => {
  const market = await openUntold(t, 'subscription-cancel.typical.json');
  await market.notify('cancel-1');
  await waits(market, /^the event needs a result/);
  await complete(market, { success: false, errorCode: 'UNKNOWN_ERROR' });
  await market.until(inState(market, 'failed'));
  assert.equal(JSON.parse(String(market.posted()[0]?.bytes)).errorCode, 'UNKNOWN_ERROR');
  assert.equal((await market.notify('cancel-1')).status, 202);
  await market.until(async () => (await owedOf(market)).length === 1);
  await waits(market, /^the event needs a result/);
  await complete(market, { success: false, errorCode: 'ACCOUNT_NOT_FOUND' });
  await market.until(inState(market, 'processed'));
  assert.equal((await eventsOf(market)).length, 1);
});

test('a result that does not fit the event is refused, and the right one can still be given', async (t) => {
  const market = await openUntold(t);
  await market.notify('order-1');
  await waits(market, /^the event needs a result/);
  for (const [body, fault] of [
    [{ success: true }, 'a successful order needs an accountIdentifier'],
    [{ success: false, errorCode: 'PENDING' }, /^PENDING is not a result/],
    [{ success: true, accountIdentifier: 'A\u0000' }, 'the body is not a result document'],
  ] as const) {
    const refused = await complete(market, body);
    assert.ok('answer' in refused && refused.answer.status === 422);
    const [said = ''] = refused.answer.body.faults;
    if (typeof fault === 'string') assert.equal(said, fault);
    else assert.match(said, fault);
  }
  assert.equal((await owedOf(market)).length, 1);
});

test('a notice is answered while the connection waits: that it was taken is a success', async (t) => {
  const market = await openTold(t, { file: 'subscription-notice.closed.json' });
  market.responder.answer = () => ({ status: 202 });
  assert.deepEqual((await market.notify('notice-1')).body, { success: 'true' });
  market.responder.answer = () => said({}, 500);
  const failed = await market.notify('notice-2');
  assert.deepEqual([failed.status, (failed.body as { errorCode: string }).errorCode], [200, 'UNKNOWN_ERROR']);
  assert.deepEqual(market.posted(), []);
});

test('a notice without a responder is a success and an event', async (t) => {
  const market = await openUntold(t, 'subscription-notice.closed.json');
  assert.deepEqual((await market.notify('notice-1')).body, { success: 'true' });
  await market.until(async () => (await eventsOf(market)).length === 1);
});

test('pings, unknown types and what cannot be fetched are answered at once, and owe nothing', async (t) => {
  const market = await openUntold(t);
  assert.equal((await market.notify('dummyOrder')).status, 200);
  market.marketplace.answer = () => sent('unknown-type.typical.json', market.marketplace.url);
  assert.equal(((await market.notify('other-1')).body as { errorCode: string }).errorCode, 'CONFIGURATION_ERROR');
  market.marketplace.answer = () => ({ status: 404 });
  assert.equal(((await market.notify('lost-1')).body as { errorCode: string }).errorCode, 'TRANSPORT_ERROR');
  await market.until(async () => (await messagesOf(market)).every(({ state }) => state !== 'received'));
  assert.deepEqual(await owedOf(market), []);
});

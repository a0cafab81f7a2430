/** What the marketplace hears on the connection that it holds open. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { respond } from '../../../src/providers/appdirect/respond.ts';
import { signBasic } from '../../../src/trust/schemes/basic.ts';
import { signOauth1 } from '../../../src/trust/schemes/oauth1.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { example } from './example-files.ts';
import { eventsOf, inbound, inboundOauth, messagesOf, openMarket, path, publicUrl, said, sent } from './market.ts';

const orderAnswers = [
  ['json', 'documented', { success: 'true', accountIdentifier: 'ACC-7' }],
  ['json', 'sdk', { success: true, accountIdentifier: 'ACC-7' }],
  ['xml', 'documented', /<success>true<\/success>\s*<accountidentifier>ACC-7<\/accountidentifier>/],
  ['xml', 'sdk', /<success>true<\/success>\s*<accountIdentifier>ACC-7<\/accountIdentifier>/],
] as const;

for (const [format, style, expected] of orderAnswers) {
  test(`an order is answered with its account in ${format}, ${style}, whether its event is JSON or XML`, async (t) => {
    const market = await openMarket(t, { settings: { result: { format, style } } });
    for (const kind of ['json', 'xml']) {
      market.marketplace.answer = () => sent(`subscription-order.typical.${kind}`, market.marketplace.url);
      const answer = await market.notify(`order-${kind}`);
      assert.equal(answer.status, 200);
      assert.equal(answer.contentType, `application/${format}`);
      if (expected instanceof RegExp) assert.match(String(answer.body), expected);
      else assert.deepEqual(answer.body, expected);
    }
  });
}

test('the Accept header decides between JSON and XML, the configuration where it does not', async (t) => {
  const market = await openMarket(t, { settings: { result: { format: 'xml', style: 'sdk' } } });
  for (const [accept, format] of [
    [undefined, 'xml'],
    ['*/*', 'xml'],
    ['application/json', 'json'],
    ['text/xml', 'xml'],
    ['application/json;q=0.5, text/xml;q=0.4', 'json'],
  ] as const) {
    const headers = { ...signBasic(inbound), ...(accept !== undefined && { accept }) };
    assert.equal((await market.notify('order-1', { headers })).contentType, `application/${format}`, accept);
  }
});

test('an event is fetched once, at exactly the given URL, signed and in the configured format', async (t) => {
  const market = await openMarket(t, { file: 'user-updated.typical.xml', settings: { eventFormat: 'xml' } });
  const older = `${market.marketplace.url}/rest/api/events/older-1`;
  await market.push({ query: `eventUrl=${encodeURIComponent(older)}` });
  const [fetch, ...others] = market.fetches();
  assert.equal(others.length, 0);
  assert.equal(fetch?.target, '/rest/api/events/older-1');
  assert.equal(fetch?.headers.accept, 'application/xml');
  assert.match(fetch?.headers.authorization ?? '', /^OAuth .*oauth_consumer_key="test-product"/);
});

test('the older and the newer path of one event are one event', async (t) => {
  const market = await openMarket(t);
  await market.notify('same-1');
  const older = `${market.marketplace.url}/rest/api/events/same-1`;
  assert.deepEqual(await market.push({ query: `eventUrl=${older}` }), await market.notify('same-1'));
  assert.equal(market.responder.heard.length, 1);
});

test('the responder is asked with a CloudEvent and the token that it knows us by', async (t) => {
  const market = await openMarket(t);
  await market.notify('order-1');
  const [asked] = market.responder.heard;
  assert.equal(asked?.target, '/decide');
  assert.equal(asked?.headers['content-type'], 'application/cloudevents+json; charset=utf-8');
  const question = JSON.parse(String(asked?.bytes));
  const [message] = await messagesOf(market);
  assert.equal(asked?.headers.authorization, 'Bearer test-only-responder-0001');
  assert.equal(question.specversion, '1.0');
  assert.equal(question.id, `${message?.id}-0`);
  assert.equal(question.type, 'com.appdirect.subscription.order');
  assert.equal(question.source, '/appdirect/market');
  assert.equal(question.data.eventToken, 'order-1');
  assert.equal(question.data.result, undefined);
});

test('a business error is a 200 that says so', async (t) => {
  const market = await openMarket(t, { file: 'subscription-cancel.typical.json' });
  market.responder.answer = () => said(JSON.parse(String(example('result.error-account-not-found.json'))));
  const answer = await market.notify('cancel-1');
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body, JSON.parse(String(example('result.error-account-not-found.json'))));
  await market.until(async () => (await eventsOf(market)).length === 1);
  const [event] = await eventsOf(market);
  assert.equal(event?.type, 'com.appdirect.subscription.cancel');
  assert.equal(event?.subject, 'ACC-1001');
});

test('a caller that does not prove to be the marketplace is answered 401, and nothing is kept', async (t) => {
  const market = await openMarket(t);
  const wrong = [
    {},
    signBasic({ ...inbound, password: Secret.of('test-only-password-0002') }),
    { authorization: 'Basic %' },
  ];
  for (const headers of wrong) {
    const answer = await market.notify('order-1', { headers });
    assert.equal(answer.status, 401);
    assert.match(answer.headers?.['WWW-Authenticate'] ?? '', /^Basic /);
  }
  assert.deepEqual(await messagesOf(market), []);
  assert.equal(market.fetches().length, 0);
});

test('an OAuth 1.0a signature covers the event URL; an identical request gets the first answer, and its nonce is good for no other', async (t) => {
  const market = await openMarket(t, { settings: { auth: { oauth1: inboundOauth } } });
  const signed = (token: string, nonce: string) => {
    const query = `eventUrl=${encodeURIComponent(market.eventUrl(token))}`;
    const stamp = { timestampSeconds: Math.floor(market.clock.now() / 1000), nonce };
    const url = `${publicUrl}${path}?${query}`;
    return { query, headers: signOauth1({ method: 'GET', url }, inboundOauth, stamp) };
  };
  const first = signed('order-1', 'nonce-1');
  const other = signed('order-2', 'nonce-1');
  assert.equal((await market.push({ query: other.query, headers: first.headers })).status, 401);
  const answer = await market.push(first);
  assert.equal(answer.status, 200);
  assert.deepEqual(await market.push(first), answer);
  const [message, ...more] = await messagesOf(market);
  assert.deepEqual([message?.receipts, more.length], [2, 0]);

  const refused = await market.push(other);
  assert.equal(refused.status, 401);
  assert.match(refused.headers?.['WWW-Authenticate'] ?? '', /^OAuth /);
  market.clock.advance(60_001);
  assert.equal((await market.push(first)).status, 401);
  assert.equal((await messagesOf(market)).length, 1);
});

test('the parameter is the one that the vendor chose', async (t) => {
  const market = await openMarket(t, { settings: { parameter: 'url' } });
  const answer = await market.push({ query: `url=${encodeURIComponent(market.eventUrl('order-1'))}&lang=en` });
  assert.deepEqual(answer.body, { success: 'true', accountIdentifier: 'ACC-7' });
});

test('a source that does not exist is a 404', () => {
  assert.equal(respond({ kind: 'refused', code: 'unknown_source' }, undefined, undefined).status, 404);
});

test('a store that cannot keep it is a 200 that asks for a resend, never a 503', () => {
  const wording = { format: 'json', style: 'documented', challenge: 'Basic' } as const;
  const answer = respond({ kind: 'refused', code: 'store_unavailable' }, undefined, wording);
  assert.deepEqual(answer.status === 200 && answer.body, {
    success: 'false',
    errorCode: 'UNKNOWN_ERROR',
    message: 'The notification could not be processed; please send it again.',
  });
});

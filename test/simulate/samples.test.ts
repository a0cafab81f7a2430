/** What the mocks' APIs hold behind names that a person writes by hand, as in the README's tour. */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openContract } from '../../src/contracts/contract.ts';
import { readToken } from '../../src/outbound/oauth2.ts';
import { readEvent } from '../../src/providers/appdirect/event.ts';
import { xmlFaultsOf } from '../spec/schemas.ts';
import { openProviderApi } from '../support/provider-api.ts';

const xsd = `${resolve(import.meta.dirname, '../../spec/providers/oneshoppingcart/order-response.xsd')}#Response`;

async function readOrder(url: string, token: string, merchantKey = 'development-merchant-key') {
  const body = `<Request><Key>${merchantKey}</Key></Request>`;
  const response = await fetch(`${url}/API/118303/Orders/${encodeURIComponent(token)}/READ`, { method: 'POST', body });
  const text = await response.text();
  assert.equal(response.status, 200);
  assert.deepEqual(xmlFaultsOf(Buffer.from(text), xsd), []);
  return text;
}

test('a token of 1ShoppingCart that the mock did not make names an order with that token', async (t) => {
  const url = await openProviderApi(t, 'oneshoppingcart');
  for (const [token, written] of [
    ['TOUR-0001', 'TOUR-0001'],
    ['148899722', '148899722'],
    ['148899723', '148899723'],
    ['{Token Value}', '{Token Value}'],
    ['$& <a>', '$&amp; &lt;a&gt;'],
  ] as const) {
    const text = await readOrder(url, token);
    assert.match(text, /<Response [^>]*success="true"/, token);
    assert.ok(text.includes(`<Token>${written}</Token>`), text);
  }
});

test('a wrong key, a token that the mock could have made and one that begins with missing- get a failure with status 200', async (t) => {
  const url = await openProviderApi(t, 'oneshoppingcart');
  assert.match(await readOrder(url, '148899722', 'wrong'), /success="false".*Invalid merchant key/s);
  for (const token of ['123456789', 'missing-1'])
    assert.match(await readOrder(url, token), /success="false".*Order not found/s, token);
});

async function openMarket(t: TestContext) {
  const url = await openProviderApi(t, 'appdirect');
  const contract = openContract('appdirect-api');
  t.after(() => contract.close());
  const get = (token: string, accept?: string, path = '/api/integration/v1/events/') =>
    fetch(`${url}${path}${token}`, { headers: accept === undefined ? {} : { accept } });
  const eventOf = async (answer: Response, token: string) => {
    assert.equal(answer.status, 200, token);
    const { judgement, event } = readEvent({ bytes: new Uint8Array(await answer.arrayBuffer()) }, token, contract);
    return { verdict: judgement.verdict, type: event?.type, flag: event?.document.flag, baseUrl: event?.baseUrl };
  };
  return { url, get, eventOf };
}

test('a token of AppDirect that the mock did not make names an event of its marketplace, in the format that is asked for', async (t) => {
  const { url, get, eventOf } = await openMarket(t);
  for (const [token, type] of [
    ['sample-order', 'SUBSCRIPTION_ORDER'],
    ['sample-order-2', 'SUBSCRIPTION_ORDER'],
    ['sample-cancel', 'SUBSCRIPTION_CANCEL'],
    ['sample-notice-closed', 'SUBSCRIPTION_NOTICE'],
    ['sample-unassign', 'USER_UNASSIGNMENT'],
    ['sample-addon-bind', 'ADDON_BIND'],
    ['d15bb36e-5fb5-11e0-8c3c-00262d2cda03', 'SUBSCRIPTION_ORDER'],
  ] as const)
    for (const accept of ['application/json', 'application/xml'] as const) {
      const answer = await get(token, accept);
      assert.equal(answer.headers.get('content-type'), `${accept}; charset=utf-8`);
      const event = await eventOf(answer, token);
      assert.deepEqual([event.verdict, event.type, event.baseUrl], ['match', type, url], `${token} ${accept}`);
    }
});

test("the marketplace's pings are flagged, and the older path answers the same, in XML where nothing is asked for", async (t) => {
  const { get, eventOf } = await openMarket(t);
  const flags = await Promise.all(
    ['dummyOrder', 'dummyChange', 'dummyCancel', 'dummyNotice', 'dummyAssign', 'dummyUnassign'].flatMap((token) =>
      ['application/json', undefined].map(
        async (accept) => (await eventOf(await get(token, accept, '/rest/api/events/'), token)).flag,
      ),
    ),
  );
  assert.deepEqual(new Set(flags), new Set(['STATELESS']));
  assert.match((await get('dummyOrder')).headers.get('content-type') ?? '', /xml/);
});

test('the result of a sample is taken once', async (t) => {
  const { url, get } = await openMarket(t);
  const post = (token: string, body: string) =>
    fetch(`${url}/api/integration/v1/events/${token}/result`, { method: 'POST', body });
  assert.equal((await get('sample-order-1')).status, 200);
  assert.equal((await post('sample-order-1', '{"success":"true","accountIdentifier":"A"}')).status, 200);
  assert.equal((await post('sample-order-1', '{"success":"true","accountIdentifier":"B"}')).status, 404);
  assert.equal((await post('sample-order-2', 'nonsense')).status, 400);
});

test('where the marketplace asks for no credentials, an access token is for any client', async (t) => {
  const { url } = await openMarket(t);
  const answer = await fetch(`${url}/oauth2/token`, { method: 'POST', body: 'grant_type=client_credentials' });
  assert.equal(answer.status, 200);
  const token = readToken(await answer.json());
  assert.ok(token?.ok && token.expiresInSeconds === 43_199);
});

test('a token that the mock could have made, and one that begins with missing-, name no event', async (t) => {
  const { url, get } = await openMarket(t);
  for (const token of ['missing-1', 'a/b', '5f0c0a3e-9a51-4d6f-8a52-0a4b6f1f3f10'])
    assert.equal((await get(token)).status, 404, token);
  assert.equal((await fetch(`${url}/`)).status, 404);
});

test('every answer of a mock says that it is one, and a body that is too long is answered 413', async (t) => {
  for (const provider of ['oneshoppingcart', 'appdirect', 'zettle'] as const) {
    const url = await openProviderApi(t, provider);
    for (const path of ['/', '/API/1/Orders/%zz/READ', '/api/integration/v1/events/%zz']) {
      const response = await fetch(url + path, path.endsWith('READ') ? { method: 'POST' } : {});
      assert.equal(response.headers.get('x-pushdock-mock'), provider, path);
    }
    const long = await fetch(`${url}/API/1/Orders/1/READ`, { method: 'POST', body: 'x'.repeat(100_000) });
    assert.equal(long.status, 413);
  }
});

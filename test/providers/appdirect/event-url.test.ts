/** The event URL comes from outside and would be fetched with credentials. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messagesOf, openMarket } from './market.ts';

const refusal = {
  success: 'false',
  errorCode: 'CONFIGURATION_ERROR',
  message: 'The event URL is not one that this source fetches.',
};

test('an event URL that is not exactly what is expected is answered CONFIGURATION_ERROR and is never fetched', async (t) => {
  const market = await openMarket(t);
  const { host, url } = market.marketplace;
  const port = host.split(':')[1];
  const urls = [
    'https://evil.example.com/api/integration/v1/events/token',
    `http://localhost:${port}/api/integration/v1/events/token`,
    `http://127.0.0.1.nip.io:${port}/api/integration/v1/events/token`,
    `http://2130706433:${port}0/api/integration/v1/events/token`,
    `http://${host}@evil.example.com/api/integration/v1/events/token`,
    `http://user:password@${host}/api/integration/v1/events/token`,
    `http://${host}%2f@evil.example.com/api/integration/v1/events/token`,
    'http://169.254.169.254/api/integration/v1/events/token',
    'http://[::1]/api/integration/v1/events/token',
    'http://127.0.0.1/api/integration/v1/events/token',
    `ftp://${host}/api/integration/v1/events/token`,
    'file:///api/integration/v1/events/token',
    `//${host}/api/integration/v1/events/token`,
    '/api/integration/v1/events/token',
    url,
    `${url}/latest/meta-data/`,
    `${url}/api/integration/v1/events/`,
    `${url}/api/integration/v1/events/..`,
    `${url}/api/integration/v1/events/../../secret`,
    `${url}/api/integration/v1/events/token/result`,
    `${url}/api/integration/v1/events/token?redirect=1`,
    `${url}/api/integration/v1/events/token#x`,
    `${url}/api/integration/v1/events/to%2fken`,
    `${url}/api/integration/v2/events/token`,
    `${url}\\@evil.example.com/api/integration/v1/events/token`,
    ` ${url}/api/integration/v1/events/token`,
    `${url}/api/integration/v1/events/to\r\nken`,
    `${url}/api/integration/v1/events/${'x'.repeat(3000)}`,
  ];
  const queries = [
    ...urls.map((one) => `eventUrl=${encodeURIComponent(one)}`),
    '',
    'eventUrl=',
    'eventUrl',
    `url=${encodeURIComponent(market.eventUrl('token'))}`,
    `eventUrl=${market.eventUrl('a')}&eventUrl=${market.eventUrl('b')}`,
    'eventUrl=%zz%',
  ];
  for (const query of queries) {
    const answer = await market.push({ query });
    assert.equal(answer.status, 200, query);
    assert.deepEqual(answer.body, refusal, query);
  }
  assert.equal(market.marketplace.heard.length, 0);
  assert.equal(market.responder.heard.length, 0);
  const isDone = async () => (await messagesOf(market)).every(({ state }) => state === 'quarantined');
  await market.until(isDone);
  const messages = await messagesOf(market);
  assert.equal(messages.length, new Set(queries).size);
  assert.match(messages[0]?.reason ?? '', /^The event URL is refused and was not fetched: /);
});

test('a refused URL is stored once, however often it comes', async (t) => {
  const market = await openMarket(t);
  for (let count = 1; count <= 3; count += 1) assert.deepEqual((await market.push({ query: 'x=1' })).body, refusal);
  const [message, ...others] = await messagesOf(market);
  assert.equal(others.length, 0);
  assert.equal(message?.receipts, 3);
});

test('a redirect of the marketplace is not followed', async (t) => {
  const market = await openMarket(t);
  const away = `${market.responder.url}/api/integration/v1/events/token`;
  market.marketplace.answer = () => ({ status: 302, headers: { location: away } });
  const answer = await market.notify('token');
  assert.equal(answer.status, 200);
  assert.equal((answer.body as { errorCode: string }).errorCode, 'TRANSPORT_ERROR');
  assert.equal(market.responder.heard.length, 0);
});

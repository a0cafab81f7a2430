import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { silentLog } from '../../src/log.ts';
import { openOneShoppingCartStandIn, standInMerchantKeys } from '../../src/simulate/oneshoppingcart.ts';
import { openStandIns } from '../../src/simulate/stand-ins.ts';
import { xmlFaultsOf } from '../spec/schemas.ts';

const [key = ''] = standInMerchantKeys;
const loopback = { host: '127.0.0.1', port: 0 };
const xsd = `${resolve(import.meta.dirname, '../../spec/providers/oneshoppingcart/order-response.xsd')}#Response`;

async function openApi(t: TestContext): Promise<string> {
  const standIn = await openOneShoppingCartStandIn(loopback, silentLog);
  t.after(() => standIn.close());
  return standIn.url;
}

async function readOrder(url: string, token: string, merchantKey = key) {
  const body = `<Request><Key>${merchantKey}</Key></Request>`;
  const response = await fetch(`${url}/API/118303/Orders/${encodeURIComponent(token)}/READ`, { method: 'POST', body });
  const text = await response.text();
  assert.equal(response.status, 200);
  assert.deepEqual(xmlFaultsOf(Buffer.from(text), xsd), []);
  return text;
}

test('any token names an order, and the order has that token', async (t) => {
  const url = await openApi(t);
  for (const [token, written] of [
    ['148899722', '148899722'],
    ['{Token Value}', '{Token Value}'],
    ['$& <a>', '$&amp; &lt;a&gt;'],
  ] as const) {
    const text = await readOrder(url, token);
    assert.match(text, /<Response [^>]*success="true"/);
    assert.ok(text.includes(`<Token>${written}</Token>`), text);
  }
});

test('a wrong key and a token that begins with missing- get a failure with status 200', async (t) => {
  const url = await openApi(t);
  assert.match(await readOrder(url, '148899722', 'wrong'), /success="false".*Invalid merchant key/s);
  assert.match(await readOrder(url, 'missing-1'), /success="false".*Order not found/s);
});

test('a test notification is accepted with the key and refused without', async (t) => {
  const url = await openApi(t);
  const ask = async (query: string) => (await fetch(`${url}/api/118303/notifications/test${query}`)).text();
  assert.match(await ask(`?key=${key}`), /success="true"/);
  assert.match(await ask(''), /success="false"/);
});

test('every answer says that it is a stand-in', async (t) => {
  const url = await openApi(t);
  for (const path of ['/', '/API/1/Orders/%zz/READ', '/API/118303/Notifications/TEST']) {
    const response = await fetch(url + path, path.endsWith('READ') ? { method: 'POST' } : {});
    assert.equal(response.headers.get('x-pushdock-stand-in'), 'oneshoppingcart', path);
  }
});

test('a body that is too long hears 413', async (t) => {
  const url = await openApi(t);
  const response = await fetch(`${url}/API/1/Orders/1/READ`, { method: 'POST', body: 'x'.repeat(100_000) });
  assert.equal(response.status, 413);
});

test('stand-ins are started where the configuration names them, and none is left when one cannot be', async () => {
  await (await openStandIns({}, silentLog)).close();

  const standIns = await openStandIns({ oneshoppingcart: loopback }, silentLog);
  const [standIn] = standIns.all;
  assert.ok(standIn !== undefined);
  const taken = { host: '127.0.0.1', port: Number(new URL(standIn.url).port) };
  await assert.rejects(openStandIns({ oneshoppingcart: taken }, silentLog), { code: 'EADDRINUSE' });
  await standIns.close();
  await assert.rejects(fetch(standIn.url));
});

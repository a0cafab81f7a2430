import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { xmlFaultsOf } from '../../spec/schemas.ts';
import { type ApiAnswer, exampleBytes, exampleText, merchantKey, openAccount } from './account.ts';

const newOrder = exampleBytes('notification.new-order-token.xml');

test('the order is kept as it came before it is used', async (t) => {
  const account = await openAccount(t);
  await account.process(newOrder);
  assert.equal(account.kept.length, 1);
  const [document] = account.kept;
  assert.equal(document?.name, 'order');
  assert.equal(document?.mediaType, 'text/xml');
  assert.deepEqual(Buffer.from(document?.bytes ?? []), Buffer.from(exampleBytes('order.accepted.xml')));
});

test('an order that was kept is not fetched again and gives the same event', async (t) => {
  const account = await openAccount(t);
  const first = await account.process(newOrder);
  const again = await account.process(newOrder, { documents: account.kept });
  assert.deepEqual(again, first);
  assert.equal(account.calls.length, 1);
  assert.equal(account.kept.length, 1);
});

const tooLong = 'answers more than is read';
const failures: Readonly<Record<string, ApiAnswer>> = {
  'cuts the connection': {},
  'answers 500': { status: 500, body: 'oops' },
  'answers 404': { status: 404, body: '' },
  'answers 202 with an order': { status: 202, body: exampleBytes('order.accepted.xml') },
  redirects: { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
  'says success="false"': { body: exampleBytes('order.failure.xml') },
  'says success="false" and quotes the key': {
    body: `<Response success="false"><Error>${'x'.repeat(215)} Invalid key ${merchantKey}</Error></Response>`,
  },
  'leaves success out': { body: exampleText('order.accepted.xml').replace(' success="true"', '') },
  'says success without an order': { body: '<Response success="true"/>' },
  'answers an HTML page': { headers: { 'content-type': 'text/html' }, body: '<html><body>Be right back</body></html>' },
  'answers what is not XML': { body: 'Be right back <br>' },
  'answers half an order': { body: exampleText('order.accepted.xml').slice(0, 500) },
  [tooLong]: { body: `<Response success="true">${' '.repeat(6_000_000)}</Response>` },
};

for (const [name, answer] of Object.entries(failures)) {
  test(`an API that ${name} is asked again later; an answer of it is kept to be looked at, and neither that nor the reason holds a key`, async (t) => {
    const account = await openAccount(t, { answer: () => answer });
    const processed = await account.process(newOrder);
    assert.equal(processed.kind, 'retry', JSON.stringify(processed));
    assert.ok(processed.kind === 'retry');
    assert.match(processed.reason, /^1ShoppingCart's API /);
    assert.ok(processed.reason.length < 300);
    for (const part of [merchantKey, merchantKey.slice(0, 12)])
      assert.ok(!processed.reason.includes(part), processed.reason);
    for (const { name, bytes } of account.kept) {
      assert.equal(name, 'unread-answer');
      assert.ok(!Buffer.from(bytes).toString('latin1').includes(merchantKey));
    }
    // Only of a 200 there is a body that could have been the order.
    assert.equal(
      account.kept.length,
      answer.status === undefined && answer.body !== undefined && name !== tooLong ? 1 : 0,
    );
  });
}

test('an answer that is not XML is kept as it came, with line and reason, and the order that comes later is made of its own bytes', async (t) => {
  const half = '<Response success="true">\n<OrderInfo>\n<Name>caf&eacute;</Name>';
  let answer: ApiAnswer = { body: half };
  const account = await openAccount(t, { answer: () => answer });
  const processed = await account.process(newOrder);
  assert.ok(processed.kind === 'retry');
  assert.match(processed.reason, /not readable as XML \(xml_[a-z_]+, line 3\)/);
  assert.equal(Buffer.from(account.kept[0]?.bytes ?? []).toString(), half);
  answer = { body: exampleBytes('order.accepted.xml') };
  const later = await account.process(newOrder, { documents: account.kept.slice(0, 1) });
  assert.equal(later.kind, 'processed');
});

test('an API that does not answer is asked again later', async (t) => {
  const account = await openAccount(t, { apiBase: 'http://127.0.0.1:1' });
  const processed = await account.process(newOrder);
  assert.ok(processed.kind === 'retry');
  assert.match(processed.reason, /did not answer/);
});

test('the reason says what the API said', async (t) => {
  const account = await openAccount(t, { answer: () => ({ body: exampleBytes('order.failure.xml') }) });
  const processed = await account.process(newOrder);
  assert.ok(processed.kind === 'retry');
  assert.equal(processed.reason, "1ShoppingCart's API answered without success: Order not found");
});

test('the API may say when to ask again', async (t) => {
  const account = await openAccount(t, {
    answer: () => ({ status: 503, headers: { 'retry-after': '120' }, body: '' }),
  });
  const processed = await account.process(newOrder);
  assert.equal(processed.kind === 'retry' && processed.retryAfterMs, 120_000);
});

test('a gateway that stops during the call asks again after its restart', async (t) => {
  const stopping = new AbortController();
  const account = await openAccount(t, {
    answer: () => {
      stopping.abort();
      return { body: exampleBytes('order.accepted.xml') };
    },
  });
  assert.equal((await account.process(newOrder, { signal: stopping.signal })).kind, 'retry');
});

for (const contentType of ['application/xml', 'text/html; charset=utf-8', 'application/octet-stream', undefined]) {
  test(`an order is read whatever its Content-Type says: ${contentType ?? 'nothing'}`, async (t) => {
    const headers: ApiAnswer['headers'] = contentType === undefined ? {} : { 'content-type': contentType };
    const account = await openAccount(t, { answer: () => ({ headers, body: exampleBytes('order.accepted.xml') }) });
    assert.equal((await account.process(newOrder)).kind, 'processed');
  });
}

test('after a failure the next attempt fetches', async (t) => {
  const answers: ApiAnswer[] = [{ status: 503, body: '' }, { body: exampleBytes('order.accepted.xml') }];
  const account = await openAccount(t, { answer: () => answers.shift() ?? {} });
  assert.equal((await account.process(newOrder)).kind, 'retry');
  assert.equal((await account.process(newOrder)).kind, 'processed');
});

test('the request is what its XSD says', async (t) => {
  const account = await openAccount(t);
  await account.process(newOrder);
  const xsd = resolve(import.meta.dirname, '../../../spec/providers/oneshoppingcart/read-order-request.xsd');
  assert.deepEqual(xmlFaultsOf(Buffer.from(account.calls[0]?.body ?? ''), `${xsd}#Request`), []);
});

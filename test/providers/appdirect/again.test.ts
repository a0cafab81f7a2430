/** The same event comes again, because an operator of the marketplace resends it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AWAIT_MS, eventsOf, type Market, messagesOf, openMarket, said, sent } from './market.ts';

const codeOf = ({ body }: { body?: unknown }) => (body as { errorCode?: string }).errorCode;
const allSettled = (market: Market) =>
  market.until(async () => (await messagesOf(market)).every(({ state }) => state !== 'received'));

test('a final result is answered again, and the work is done once', async (t) => {
  const market = await openMarket(t, { file: 'subscription-cancel.typical.json' });
  for (const [token, decided] of [
    ['done-1', { success: true }],
    ['refused-1', { success: false, errorCode: 'ACCOUNT_NOT_FOUND', message: 'No such account.' }],
  ] as const) {
    market.responder.answer = () => said(decided);
    const first = await market.notify(token);
    market.responder.answer = () => said({ success: false, errorCode: 'FORBIDDEN' });
    assert.deepEqual(await market.notify(token), first);
    assert.deepEqual(await market.notify(token), first);
  }
  await allSettled(market);
  assert.equal(market.responder.heard.length, 2);
  assert.equal(market.fetches().length, 2);
  assert.deepEqual(
    (await messagesOf(market)).map(({ receipts }) => receipts),
    [3, 3],
  );
  assert.equal((await eventsOf(market)).length, 2);
});

for (const [what, broken] of [
  ['no 2xx', said({ success: true }, 500)],
  ['no result document', said({ result: 'fine' })],
  ['an order without an account', said({ success: true })],
  ['a text that XML cannot hold', said({ success: true, accountIdentifier: 'A\u0000' })],
  ['UNKNOWN_ERROR of its own', said({ success: false, errorCode: 'UNKNOWN_ERROR' })],
  ['PENDING', said({ success: false, errorCode: 'PENDING' })],
] as const) {
  test(`after ${what} from the responder the event fails visibly, and a resend is processed again`, async (t) => {
    const market = await openMarket(t);
    market.responder.answer = () => broken;
    const failed = await market.notify('order-1');
    assert.equal(failed.status, 200);
    assert.equal(codeOf(failed), what === 'PENDING' ? 'PENDING' : 'UNKNOWN_ERROR');
    await allSettled(market);
    assert.equal((await messagesOf(market))[0]?.state, 'failed');
    assert.deepEqual(await eventsOf(market), []);

    market.responder.answer = () => said({ success: true, accountIdentifier: 'ACC-8' });
    assert.deepEqual((await market.notify('order-1')).body, { success: 'true', accountIdentifier: 'ACC-8' });
    await allSettled(market);
    assert.equal((await messagesOf(market)).length, 2);
    assert.equal((await eventsOf(market)).length, 1);
  });
}

test('a resend of an event whose processing failed is processed again, and brings the promised result', async (t) => {
  const market = await openMarket(t);
  const { processing } = market.source;
  const failing = { ...processing, process: async () => ({ kind: 'failed', reason: 'given up' }) as const };
  Object.assign(market.source, { processing: failing });
  const first = market.notify('order-1');
  await market.until(() => market.waits() > 0);
  await allSettled(market);
  market.clock.advance(AWAIT_MS);
  assert.equal((await first).status, 202);
  assert.equal((await messagesOf(market))[0]?.state, 'failed');

  Object.assign(market.source, { processing });
  assert.equal((await market.notify('order-1')).status, 202);
  await market.until(async () => (await messagesOf(market))[0]?.state === 'processed');
  const messages = await messagesOf(market);
  assert.deepEqual(
    messages.map(({ receipts }) => receipts),
    [2],
  );
  assert.equal(market.responder.heard.length, 1);
  assert.deepEqual(
    market.posted().map(({ bytes }) => JSON.parse(String(bytes))),
    [{ success: 'true', accountIdentifier: 'ACC-7' }],
  );
  assert.equal((await eventsOf(market)).length, 1);
  assert.equal(codeOf(await market.notify('order-1')), undefined);
  assert.equal((await eventsOf(market)).length, 1);
});

test('an event that could not be fetched is answered TRANSPORT_ERROR, and a resend fetches it again', async (t) => {
  const market = await openMarket(t);
  for (const status of [401, 404, 500, 204]) {
    market.marketplace.answer = () => ({ status });
    const answer = await market.notify('order-1');
    assert.equal(answer.status, 200);
    assert.equal(codeOf(answer), 'TRANSPORT_ERROR');
  }
  market.marketplace.answer = () => sent('subscription-order.typical.json', market.marketplace.url);
  assert.equal(codeOf(await market.notify('order-1')), undefined);
  await allSettled(market);
  const states = (await messagesOf(market)).map(({ state }) => state);
  assert.deepEqual(states, ['processed', 'failed', 'failed', 'failed', 'failed']);
  assert.equal(market.responder.heard.length, 1);
});

test('an unreadable event is answered INVALID_RESPONSE, is quarantined, and a resend is processed again', async (t) => {
  const market = await openMarket(t);
  for (const body of ['{"type":', '<event><type>X</event>', '<payload><type>X</type></payload>', '[]', '{}', 'x']) {
    market.marketplace.answer = () => ({ status: 200, contentType: 'application/json', body });
    const answer = await market.notify('order-1');
    assert.equal(answer.status, 200, body);
    assert.equal(codeOf(answer), 'INVALID_RESPONSE', body);
  }
  await allSettled(market);
  assert.ok((await messagesOf(market)).every(({ state }) => state === 'quarantined'));
  assert.equal(market.responder.heard.length, 0);
  market.marketplace.answer = () => sent('subscription-order.typical.json', market.marketplace.url);
  assert.equal(codeOf(await market.notify('order-1')), undefined);
});

test('a ping is answered with a well-formed success each time, and makes no event', async (t) => {
  const market = await openMarket(t, { file: 'subscription-order.stateless.json' });
  for (let count = 1; count <= 2; count += 1)
    assert.deepEqual((await market.notify('dummyOrder')).body, { success: 'true', accountIdentifier: 'dummy-account' });
  market.marketplace.answer = () => sent('subscription-cancel.typical.xml', market.marketplace.url);
  assert.deepEqual((await market.notify('dummyCancel')).body, { success: 'true' }, 'also where the flag was forgotten');
  await allSettled(market);
  assert.equal(market.fetches().length, 3);
  assert.equal(market.responder.heard.length, 0);
  assert.deepEqual(await eventsOf(market), []);
});

test('a type that nobody handles is answered CONFIGURATION_ERROR, and is an event with that result', async (t) => {
  const market = await openMarket(t, { file: 'unknown-type.typical.xml' });
  assert.equal(codeOf(await market.notify('transfer-1')), 'CONFIGURATION_ERROR');
  await allSettled(market);
  assert.equal(market.responder.heard.length, 0);
  const [event] = await eventsOf(market);
  assert.equal(event?.type, 'com.appdirect.subscription.transfer');
  assert.equal((await messagesOf(market))[0]?.verdict, 'unknown');
});

test('without a system to ask, the same event gets the same account', async (t) => {
  const market = await openMarket(t, { settings: { responder: { mode: 'auto' } } });
  const first = await market.notify('order-1');
  const other = await market.notify('order-2');
  assert.match((first.body as { accountIdentifier: string }).accountIdentifier, /^account-[0-9a-f]{12}$/);
  assert.notDeepEqual(first.body, other.body);
});

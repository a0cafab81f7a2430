/** What takes longer than the connection waits: 202, and the result by a POST. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { checkOauth1 } from '../../../src/trust/schemes/oauth1.ts';
import { requestWith } from '../../trust/schemes/request.ts';
import type { Said } from './listening.ts';
import {
  AWAIT_MS,
  eventsOf,
  type Market,
  messagesOf,
  openMarket,
  operatorOf,
  outboundOauth,
  said,
  sent,
  settled,
} from './market.ts';

const accepted = { success: 'true', message: 'The event was accepted; its result follows.' };

/** A market whose responder answers when it is told to. */
async function openSlow(t: TestContext, file = 'subscription-order.typical.json') {
  const market = await openMarket(t, { file });
  let release: (said: Said) => void = () => {};
  market.responder.answer = () =>
    new Promise((resolve) => {
      release = resolve;
    });
  return { market, decide: (said: Said) => release(said) };
}

/** Notifies, and lets the connection wait in vain once the responder has been asked. */
async function notifyInVain(market: Market, token: string) {
  const before = market.waits();
  const answer = market.notify(token);
  await market.until(() => market.waits() > before && market.responder.heard.length > 0);
  market.clock.advance(AWAIT_MS);
  return answer;
}

const stateIs = (market: Market, state: string) => async () => (await messagesOf(market))[0]?.state === state;

test('a slow result is promised by a 202, and posted with a valid signature', async (t) => {
  const { market, decide } = await openSlow(t);
  const answer = await notifyInVain(market, 'slow-1');
  assert.equal(answer.status, 202);
  assert.deepEqual(answer.body, accepted);

  const again = await market.notify('slow-1');
  assert.equal(again.status, 202, 'a pending token hears 202 again, and at once');
  assert.deepEqual(await market.posted(), []);

  decide(said({ success: true, accountIdentifier: 'ACC-9' }));
  await market.until(stateIs(market, 'processed'));
  const [posted, ...others] = market.posted();
  assert.ok(posted && others.length === 0);
  assert.equal(posted.target, '/api/integration/v1/events/slow-1/result');
  assert.deepEqual(JSON.parse(String(posted.bytes)), { success: 'true', accountIdentifier: 'ACC-9' });
  const { headers, bytes } = posted;
  const request = requestWith({ headers, bytes, publicUrl: market.marketplace.url + posted.target });
  const proof = checkOauth1(request, outboundOauth, market.clock.now());
  assert.ok(proof.ok, JSON.stringify(proof));

  assert.deepEqual((await market.notify('slow-1')).body, { success: 'true', accountIdentifier: 'ACC-9' });
  assert.equal(market.responder.heard.length, 1);
  assert.equal((await eventsOf(market)).length, 1);
});

test('a result is posted until the marketplace takes it, and the responder is asked once', async (t) => {
  const { market, decide } = await openSlow(t);
  const refusals = [said({}, 503), said({}, 500)];
  market.marketplace.answer = ({ method }) =>
    method === 'GET'
      ? sent('subscription-order.typical.json', market.marketplace.url)
      : (refusals.shift() ?? { status: 204 });
  assert.equal((await notifyInVain(market, 'slow-1')).status, 202);
  decide(said({ success: true, accountIdentifier: 'ACC-9' }));
  await market.until(async () => {
    market.clock.advance(1_000);
    await settled();
    return stateIs(market, 'processed')();
  });
  assert.equal(market.posted().length, 3);
  assert.equal(market.fetches().length, 1);
  assert.equal(market.responder.heard.length, 1);
});

test('an older failure that the marketplace has not taken yet is not posted once a resend is there', async (t) => {
  const { market, decide } = await openSlow(t);
  market.marketplace.answer = ({ method }) =>
    method === 'GET' ? sent('subscription-order.typical.json', market.marketplace.url) : { status: 503 };
  assert.equal((await notifyInVain(market, 'slow-1')).status, 202);
  decide(said({}, 500));
  await market.until(() => market.posted().length === 1);
  await market.until(async () =>
    ((await messagesOf(market))[0]?.reason ?? '').startsWith('the result has not reached the marketplace yet'),
  );

  market.responder.answer = () => said({ success: true, accountIdentifier: 'ACC-9' });
  assert.deepEqual((await market.notify('slow-1')).body, { success: 'true', accountIdentifier: 'ACC-9' });
  market.marketplace.answer = ({ method }) =>
    method === 'GET' ? sent('subscription-order.typical.json', market.marketplace.url) : { status: 200 };
  await market.until(async () => {
    market.clock.advance(60_000);
    await settled();
    return (await messagesOf(market)).every(({ state }) => state !== 'received');
  });
  assert.equal(market.posted().length, 1);
  assert.deepEqual(
    (await messagesOf(market)).map(({ state }) => state),
    ['processed', 'failed'],
  );
});

test('a result that the marketplace took with a body that cannot be read is taken, and posted once', async (t) => {
  const { market, decide } = await openSlow(t);
  market.marketplace.answer = ({ method }) =>
    method === 'GET'
      ? sent('subscription-order.typical.json', market.marketplace.url)
      : { status: 200, headers: { 'content-encoding': 'gzip' }, body: 'not what it says' };
  assert.equal((await notifyInVain(market, 'slow-2')).status, 202);
  decide(said({ success: true, accountIdentifier: 'ACC-9' }));
  await market.until(stateIs(market, 'processed'));
  assert.equal(market.posted().length, 1);
});

test('a responder that accepts with an unreadable body has the question; an unreadable result counts as none', async (t) => {
  const { market, decide } = await openSlow(t);
  const gzip = { 'content-encoding': 'gzip' };
  const taken = market.notify('taken-1');
  await market.until(() => market.responder.heard.length === 1);
  decide({ status: 202, headers: gzip, body: 'not what it says' });
  assert.equal((await taken).status, 202);
  const unread = market.notify('unread-1');
  await market.until(() => market.responder.heard.length === 2);
  decide({ status: 200, headers: gzip, body: 'not what it says' });
  assert.match(JSON.stringify((await unread).body), /UNKNOWN_ERROR/);
});

test('a result goes to no marketplace that is not on the list', async (t) => {
  const { market, decide } = await openSlow(t);
  market.marketplace.answer = () => sent('subscription-order.typical.json', market.responder.url);
  assert.equal((await notifyInVain(market, 'slow-1')).status, 202);
  decide(said({ success: true, accountIdentifier: 'ACC-9' }));
  await market.until(stateIs(market, 'processed'));
  assert.deepEqual(market.posted(), []);
  assert.equal(market.responder.heard.length, 1, 'only the question');
  const [message] = await messagesOf(market);
  assert.deepEqual(
    message?.findings.map(({ rule }) => rule),
    ['result_not_delivered'],
  );
  assert.equal((await eventsOf(market)).length, 1, 'the order was decided, so it is an event');
});

test('a notice is answered while the connection waits, and never by a POST', async (t) => {
  const { market } = await openSlow(t, 'subscription-notice.closed.json');
  const answer = market.notify('notice-1');
  await market.until(() => market.responder.heard.length > 0);
  await settled();
  market.clock.advance(AWAIT_MS - 500);
  assert.equal((await answer).status, 200);
  assert.equal(((await answer).body as { errorCode: string }).errorCode, 'UNKNOWN_ERROR');
  await market.until(stateIs(market, 'failed'));
  assert.deepEqual(market.posted(), []);
});

test('a failure that was promised for later is posted too', async (t) => {
  const { market, decide } = await openSlow(t);
  assert.equal((await notifyInVain(market, 'slow-1')).status, 202);
  decide(said({}, 500));
  await market.until(stateIs(market, 'failed'));
  assert.equal(JSON.parse(String(market.posted()[0]?.bytes)).errorCode, 'UNKNOWN_ERROR');
});

/** A market whose responder has a budget of a second, far below what the connection waits, and half a minute more. */
async function openHurried(t: TestContext, file = 'subscription-order.typical.json') {
  const market = await openMarket(t, {
    file,
    budget: { timeoutMs: 1_000, lateAnswerMs: 30_000 },
  });
  let release: (said: Said) => void = () => {};
  market.responder.answer = () =>
    new Promise((resolve) => {
      release = resolve;
    });
  return { market, decide: (said: Said) => release(said) };
}

test('a responder that misses its budget makes it a 202 long before the connection would, and its late answer is posted', async (t) => {
  const { market, decide } = await openHurried(t);
  const answering = market.notify('late-1');
  await market.until(() => market.responder.heard.length > 0);
  market.clock.advance(1_000);
  assert.deepEqual((await answering).body, accepted);
  market.clock.advance(29_000);
  await settled();
  decide(said({ success: true, accountIdentifier: 'ACC-9' }));
  await market.until(stateIs(market, 'processed'));
  assert.deepEqual(JSON.parse(String(market.posted()[0]?.bytes)), { success: 'true', accountIdentifier: 'ACC-9' });
  assert.equal(market.responder.heard.length, 1);
});

test('a late answer that does not come is UNKNOWN_ERROR, and a resend asks again', async (t) => {
  const { market } = await openHurried(t);
  const answering = market.notify('late-1');
  await market.until(() => market.responder.heard.length > 0);
  market.clock.advance(1_000);
  assert.equal((await answering).status, 202);
  await settled();
  market.clock.advance(30_000);
  await market.until(stateIs(market, 'failed'));
  assert.equal(JSON.parse(String(market.posted()[0]?.bytes)).errorCode, 'UNKNOWN_ERROR');
  market.responder.answer = () => said({ success: true, accountIdentifier: 'ACC-9' });
  assert.equal((await market.notify('late-1')).status, 200);
});

test('a notice whose responder misses its budget is answered UNKNOWN_ERROR, never 202', async (t) => {
  const { market } = await openHurried(t, 'subscription-notice.closed.json');
  const answering = market.notify('notice-1');
  await market.until(() => market.responder.heard.length > 0);
  market.clock.advance(1_000);
  const answer = await answering;
  assert.deepEqual([answer.status, (answer.body as { errorCode: string }).errorCode], [200, 'UNKNOWN_ERROR']);
});

test('a responder that answers 202 completes the result later, through the operator API', async (t) => {
  const { market } = await openHurried(t);
  market.responder.answer = () => ({ status: 202 });
  assert.equal((await market.notify('taken-1')).status, 202);
  await market.until(async () => ((await messagesOf(market))[0]?.reason ?? '').startsWith('the responder took it'));
  const [message] = await messagesOf(market);
  const body = { success: true, accountIdentifier: 'ACC-5' };
  const path = { id: message?.id ?? '' };
  assert.equal((await operatorOf(market).completeResult({ path, body }, undefined)).status, 200);
  await market.until(stateIs(market, 'processed'));
  assert.equal(JSON.parse(String(market.posted()[0]?.bytes)).accountIdentifier, 'ACC-5');
});

test('a decision by hand while the responder is asked wins', async (t) => {
  const { market, decide } = await openSlow(t);
  assert.equal((await notifyInVain(market, 'slow-1')).status, 202);
  const [message] = await messagesOf(market);
  const body = { success: false, errorCode: 'OPERATION_CANCELLED' };
  await operatorOf(market).completeResult({ path: { id: message?.id ?? '' }, body }, undefined);
  decide(said({ success: true, accountIdentifier: 'ACC-9' }));
  await market.until(stateIs(market, 'processed'));
  await settled();
  assert.deepEqual(
    market.posted().map(({ bytes }) => JSON.parse(String(bytes)).errorCode),
    ['OPERATION_CANCELLED'],
  );
});

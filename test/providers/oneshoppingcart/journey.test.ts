/** The whole way, with a real store, a real call and the mock's API: push, ack, follow-up, event. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { processWork } from '../../../src/deliver/process.ts';
import { silentLog } from '../../../src/log.ts';
import { openOutbound } from '../../../src/outbound/client.ts';
import { openOneShoppingCart } from '../../../src/providers/oneshoppingcart/open.ts';
import { openReceive } from '../../../src/receive/receive.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { openTestStore } from '../../store/test-store.ts';
import { openProviderApi } from '../../support/provider-api.ts';
import { requestWith } from '../../trust/schemes/request.ts';
import { exampleBytes, pathKey } from './account.ts';

async function openJourney(t: TestContext) {
  const apiBase = await openProviderApi(t, 'oneshoppingcart');
  const outbound = openOutbound({ development: true, log: silentLog, clock: systemClock });
  const { store } = await openTestStore(t);
  t.after(async () => {
    await outbound.close();
    await store.close();
  });
  const provider = openOneShoppingCart({ outbound, development: true });
  const source = await provider.open({
    name: 'shop',
    settings: {
      provider: 'oneshoppingcart',
      key: Secret.of(pathKey),
      merchantId: '118303',
      merchantKey: Secret.of('development-merchant-key'),
      apiBase,
    },
    publicUrl: 'https://hooks.example.com',
    clock: systemClock,
  });
  const parts = { store, source: () => source, clock: systemClock, log: silentLog };
  const receive = openReceive({ ...parts, provider: provider.name, onFatal: assert.fail });
  const handle = provider.handlers(receive).receiveNotification;
  return {
    store,
    push: async (bytes: Uint8Array) => {
      const request = requestWith({ path: `/push/oneshoppingcart/shop/${pathKey}`, bytes, receivedAtMs: Date.now() });
      return handle?.({ path: { source: 'shop', key: pathKey }, request });
    },
    work: async () => {
      const claims = await store.claimWork({ nowMs: Date.now() + 60_000, leaseMs: 60_000, limit: 10 });
      const signal = new AbortController().signal;
      for (const claim of claims) await processWork(claim, { ...parts, sinks: [], signal });
    },
  };
}

test("both of the page's notifications are acknowledged, match and become one event each, however often they come", async (t) => {
  const { store, push, work } = await openJourney(t);
  const bodies = [exampleBytes('notification.test.xml'), exampleBytes('notification.new-order.xml')];
  const pushes = Array.from({ length: 5 }, () => bodies).flat();
  for (const answer of await Promise.all(pushes.map(push))) assert.deepEqual(answer, { status: 200 });
  await work();

  const messages = (await store.listMessages({}, { limit: 10 })).items;
  assert.deepEqual(
    messages.map(({ state, verdict, receipts }) => [state, verdict, receipts]),
    [
      ['processed', 'match', 5],
      ['processed', 'match', 5],
    ],
  );
  const events = (await store.listEvents({}, { limit: 10 })).items;
  assert.deepEqual(events.map(({ type }) => type).sort(), ['com.1shoppingcart.order.placed', 'com.1shoppingcart.test']);
});

test('an order that cannot be read stays, with the reason, and is asked for again', async (t) => {
  const { store, push, work } = await openJourney(t);
  assert.deepEqual(await push(Buffer.from('<NewOrder><Token>missing-1</Token></NewOrder>')), { status: 200 });
  for (const attempt of [1, 2]) {
    await work();
    const [message] = (await store.listMessages({}, { limit: 10 })).items;
    assert.equal(message?.state, 'received', `after attempt ${attempt}`);
    assert.match(message?.reason ?? '', /Order not found/);
  }
  assert.equal((await store.backlog()).work, 1);
});

test('the same token sent again after its order could not be read in all attempts becomes its event', async (t) => {
  const { store, push, work } = await openJourney(t);
  const bytes = exampleBytes('notification.new-order.xml');
  await push(bytes);
  const [claim] = await store.claimWork({ nowMs: Date.now() + 60_000, leaseMs: 60_000, limit: 1 });
  assert.ok(claim);
  await store.settleWork(claim, { end: { kind: 'fail', reason: 'given up after 24 attempts: the API is down' } });
  assert.deepEqual(await push(bytes), { status: 200 });
  await work();
  const [message] = (await store.listMessages({}, { limit: 10 })).items;
  assert.deepEqual([message?.state, message?.receipts], ['processed', 2]);
  assert.equal((await store.listEvents({}, { limit: 10 })).items.length, 1);
});

test('a message that nobody can read is acknowledged, quarantined and listed', async (t) => {
  const { store, push, work } = await openJourney(t);
  assert.deepEqual(await push(Buffer.from('<NewOrder><Token>')), { status: 200 });
  await work();
  const { items } = await store.listMessages({ state: 'quarantined' }, { limit: 10 });
  assert.equal(items.length, 1);
  assert.deepEqual((await store.listEvents({}, { limit: 10 })).items, []);
});

/** Which keys vouch for a push, from when on and until when. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { v1 } from 'uuid';
import type { ZettleMock } from '../../../../src/providers/zettle/simulate/mock.ts';
import { openKeptKeys } from '../../../../src/providers/zettle/subscriptions/kept-keys.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { contactEmail, statusesOf } from './managed.ts';
import { openBench, value } from './source.ts';

const DAY_MS = 86_400_000;
type Subscription = NonNullable<ReturnType<ZettleMock['subscriptions']['find']>>;

async function pushOf(mock: ZettleMock, subscription: Subscription, pushUrl: string): Promise<number> {
  const { headers, body } = mock.pushOf(mock.compose('PurchaseCreated'), subscription);
  return (await fetch(pushUrl, { method: 'POST', headers, body })).status;
}

test('the key of a deleted subscription is good for a week, since its pushes are repeated, and then forgotten', async (t) => {
  const { mock, clock, keys, pushUrl, start } = await openBench(t);
  const { subscribing } = await start();
  await value(subscribing.sync({ prune: false }));
  const [made] = mock.subscriptions.all();
  assert.ok(made);
  await value(subscribing.remove(made.uuid));
  clock.advance(7 * DAY_MS - 1);
  assert.equal(await pushOf(mock, made, pushUrl), 200);
  clock.advance(1);
  assert.equal(await pushOf(mock, made, pushUrl), 401);
  await value(subscribing.list());
  assert.deepEqual(await openKeptKeys('pos', keys).list(), []);
});

test('a key that Zettle changed is used beside the older one', async (t) => {
  const { mock, pushUrl, start } = await openBench(t);
  const { subscribing } = await start();
  await value(subscribing.sync({ prune: false }));
  const [old] = mock.subscriptions.all();
  assert.ok(old);
  mock.subscriptions.setSigningKey(old.uuid, 'test-only-changed-signing-key-of-nobody');
  assert.deepEqual(statusesOf(await mock.publish('PurchaseCreated')), [401], 'nobody has seen the new one yet');
  assert.equal((await value(subscribing.list()))[0]?.keys.length, 2);
  assert.deepEqual(statusesOf(await mock.publish('PurchaseCreated')), [200]);
  assert.equal(await pushOf(mock, old, pushUrl), 200);
});

test('the key of a subscription that pushes elsewhere is known to others, and proves nothing here', async (t) => {
  const { mock, pushUrl, start } = await openBench(t);
  const { subscribing, ...source } = await start();
  const destination = 'https://partner.example.com/hook';
  const partner = { uuid: v1(), transportName: 'WEBHOOK', eventNames: [], destination, contactEmail };
  const elsewhere = mock.subscriptions.add(partner);
  const [shown] = await value(subscribing.list());
  assert.deepEqual([shown?.pushesHere, shown?.keys.length], [false, 1]);
  assert.equal(await pushOf(mock, elsewhere, pushUrl), 401);
  mock.subscriptions.change(elsewhere.uuid, { destination: pushUrl });
  await value(subscribing.list());
  assert.equal(await pushOf(mock, elsewhere, pushUrl), 200);
  assert.equal(source.provider, 'zettle');
});

test('keys that were sealed with another encryptionKey are a condition until Zettle has shown them again', async (t) => {
  const bench = await openBench(t);
  await value((await bench.start()).subscribing.sync({ prune: false }));
  const other = Secret.of('test-only-other-encryption-key-of-nobody');
  const { subscribing, reconciling } = await bench.start({ encryptionKey: other });
  assert.equal(bench.log.of('signing_key.unreadable').length, 1);
  assert.deepEqual(statusesOf(await bench.mock.publish('PurchaseCreated')), [401]);
  assert.deepEqual(
    reconciling.conditions().map(({ kind }) => kind),
    ['signing-key-unreadable', 'signing-key-missing'],
  );
  await value(subscribing.list());
  assert.deepEqual(statusesOf(await bench.mock.publish('PurchaseCreated')), [200]);
  assert.deepEqual(reconciling.conditions(), []);
});

test('a source that a reload opens again has the keys that came before and after', async (t) => {
  const { mock, reopen, start } = await openBench(t);
  const before = await start();
  const after = await reopen();
  await value(before.subscribing.sync({ prune: false }));
  assert.deepEqual(statusesOf(await mock.publish('PurchaseCreated')), [200]);
  assert.equal(after.capabilities?.arrivingSecrets?.labels().length, 1);
});

test('without a store for the key no subscription is created', async (t) => {
  const { mock, start } = await openBench(t);
  const { subscribing } = await start({ encryptionKey: 'none' });
  for (const asked of [subscribing.create({ events: [], contactEmail }), subscribing.sync({ prune: false })]) {
    const refused = await asked;
    assert.ok(!refused.ok && refused.code === 'subscription_unfit');
    assert.match(refused.faults.join(), /add encryptionKey/);
  }
  assert.equal(mock.subscriptions.all().length, 0);
});

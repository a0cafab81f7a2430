/** What departs from the declaration is a condition until it is put right, which the source does by itself where the configuration says so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusesOf } from './managed.ts';
import { type Opened, openBench, value } from './source.ts';

const kindsOf = ({ reconciling }: Opened) =>
  reconciling
    .conditions()
    .map(({ kind }) => kind)
    .toSorted();

test('missing, changed, failing and deleted subscriptions are seen at the next look, and gone when they are put right', async (t) => {
  const { mock, start } = await openBench(t);
  const source = await start();
  const { reconciling, subscribing } = source;
  await reconciling.look();
  assert.deepEqual(kindsOf(source), ['signing-key-missing', 'subscription-missing']);
  assert.match(
    JSON.stringify(reconciling.conditions()),
    /sources\.pos subscription purchases.*Run `pushdock zettle subscriptions sync --source pos`/,
  );
  await value(subscribing.sync({ prune: false }));
  assert.deepEqual(kindsOf(source), []);

  const [made] = mock.subscriptions.all();
  assert.ok(made);
  mock.subscriptions.change(made.uuid, { eventNames: [] });
  mock.subscriptions.setStatus(made.uuid, 'FAILING');
  await reconciling.look();
  assert.deepEqual(kindsOf(source), ['subscription-changed', 'subscription-failing']);

  mock.subscriptions.delete(made.uuid);
  await reconciling.look();
  assert.deepEqual(kindsOf(source), ['subscription-deleted']);
  assert.equal(mock.subscriptions.all().length, 0, 'nothing is created without being asked');

  await value(subscribing.sync({ prune: false }));
  assert.deepEqual(kindsOf(source), []);
});

test('with recreate: true a deleted subscription is created again, a changed one is changed back, and its absence is shown for a day', async (t) => {
  const { mock, clock, start } = await openBench(t);
  const source = await start({ settings: { recreate: true } });
  await value(source.subscribing.sync({ prune: false }));
  const [first] = mock.subscriptions.all();
  assert.ok(first);
  mock.subscriptions.delete(first.uuid);
  await source.reconciling.look();
  assert.deepEqual(kindsOf(source), ['subscription-recreated']);
  const [second] = mock.subscriptions.all();
  assert.ok(second);
  assert.deepEqual(statusesOf(await mock.publish('PurchaseCreated')), [200]);
  mock.subscriptions.change(second.uuid, { eventNames: [] });
  await source.reconciling.look();
  assert.deepEqual(mock.subscriptions.find(second.uuid)?.eventNames, ['PurchaseCreated']);
  clock.advance(86_400_000);
  await source.reconciling.look();
  assert.deepEqual(kindsOf(source), []);
});

test('a Zettle that cannot be reached is a condition too, and the known keys stay valid', async (t) => {
  const { mock, start } = await openBench(t);
  const source = await start();
  await value(source.subscribing.sync({ prune: false }));
  mock.tokens.expireAll();
  mock.answerNext(
    { status: 401 },
    { status: 401, contentType: 'application/json', body: '{"error":"invalid_client"}' },
  );
  await source.reconciling.look();
  assert.deepEqual(kindsOf(source), ['subscriptions-unknown']);
  assert.match(source.reconciling.conditions()[0]?.detail ?? '', /Zettle does not know the client/);
  assert.deepEqual(statusesOf(await mock.publish('PurchaseCreated')), [200]);
  await source.reconciling.look();
  assert.deepEqual(kindsOf(source), []);
});

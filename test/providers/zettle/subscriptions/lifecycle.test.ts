/** From nothing to events and back, at a Zettle that behaves like the real one, through the operator API of a whole gateway. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { until } from '../../../support/toy-gateway.ts';
import { at, body, contactEmail, openManaged, statusesOf } from './managed.ts';

const query = { prune: false };
const DAY_MS = 86_400_000;

test('a declared subscription is created, its key counts at once, and pushes tell which subscription they are of', async (t) => {
  const { mock, start, pushUrl, log, database } = await openManaged(t);
  const { operator, close } = await start();
  const plan = await body(operator.planSync({ ...at, query }));
  assert.deepEqual(
    plan.steps.map(({ action, name, scopes }) => [action, name, scopes]),
    [['create', 'purchases', ['READ:PURCHASE']]],
  );
  assert.equal(mock.subscriptions.all().length, 0);

  const { steps } = await body(operator.applySync({ ...at, query: { ...query, plan: plan.id } }));
  assert.deepEqual(
    steps.map(({ outcome }) => outcome),
    ['done'],
  );
  const [made] = mock.subscriptions.all();
  assert.ok(made);
  assert.deepEqual(
    [made.destination, made.eventNames, made.contactEmail],
    [pushUrl, ['PurchaseCreated'], contactEmail],
  );
  assert.match(made.uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-1/);
  const recorded = await body(operator.listMessages({ query: { state: 'recorded' } }));
  assert.equal(recorded.items.length, 1, 'Zettle posted its TestMessage before it answered');

  assert.deepEqual(statusesOf(await mock.publish('PurchaseCreated')), [200]);
  await until(async () => (await body(operator.listMessages({ query: { state: 'processed' } }))).items.length === 1);
  const [message] = (await body(operator.listMessages({ query: { state: 'processed' } }))).items;
  const { credentials } = await body(operator.getMessage({ path: { id: message?.id ?? '' } }));
  assert.deepEqual(
    credentials.map(({ belongsTo }) => belongsTo),
    [`subscription purchases (${made.uuid})`],
  );
  const source = await body(operator.getSource({ path: { name: 'pos' } }));
  assert.deepEqual(source.credentials[0]?.belongsTo, `subscription purchases (${made.uuid})`);
  assert.equal(source.credentials[0]?.uses, 1);

  const second = await body(operator.planSync({ ...at, query }));
  assert.deepEqual(
    second.steps.map(({ action }) => action),
    ['nothing'],
  );
  const list = await body(operator.listSubscriptions(at));
  await close();
  for (const shown of [JSON.stringify(log.lines), JSON.stringify([list, source, steps, credentials])])
    assert.ok(!shown.includes(made.signingKey), 'the key is shown');
  assert.ok(!readFileSync(database).includes(made.signingKey), 'the key lies in the store as it is');
});

test('created, changed, deleted: pushes that are repeated are taken for some days more, and then refused', async (t) => {
  const { mock, clock, start, pushUrl } = await openManaged(t);
  const { operator } = await start();
  const created = await body(operator.createSubscription({ ...at, body: { events: [], contactEmail } }));
  assert.deepEqual([created.destination, created.pushesHere, created.keys.length], [pushUrl, true, 1]);
  assert.deepEqual(statusesOf(await mock.publish('ProductCreated')), [200]);

  const { uuid } = created;
  const changed = await body(
    operator.updateSubscription({ path: { source: 'pos', uuid }, body: { events: ['PurchaseCreated'] } }),
  );
  assert.deepEqual(changed.events, ['PurchaseCreated']);
  assert.deepEqual(await mock.publish('ProductCreated'), []);

  const before = mock.subscriptions.find(uuid);
  assert.ok(before);
  const deleted = await body(operator.deleteSubscription({ path: { source: 'pos', uuid } }));
  assert.equal(Date.parse(deleted.keysUntil), clock.now() + 7 * DAY_MS);
  assert.equal(mock.subscriptions.find(uuid), undefined);
  const late = async () => {
    const push = mock.pushOf(mock.compose('PurchaseCreated'), before);
    return (await fetch(pushUrl, { method: 'POST', headers: push.headers, body: push.body })).status;
  };
  assert.equal(await late(), 200);
  clock.advance(7 * DAY_MS - 1);
  assert.equal(await late(), 200);
  clock.advance(1);
  assert.equal(await late(), 401);
});

test('keys survive a restart, and a changed one stands beside the older one', async (t) => {
  const { mock, start, pushUrl } = await openManaged(t);
  const first = await start();
  await body(first.operator.applySync({ ...at, query }));
  const [old] = mock.subscriptions.all();
  assert.ok(old);
  await first.close();

  const second = await start();
  assert.deepEqual(statusesOf(await mock.publish('PurchaseCreated')), [200]);
  mock.subscriptions.setSigningKey(old.uuid, 'test-only-changed-signing-key-of-nobody');
  assert.deepEqual(statusesOf(await mock.publish('PurchaseCreated')), [401], 'nobody has seen the new one yet');
  const { items } = await body(second.operator.listSubscriptions(at));
  assert.equal(items[0]?.keys.length, 2);
  assert.deepEqual(statusesOf(await mock.publish('PurchaseCreated')), [200]);
  const push = mock.pushOf(mock.compose('PurchaseCreated'), old);
  assert.equal((await fetch(pushUrl, { method: 'POST', headers: push.headers, body: push.body })).status, 200);
});

test('a subscription that pushes elsewhere is shown, and its key vouches for nothing here', async (t) => {
  const { mock, start, pushUrl } = await openManaged(t);
  const { operator } = await start();
  const elsewhere = mock.subscriptions.add({
    uuid: 'f02f80f8-8f35-11eb-8dcd-0242ac130003',
    transportName: 'WEBHOOK',
    eventNames: [],
    destination: 'https://partner.example.com/hook',
    contactEmail,
  });
  const { items } = await body(operator.listSubscriptions(at));
  assert.deepEqual(
    items.map(({ pushesHere, keys }) => [pushesHere, keys.length]),
    [[false, 1]],
  );
  const push = mock.pushOf(mock.compose('PurchaseCreated'), elsewhere);
  assert.equal((await fetch(pushUrl, { method: 'POST', headers: push.headers, body: push.body })).status, 401);
  assert.deepEqual((await body(operator.getSource({ path: { name: 'pos' } }))).credentials, []);
});

test('keys that were sealed with another encryptionKey are a condition until Zettle has shown them again', async (t) => {
  const { Secret } = await import('../../../../src/secrets.ts');
  const managed = await openManaged(t);
  const first = await managed.start();
  await body(first.operator.applySync({ ...at, query }));
  await first.close();
  const other = { storedSecrets: { sealedWith: Secret.of('test-only-other-encryption-key-of-nobody') } };
  const { openGateway } = await import('../../../../src/gateway.ts');
  managed.mock.answerNext({ status: 503 }, { status: 503 }, { status: 503 });
  const gateway = await openGateway(
    { ...managed.configurationOf(), ...other },
    { clock: managed.clock, log: managed.log },
  );
  t.after(() => gateway.close());
  assert.equal(managed.log.of('signing_key.unreadable').length, 1);
  assert.deepEqual(statusesOf(await managed.mock.publish('PurchaseCreated')), [401]);
  const { createGateway } = await import('../../../../generated/gateway/client/client.ts');
  const operator = createGateway({ baseUrl: gateway.operatorUrl });
  const kinds = async () => (await body(operator.listConditions({}))).items.map(({ kind }) => kind);
  assert.ok((await kinds()).includes('signing-key-unreadable'));
  await until(async () => {
    managed.clock.advance(1_000); // The look at start waits between its tries.
    return (await operator.listSubscriptions(at)).status === 200;
  });
  assert.deepEqual(statusesOf(await managed.mock.publish('PurchaseCreated')), [200]);
  assert.ok(!(await kinds()).includes('signing-key-unreadable'));
});

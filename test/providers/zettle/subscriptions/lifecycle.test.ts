/** From nothing to events and back, at a Zettle that behaves like the real one, through the operator API of a whole gateway. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../../support/until.ts';
import { at, body, contactEmail, openManaged, statusesOf } from './managed.ts';

const query = { prune: false };
const LOOK_MS = 600_000;

test('create, TestMessage, key, events, change, delete: nothing is lost on the way, and no key is shown or lies open', async (t) => {
  const { mock, clock, start, pushUrl, log, stored } = await openManaged(t);
  const { operator, operatorUrl, close, reload } = await start();
  const kinds = async () => (await body(operator.listConditions({}))).items.map(({ kind }) => kind);
  await until(async () => (await kinds()).includes('subscription-missing'));
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
  assert.equal((await operator.applySync({ ...at, query: { ...query, plan: plan.id } })).status, 409);
  assert.deepEqual(await kinds(), []);
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
  const processed = async () => (await body(operator.listMessages({ query: { state: 'processed' } }))).items;
  await until(async () => (await processed()).length === 1);
  const { credentials } = await body(operator.getMessage({ path: { id: (await processed())[0]?.id ?? '' } }));
  const owner = `subscription purchases (${made.uuid})`;
  assert.deepEqual(
    credentials.map(({ belongsTo }) => belongsTo),
    [owner],
  );
  const source = await body(operator.getSource({ path: { name: 'pos' } }));
  assert.deepEqual(
    source.credentials.map(({ belongsTo, uses }) => [belongsTo, uses]),
    [[owner, 1]],
  );

  const created = await body(operator.createSubscription({ ...at, body: { events: [], contactEmail } }));
  assert.deepEqual([created.destination, created.pushesHere, created.keys.length], [pushUrl, true, 1]);
  const path = { source: 'pos', uuid: created.uuid };
  const changed = await body(operator.updateSubscription({ path, body: { events: ['ProductCreated'] } }));
  assert.deepEqual(changed.events, ['ProductCreated']);
  assert.deepEqual(statusesOf(await mock.publish('ProductCreated')), [200]);
  const deleted = await body(operator.deleteSubscription({ path }));
  assert.equal(Date.parse(deleted.keysUntil), clock.now() + 7 * 86_400_000);
  assert.deepEqual(await mock.publish('ProductCreated'), []);
  assert.equal((await operator.deleteSubscription({ path })).status, 422);

  mock.subscriptions.delete(made.uuid);
  clock.advance(LOOK_MS);
  await until(async () => (await kinds()).includes('subscription-deleted'));
  assert.match(
    await (await fetch(`${operatorUrl}/metrics`)).text(),
    /^pushdock_conditions\{kind="subscription-deleted",about="sources\.pos subscription purchases"\} 1$/m,
  );
  assert.ok(log.of('condition.began').some(({ fields }) => fields.kind === 'subscription-deleted'));

  const list = await body(operator.listSubscriptions(at));
  assert.equal((await operator.listSubscriptions({ path: { source: 'nobody' } })).status, 404);
  assert.equal((await reload()).ok, true);
  await close();
  for (const shown of [JSON.stringify(log.lines), JSON.stringify([list, source, steps, credentials, created])])
    assert.ok(!shown.includes(made.signingKey), 'the key is shown');
  assert.ok(!(await stored()).includes(made.signingKey), 'the key lies in the store as it is');

  const again = await start();
  const push = mock.pushOf(mock.compose('PurchaseCreated'), made);
  const repeated = await fetch(pushUrl, { method: 'POST', headers: push.headers, body: push.body });
  assert.equal(repeated.status, 200, 'after a restart the key is still good, since pushes are repeated for days');
  await again.close();
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { v1, v4 } from 'uuid';
import { verify } from '../../../../src/providers/zettle/verify.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { requestWith } from '../../../trust/schemes/request.ts';
import { openApi, openDestination } from './zettle.ts';

type Shown = { uuid: string; signingKey: string; status: string; destination: string; eventNames: string[] };
const path = '/organizations/self/subscriptions';

test('a subscription is answered after its destination got the TestMessage, and is listed with its key', async (t) => {
  const destination = await openDestination(t);
  const api = await openApi(t, { destination: destination.url });
  const created = await api.create();
  assert.equal(created.status, 200);
  assert.equal(destination.heard.length, 1);
  const said = JSON.parse(String(destination.heard[0]?.body));
  assert.equal(said.eventName, 'TestMessage');
  assert.equal('messageUuid' in said, false);
  const { signingKey, status } = created.body as Shown;
  assert.match(signingKey, /^[A-Za-z0-9]{64}$/);
  assert.equal(status, 'ACTIVE');
  assert.deepEqual((await api.call('GET', path)).body, [created.body]);
  const byUuid = await api.call('GET', `/organizations/${api.mock.organizationUuid}/subscriptions`);
  assert.deepEqual(byUuid.body, [created.body]);
});

test('a destination that cannot be reached is 400, one that answers with an error is 500, and the uuid stays free', async (t) => {
  const destination = await openDestination(t);
  const api = await openApi(t, { destination: destination.url });
  const uuid = v1();
  destination.say(503);
  const failed = await api.create({ uuid });
  assert.equal(failed.status, 500);
  assert.match(JSON.stringify(failed.body), /DESTINATION_RESPONDED_WITH_ERROR_CODE/);
  const unreachable = await api.create({ uuid, destination: 'http://127.0.0.1:1/push/zettle/pos' });
  assert.equal(unreachable.status, 400);
  assert.match(JSON.stringify(unreachable.body), /DESTINATION_NOT_ACCESSIBLE/);
  assert.deepEqual((await api.call('GET', path)).body, []);
  destination.say(204);
  assert.equal((await api.create({ uuid })).status, 200);
});

test('every documented fault of a create is answered with its status', async (t) => {
  const destination = await openDestination(t);
  const api = await openApi(t, { destination: destination.url });
  const uuid = v1();
  assert.equal((await api.create({ uuid })).status, 200);
  const long = `${'a'.repeat(505)}@example.com`;
  for (const [over, status, naming] of [
    [{ transportName: undefined }, 400, 'transportName'],
    [{ transportName: 'SQS' }, 400, 'transportName'],
    [{ uuid: undefined }, 400, 'uuid'],
    [{ uuid }, 400, 'SUBSCRIPTION_ALREADY_EXIST'],
    [{ uuid: v4() }, 400, 'version 1'],
    [{ eventNames: ['TeapotBoiled'] }, 400, 'TeapotBoiled'],
    [{ destination: undefined }, 422, 'destination'],
    [{ destination: 'hooks.example.com' }, 422, 'destination'],
    [{ destination: 'http://hooks.example.com/push' }, 422, 'https'],
    [{ contactEmail: undefined }, 422, 'contactEmail'],
    [{ contactEmail: 'nobody' }, 422, 'contactEmail'],
    [{ contactEmail: long }, 422, '512'],
  ] as const) {
    const answer = await api.create(over);
    assert.equal(answer.status, status, JSON.stringify(over));
    assert.ok(JSON.stringify(answer.body).includes(naming), `${JSON.stringify(answer.body)} does not name ${naming}`);
  }
  assert.equal(destination.heard.length, 1, 'a destination was tried for a request with a fault');
});

test('plain http to this machine is refused as well where https is insisted on', async (t) => {
  const destination = await openDestination(t);
  const api = await openApi(t, { destination: destination.url, httpsOnly: true });
  assert.equal((await api.create()).status, 422);
});

test('a token without the scope of an event is refused, on create and on update; every event needs every scope', async (t) => {
  const destination = await openDestination(t);
  const api = await openApi(t, { destination: destination.url, scopes: ['READ:PRODUCT'] });
  assert.equal((await api.create()).status, 403);
  assert.equal((await api.create({ eventNames: [] })).status, 403);
  const created = await api.create({ eventNames: ['ProductCreated', 'PersonalAssertionDeleted'] });
  assert.equal(created.status, 200);
  const one = `${path}/${(created.body as Shown).uuid}`;
  assert.equal((await api.call('PUT', one, { eventNames: ['PurchaseCreated'] })).status, 403);
  api.mock.setScopes(['READ:PURCHASE']);
  assert.equal((await api.call('PUT', one, { eventNames: ['PurchaseCreated'] })).status, 200);
});

test('an update changes what it names, tries a new destination first, and is answered with the documented faults', async (t) => {
  const destination = await openDestination(t);
  const api = await openApi(t, { destination: destination.url });
  const { uuid, signingKey } = (await api.create()).body as Shown;
  const one = `${path}/${uuid}`;
  const elsewhere = await openDestination(t);
  elsewhere.say(500);
  for (const [body, status] of [
    [{ eventNames: ['TeapotBoiled'] }, 400],
    [{ transportName: 'SQS' }, 400],
    [{ destination: '' }, 422],
    [{ destination: 'http://hooks.example.com' }, 422],
    [{ contactEmail: 'nobody' }, 422],
    [{ destination: 'http://127.0.0.1:1/x' }, 400],
    [{ destination: elsewhere.url }, 500],
  ] as const)
    assert.equal((await api.call('PUT', one, body)).status, status, JSON.stringify(body));
  elsewhere.say(200);
  const updated = await api.call('PUT', one, { destination: elsewhere.url, eventNames: [] });
  assert.deepEqual(updated, { status: 200, body: undefined });
  const [shown] = (await api.call('GET', path)).body as Shown[];
  assert.deepEqual([shown?.destination, shown?.eventNames, shown?.signingKey], [elsewhere.url, [], signingKey]);
  assert.equal((await api.call('PUT', `${path}/${v1()}`, {})).status, 404);
  assert.equal((await api.call('PUT', path, {})).status, 405);
});

test('both documented paths delete, once, and a uuid is never given twice', async (t) => {
  const destination = await openDestination(t);
  const api = await openApi(t, { destination: destination.url });
  for (const form of ['', 'uuid/']) {
    const uuid = v1();
    assert.equal((await api.create({ uuid })).status, 200);
    assert.deepEqual(await api.call('DELETE', `${path}/${form}${uuid}`), { status: 204, body: undefined });
    assert.equal((await api.call('DELETE', `${path}/${form}${uuid}`)).status, 404);
    assert.equal((await api.create({ uuid })).status, 400);
  }
  assert.equal((await api.call('DELETE', path)).status, 404);
});

test('an event reaches every subscription to it and no other, signed with the key of each', async (t) => {
  const destination = await openDestination(t);
  const api = await openApi(t, { destination: destination.url });
  const keys = [(await api.create()).body as Shown, (await api.create({ eventNames: [] })).body as Shown];
  await api.create({ eventNames: ['ProductCreated'] });
  const pushed = await api.mock.publish('PurchaseCreated');
  assert.deepEqual(
    pushed.map(({ outcome }) => outcome.kind === 'answered' && outcome.status),
    [200, 200],
  );
  const pushes = destination.heard.slice(3);
  assert.equal(pushes.length, 2);
  for (const { signingKey } of keys) {
    const fitting = pushes.filter(
      ({ headers, body }) => verify(requestWith({ headers, bytes: body }), [Secret.of(signingKey)]).ok,
    );
    assert.equal(fitting.length, 1);
  }
});

test('the example with every kind of escape is signed as it is decoded', async (t) => {
  const destination = await openDestination(t);
  const api = await openApi(t, { destination: destination.url });
  const { signingKey } = (await api.create({ eventNames: ['ProductCreated'] })).body as Shown;
  await api.mock.publish('ProductCreated', { variant: 'escapes' });
  const { headers, body } = destination.heard[1] ?? assert.fail('nothing was pushed');
  assert.ok(verify(requestWith({ headers, bytes: body }), [Secret.of(signingKey)]).ok);
});

test('a test may put answers of its own before those of the API', async (t) => {
  const api = await openApi(t);
  api.mock.answerNext({ status: 500, contentType: 'text/html', body: '<h1>Oops</h1>' });
  const answer = await fetch(`${api.mock.url}${path}`);
  assert.deepEqual([answer.status, await answer.text()], [500, '<h1>Oops</h1>']);
  assert.equal((await api.call('GET', path)).status, 200);
});

/** Every error that the contract documents is provoked, and shown as a sentence that says what to do, with Zettle's own words beside it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { specFolder } from '../../../spec/contract-documents.ts';
import { contactEmail } from './managed.ts';
import { openBench, passing, value } from './source.ts';

const folder = join(specFolder, 'providers/zettle/examples');
/** Error examples: `<operation>.<status>-<what>.json`, or `error.…` for what several share. */
const examples = readdirSync(folder).filter((name) => /\.\d{3}(-|\.)/.test(name));

/** The example's file, what is asked when it comes, and what the sentence must say. */
const sentences: Readonly<Record<string, readonly [Asking, RegExp]>> = {
  'createSubscription.400-destination-not-accessible.json': ['create', /cannot reach .*must be public/],
  'createSubscription.400-event-not-supported.json': ['create', /TeapotBoiled is not supported.*remove it/],
  'createSubscription.400-transport-name-missing.json': ['create', /transportName must not be null.*report it/],
  'createSubscription.400-uuid-exists.json': ['create', /a uuid can be used once: ask again/],
  'createSubscription.400-uuid-missing.json': ['create', /uuid must not be null.*report it/],
  'createSubscription.400-uuid-not-version-1.json': ['create', /version 1.*report it/],
  'createSubscription.422-contact-email-invalid.json': ['create', /contactEmail.*write an address that exists/],
  'createSubscription.422-contact-email-missing.json': ['create', /contactEmail.*write an address that exists/],
  'createSubscription.422-contact-email-too-long.json': ['create', /must not exceed 512.*at most 512/],
  'createSubscription.422-destination-missing.json': ['create', /as a destination: write a public https URL/],
  'createSubscription.422-destination-not-https.json': ['create', /as a destination: write a public https URL/],
  'error.401-token-expired.json': ['refused twice', /refuses the credentials, even with a new token.*make new ones/],
  'error.401-token-invalid.json': ['refused twice', /refuses the credentials, even with a new token.*make new ones/],
  'error.401-token-missing.json': ['refused twice', /refuses the credentials, even with a new token.*make new ones/],
  'error.403-scope-missing.json': ['create', /lack a scope .*READ:PURCHASE.*make an API key/],
  'error.404-subscription-not-found.json': ['update', /does not have this subscription.*subscriptions list/],
  'error.500-destination-failed.json': ['create', /did not answer.*with 2xx: set it to the push URL/],
  'deleteSubscriptionWithoutUuid.404.json': ['remove', /does not have this subscription.*subscriptions list/],
  'updateSubscriptionWithoutUuid.405.json': ['update', /fault of the gateway: report it/],
  'updateSubscription.400-destination-not-accessible.json': ['update', /Zettle cannot reach/],
  'updateSubscription.400-event-not-supported.json': ['update', /remove it/],
  'updateSubscription.400-transport-name-differs.json': ['update', /create another subscription/],
  'updateSubscription.422-contact-email-invalid.json': ['update', /write an address that exists/],
  'updateSubscription.422-destination-empty.json': ['update', /write a public https URL/],
  'updateSubscription.422-destination-not-https.json': ['update', /write a public https URL/],
  'getToken.400-invalid-grant.json': ['identity', /API key is not valid.*make another one/],
  'getToken.400-invalid-request.json': ['identity', /request for a token.*report it/],
  'getToken.400-unsupported-grant-type.json': ['identity', /request for a token.*report it/],
  'getToken.401-invalid-client.json': ['identity', /does not know the client.*compare clientId/],
};
type Asking = 'create' | 'update' | 'remove' | 'identity' | 'refused twice';

test('every error example of the contract has a sentence', () => {
  assert.deepEqual(Object.keys(sentences).toSorted(), examples.toSorted());
});

test("each refusal is shown with Zettle's words and with what to do", async (t) => {
  const { mock, start } = await openBench(t);
  const token = {
    status: 200,
    contentType: 'application/json',
    body: readFileSync(join(folder, 'getToken.response.json'), 'utf8'),
  };
  for (const [file, [asking, sentence]] of Object.entries(sentences)) {
    const { subscribing } = await start();
    mock.reset();
    const { uuid } = await value(subscribing.create({ events: [], contactEmail }));
    const text = readFileSync(join(folder, file), 'utf8');
    const status = Number(/\.(\d{3})/.exec(file)?.[1]);
    const answer = { status, contentType: 'application/json', body: text };
    const list = { status: 200, contentType: 'application/json', body: JSON.stringify(mock.subscriptions.all()) };
    const ask = {
      create: () => {
        mock.answerNext(answer);
        return subscribing.create({ events: ['PurchaseCreated'], contactEmail });
      },
      update: () => {
        mock.answerNext(list, answer); // The list first, to see what it is.
        return subscribing.update(uuid, { events: ['PurchaseCreated'] });
      },
      remove: () => {
        mock.answerNext(list, answer);
        return subscribing.remove(uuid);
      },
      'refused twice': () => {
        mock.answerNext(answer, token, answer);
        return subscribing.list();
      },
      identity: async () => {
        const fresh = await start(); // Which has no token yet.
        mock.answerNext(answer);
        return fresh.subscribing.identity();
      },
    }[asking];
    const refused = await ask();
    assert.ok(!refused.ok && refused.code === 'provider_refused', `${file}: ${JSON.stringify(refused)}`);
    assert.match(refused.faults.join(), sentence, file);
    assert.equal(refused.provider?.status, status, file);
    const { developerMessage, error_description, violations } = JSON.parse(text);
    assert.equal(refused.provider?.developerMessage, developerMessage ?? error_description, file);
    assert.deepEqual(refused.provider?.violations, violations, file);
  }
});

type Told = { readonly ok: boolean; readonly faults?: readonly string[] };

test('answers that no page of Zettle documents are told as what they are', async (t) => {
  const bench = await openBench(t);
  const { mock, start } = bench;
  const { subscribing } = await start();
  const { uuid } = await value(subscribing.create({ events: [], contactEmail }));
  const list = () => ({
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify(mock.subscriptions.all()),
  });
  const told = async (asked: () => Promise<Told>, ...answers: readonly ReturnType<typeof list>[]) => {
    mock.answerNext(...answers);
    const answer = await asked();
    return answer.ok ? 'done' : (answer.faults ?? []).join();
  };
  const no = (status: number) => ({ status, contentType: 'application/json', body: '{}' });
  const rename = () => subscribing.update(uuid, { contactEmail: 'other@example.com' });
  assert.match(await told(() => subscribing.list(), no(403)), /may not see the subscriptions of this organization/);
  assert.match(await told(() => subscribing.list(), no(404)), /does not know the organization.*check organization/);
  assert.match(await told(rename, list(), no(403)), /may not change this subscription/);
  assert.match(await told(() => subscribing.remove(uuid), list(), no(403)), /may not delete this subscription/);
  assert.match(await told(() => subscribing.create({ events: [], contactEmail }), no(404)), /check organization/);
  const limited = [no(429), no(429), no(429)];
  assert.match(
    await passing(
      bench,
      told(() => subscribing.list(), ...limited),
    ),
    /asked too often.*Ask again in some minutes/,
  );
});

test('a deletion that is answered 200, and a change that is answered 204, are done', async (t) => {
  const { mock, start } = await openBench(t);
  const { subscribing } = await start();
  const { uuid } = await value(subscribing.create({ events: [], contactEmail }));
  const list = { status: 200, contentType: 'application/json', body: JSON.stringify(mock.subscriptions.all()) };
  mock.answerNext(list, { status: 204 });
  await value(subscribing.update(uuid, { contactEmail: 'other@example.com' }));
  mock.answerNext(list, { status: 200, contentType: 'application/json', body: '{}' });
  await value(subscribing.remove(uuid));
});

test('a subscription that Zettle would refuse is not sent', async (t) => {
  const { mock, pushUrl, start } = await openBench(t);
  const { subscribing } = await start();
  const create = { events: ['PurchaseCreated'], destination: pushUrl, contactEmail };
  for (const [change, sentence] of [
    [{ events: ['PurchasesCreated', 'PurchaseCreated'] }, /no event PurchasesCreated; did you mean PurchaseCreated\?/],
    [{ destination: 'ftp://hooks.example.com/push/zettle/pos' }, /is not https/],
    [{ destination: 'https://hooks.example.com/elsewhere' }, /does not lead to this source/],
    [{ destination: 'hooks' }, /is not a URL/],
    [{ contactEmail: 'nobody' }, /is not an e-mail address/],
    [{ contactEmail: `${'a'.repeat(512)}@example.com` }, /has 524 characters, and Zettle accepts 512/],
  ] as const) {
    const refused = await subscribing.create({ ...create, ...change });
    assert.ok(!refused.ok && refused.code === 'subscription_unfit', JSON.stringify(refused));
    assert.match(refused.faults.join(), sentence);
    assert.equal((await subscribing.update('f02f80f8-8f35-11eb-8dcd-0242ac130003', change)).ok, false);
  }
  assert.deepEqual(
    mock.calls().filter(({ path }) => path !== '/token'),
    [],
  );
});

test('a token that says what it may do is believed: a missing scope is named before Zettle is asked', async (t) => {
  const { mock, start } = await openBench(t);
  const { subscribing } = await start();
  const payload = Buffer.from(JSON.stringify({ scope: ['READ:PRODUCT'] })).toString('base64url');
  const body = JSON.stringify({ access_token: `e30.${payload}.c2ln`, expires_in: 7200 });
  mock.answerNext({ status: 200, contentType: 'application/json', body });
  const refused = await subscribing.create({ events: ['PurchaseCreated'], contactEmail });
  assert.ok(!refused.ok && refused.code === 'subscription_unfit');
  assert.match(refused.faults.join(), /PurchaseCreated needs the scope READ:PURCHASE/);
});

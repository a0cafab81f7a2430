import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigurationError } from '../../../src/config.ts';
import type { Outcome, PushInput, Source } from '../../../src/providers/provider.ts';
import { openZettle } from '../../../src/providers/zettle/open.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { credentialLabel } from '../../../src/trust/schemes/credential-label.ts';
import type { Secret } from '../../../src/trust/secrets.ts';
import { defaults, envelope, nextKey, nobodyIsCalled, signed, testKey } from './pushes.ts';

const provider = openZettle({ development: false, outbound: nobodyIsCalled });

const subscription = {
  name: 'sales',
  events: ['PurchaseCreated'],
  destination: 'https://hooks.example.com/push/zettle/pos',
  contactEmail: 'operations@example.com',
};

async function sourceWith(settings: {
  auth?: 'none';
  signingKeys?: readonly Secret[];
  subscriptions?: readonly (typeof subscription)[];
}): Promise<Source> {
  return provider.open({
    name: 'pos',
    settings: {
      provider: 'zettle',
      organization: 'self',
      signingKeys: [],
      subscriptions: [],
      ...defaults,
      ...settings,
    },
    publicUrl: 'https://hooks.example.com',
    clock: systemClock,
  });
}

const input = (request = signed(envelope())): PushInput => ({ path: { source: 'pos' }, request });

/** What Zettle hears when a push ends so. */
function answerTo(outcome: Outcome) {
  const handle = provider.handlers(async () => outcome).receiveEvent;
  assert.ok(handle);
  return handle(input());
}

test('the provider handles exactly the operations of its contract', () => {
  const names = provider.operations.map(({ operationId }) => operationId);
  assert.deepEqual(Object.keys(provider.handlers(async () => ({ kind: 'accepted' }))), names);
  assert.deepEqual(names, ['receiveEvent']);
});

test('a stored push is answered 200 and nothing else', async () => {
  assert.deepEqual(await answerTo({ kind: 'accepted' }), { status: 200 });
  assert.deepEqual(await answerTo({ kind: 'accepted', messageId: 'm' }), { status: 200 });
});

test('refusals are problem documents that do not say which factor failed', async () => {
  const refusal = (code: Extract<Outcome, { kind: 'refused' }>['code']) => answerTo({ kind: 'refused', code });
  const wrong = await refusal('proof_wrong');
  assert.equal(wrong.status, 401);
  assert.equal(wrong.contentType, 'application/problem+json');
  assert.match(String(wrong.headers?.['WWW-Authenticate']), /realm="pushdock"/);
  assert.deepEqual(await refusal('proof_missing'), wrong);

  const unavailable = await refusal('store_unavailable');
  assert.deepEqual([unavailable.status, unavailable.headers?.['Retry-After']], [503, '5']);
  assert.equal((await refusal('unknown_source')).status, 404);
  assert.equal((await refusal('too_many_requests')).status, 429);
  assert.deepEqual(await refusal('nonce_reused'), wrong);
});

test('a source with keys verifies and identifies what it is sent', async () => {
  const { receiving, credentials, pushUrl, pushPolicy } = await sourceWith({ signingKeys: [testKey, nextKey] });
  const checked = await receiving.verify(input(signed(envelope(), nextKey)), 0);
  assert.ok(checked.ok);
  assert.equal((await receiving.identify(checked.value)).identities.length, 2);
  assert.deepEqual(credentials, [credentialLabel('hmac', testKey), credentialLabel('hmac', nextKey)]);
  assert.equal(pushUrl, 'https://hooks.example.com/push/zettle/pos');
  assert.ok(Object.hasOwn(pushPolicy, 'retries'));
  assert.equal(receiving.redactTarget(input()), '/push/zettle/pos');
});

test('an older timestamp is no reason to refuse: retries come for three days', async () => {
  const { receiving } = await sourceWith({ signingKeys: [testKey] });
  const fourYearsLater = Date.parse('2025-04-19T13:09:40Z');
  assert.ok((await receiving.verify(input(), fourYearsLater)).ok);
});

test('a source may start without a key when it declares a subscription', async () => {
  const source = await sourceWith({ subscriptions: [subscription] });
  assert.equal((await source.receiving.verify(input(), 0)).ok, false);
  assert.deepEqual(source.credentials, []);
  assert.ok(source.setup.some(({ field, value }) => field === 'sales: eventNames' && value === 'PurchaseCreated'));
});

test('a source that could prove nothing, or says two things, does not open', async () => {
  await assert.rejects(sourceWith({}), ConfigurationError);
  await assert.rejects(sourceWith({ auth: 'none', signingKeys: [testKey] }), ConfigurationError);
});

test('auth: none opens and is named among the credentials', async () => {
  assert.deepEqual((await sourceWith({ auth: 'none' })).credentials, ['none']);
});

test('the operator is shown no secret', async () => {
  const { setup, credentials, pushUrl } = await sourceWith({ signingKeys: [testKey] });
  assert.ok(!JSON.stringify([setup, credentials, pushUrl]).includes(testKey.reveal()));
});

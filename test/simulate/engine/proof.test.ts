/** How an attempt proves who sends it, in words that name the key and hold nothing of it. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { messageView } from '../../../src/simulate/control/views.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { developmentSettings, type MockSettings, mockNames } from '../../support/mocks.ts';
import { openHeldMocks } from './mocks.ts';

const events: Readonly<Record<string, string>> = {
  paazl: 'shipment-status',
  oneshoppingcart: 'NewOrder',
  zettle: 'PurchaseCreated',
  appdirect: 'subscription-order',
};

/** Every secret among the settings, in whatever part of them. */
function secretsIn(value: unknown): readonly string[] {
  if (value instanceof Secret) return [value.reveal()];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(secretsIn) : [];
}

async function shown(
  t: Parameters<typeof openHeldMocks>[0],
  emission: object,
  settings?: (given: MockSettings) => MockSettings,
) {
  const mocks = await openHeldMocks(t, mockNames, settings === undefined ? {} : { settings });
  const provider = (emission as { provider: string }).provider;
  const queued = mocks.engine.emit({ event: events[provider] ?? '', ...emission } as never);
  assert.ok(queued.ok);
  await mocks.engine.settled();
  return { view: messageView(mocks.message(`${provider}-1`), true), mocks };
}

for (const provider of mockNames)
  test(`each attempt of ${provider} says how it proves who sends it, and no secret is in it`, async (t) => {
    const { view } = await shown(t, { provider });
    const [attempt] = view.deliveries.flatMap(({ attempts }) => attempts);
    assert.ok(attempt?.proof, 'it says nothing');
    const { scheme, key, covers } = attempt.proof;
    for (const text of [scheme, key, covers]) assert.ok(text.length > 10, text);
    assert.match(key, new RegExp(`${provider}\\.|subscription`));
    const text = JSON.stringify(view);
    for (const secret of [...secretsIn(developmentSettings), 'development-shop-key']) assert.ok(!text.includes(secret));
  });

test('what Zettle signed is shown to the byte, so that a receiver can compute the same signature', async (t) => {
  const { view, mocks } = await shown(t, { provider: 'zettle' });
  const signed = view.deliveries[0]?.attempts[0]?.proof?.signed ?? '';
  const expected = createHmac('sha256', developmentSettings.zettle.signingKey.reveal()).update(signed).digest('hex');
  assert.equal(mocks.gateway.heard[0]?.headers['x-izettle-signature'], expected);
});

test('a fault of the proof is said with it', async (t) => {
  for (const [kind, said] of [
    ['wrong-signature', /random secret on purpose \(fault wrong-signature\)/],
    ['missing-signature', /left out on purpose/],
    ['tampered', /changed after signing, on purpose/],
  ] as const) {
    const { view } = await shown(t, { provider: 'zettle', faults: [{ kind }] });
    assert.match(view.deliveries[0]?.attempts[0]?.proof?.fault ?? '', said);
  }
});

test('a header that was given in place of the proof is said with it, and its value is not', async (t) => {
  const headers = { authorization: 'Bearer one-of-my-own' };
  const { view } = await shown(t, { provider: 'paazl', headers });
  assert.match(view.deliveries[0]?.attempts[0]?.proof?.fault ?? '', /^authorization came with the message/);
  assert.ok(!JSON.stringify(view).includes('one-of-my-own'));
});

test('AppDirect says which of its three ways it proves itself by', async (t) => {
  const secret = Secret.of('a-secret-of-the-consumer');
  for (const [auth, scheme] of [
    [{ basic: { user: 'appdirect', password: secret } }, /^Basic/],
    [{ oauth1: { consumerKey: 'market', secret } }, /^OAuth 1\.0a: HMAC-SHA1/],
    [{ oauth2: { tokenPath: '/oauth/token', clientId: 'market', clientSecret: secret } }, /^OAuth 2\.0/],
  ] as const) {
    const { view } = await shown(t, { provider: 'appdirect' }, (given) => ({
      ...given,
      appdirect: { ...given.appdirect, auth },
    }));
    const proof = view.deliveries[0]?.attempts[0]?.proof;
    assert.match(proof?.scheme ?? '', scheme);
    assert.ok(!JSON.stringify(view).includes(secret.reveal()));
  }
});

test("why a receiver refused a push is read from its answer's problem document", async (t) => {
  const mocks = await openHeldMocks(t, ['paazl'], {
    answer: () => ({
      status: 401,
      contentType: 'application/problem+json; charset=utf-8',
      body: '{"type":"urn:pushdock:problem:proof-wrong","title":"The proof is wrong"}',
    }),
  });
  mocks.engine.emit({ provider: 'paazl', event: 'shipment-status' });
  await mocks.engine.settled();
  const [attempt] = messageView(mocks.message('paazl-1'), true).deliveries.flatMap(({ attempts }) => attempts);
  assert.equal(attempt?.refusal, 'proof-wrong: The proof is wrong');
});

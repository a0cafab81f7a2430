/** Tokens: got once for all, renewed early, replaced once after a 401; a refresh token is never lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { developmentClient, type ZettleMock } from '../../../../src/providers/zettle/simulate/mock.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { openBench, value } from './source.ts';

const tokenCalls = ({ calls }: ZettleMock) => calls().filter(({ path }) => path === '/token').length;
const app = { apiKey: undefined, clientSecret: Secret.of(developmentClient.clientSecret) };
const withRefreshToken = { ...app, refreshToken: Secret.of(developmentClient.refreshToken) };

test('many calls at once ask for one token, and it is renewed before it ends', async (t) => {
  const { mock, clock, start } = await openBench(t);
  const { subscribing } = await start();
  await Promise.all([1, 2, 3, 4].map(() => value(subscribing.identity())));
  assert.equal(tokenCalls(mock), 1);
  clock.advance(7_200_000 * 0.8);
  await value(subscribing.identity());
  await value(subscribing.identity());
  assert.equal(tokenCalls(mock), 2);
});

test('a 401 has the token replaced once, and the call is made again', async (t) => {
  const { mock, start } = await openBench(t);
  const { subscribing } = await start();
  await value(subscribing.identity());
  mock.tokens.expireAll();
  assert.equal((await value(subscribing.identity())).organizationUuid, mock.organizationUuid);
  assert.equal(tokenCalls(mock), 2);
});

test('refresh tokens rotate, and the newest is used after a restart', async (t) => {
  const { mock, start } = await openBench(t);
  const first = await start({ settings: withRefreshToken });
  await value(first.subscribing.identity());
  assert.notEqual(mock.tokens.refreshToken, developmentClient.refreshToken);
  const second = await start({ settings: withRefreshToken });
  await value(second.subscribing.identity());
  assert.equal(tokenCalls(mock), 2);
});

test('a source and the one that a reload makes of it do not use one refresh token twice', async (t) => {
  const { start, reopen } = await openBench(t);
  const before = await start({ settings: withRefreshToken });
  const after = await reopen(withRefreshToken);
  const both = await Promise.all([before, after].map(({ subscribing }) => subscribing.identity()));
  assert.deepEqual(
    both.map(({ ok }) => ok),
    [true, true],
  );
});

test('a code is exchanged once; before that, and when the refresh token is void, it is said what to do', async (t) => {
  const { mock, start } = await openBench(t);
  const { subscribing } = await start({ settings: app });
  const early = await subscribing.identity();
  assert.match(early.ok ? '' : early.faults.join(), /no refresh token yet.*zettle authorise/);
  const code = { code: mock.tokens.issueCode(), redirectUri: 'https://hooks.example.com/back' };
  assert.equal((await value(subscribing.authorise(code))).organizationUuid, mock.organizationUuid);
  const twice = await subscribing.authorise(code);
  assert.match(twice.ok ? '' : twice.faults.join(), /use it once and soon/);

  const other = await start({ settings: { ...app, refreshToken: Secret.of('test-only-void-refresh-token') } });
  const void_ = await other.subscribing.identity();
  assert.match(void_.ok ? '' : void_.faults.join(), /refresh token is not valid any more.*zettle authorise/);
});

test('a source without a client says what is missing', async (t) => {
  const { mock, start } = await openBench(t);
  const { subscribing } = await start({ settings: { clientId: undefined, apiKey: undefined } });
  const refused = await subscribing.list();
  assert.match(refused.ok ? '' : refused.faults.join(), /add clientId and apiKey/);
  assert.equal(tokenCalls(mock), 0);
});

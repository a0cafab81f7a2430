import assert from 'node:assert/strict';
import { test } from 'node:test';
import { developmentClient } from '../../../../src/providers/zettle/simulate/mock.ts';
import { apiKeyGrant, openApi } from './zettle.ts';

const { clientId: client_id, clientSecret: client_secret, refreshToken } = developmentClient;
const path = '/organizations/self/subscriptions';

test('an API key gets a token of two hours and no refresh token', async (t) => {
  const api = await openApi(t);
  const { status, body } = await api.token();
  assert.deepEqual([status, body.expires_in, 'refresh_token' in body], [200, 7200, false]);
  assert.equal((await api.call('GET', path, undefined, String(body.access_token))).status, 200);
  api.clock.advance(7_200_000);
  const expired = await api.call('GET', path, undefined, String(body.access_token));
  assert.deepEqual([expired.status, expired.body], [401, { developerMessage: 'The token has expired' }]);
});

test('no token, a made-up one and one of another organization are 401', async (t) => {
  const api = await openApi(t);
  assert.equal((await api.call('GET', path, undefined, null)).status, 401);
  assert.equal((await api.call('GET', path, undefined, 'made-up')).status, 401);
  assert.equal((await api.call('GET', '/organizations/another/subscriptions')).status, 401);
});

test('a refresh token is good once; the new one is good then', async (t) => {
  const api = await openApi(t);
  const refresh = (refresh_token: string) =>
    api.token({ grant_type: 'refresh_token', client_id, client_secret, refresh_token });
  const first = await refresh(refreshToken);
  assert.equal(first.status, 200);
  const again = await refresh(refreshToken);
  assert.deepEqual([again.status, again.body.error], [400, 'invalid_grant']);
  assert.equal((await refresh(String(first.body.refresh_token))).status, 200);
});

test('an authorisation code is good once', async (t) => {
  const api = await openApi(t);
  const form = {
    grant_type: 'authorization_code',
    client_id,
    client_secret,
    redirect_uri: 'https://hooks.example.com/oauth/callback',
    code: api.mock.tokens.issueCode(),
  };
  assert.ok('refresh_token' in (await api.token(form)).body);
  assert.equal((await api.token(form)).body.error, 'invalid_grant');
});

test('every fault of a token request is answered with its code', async (t) => {
  const api = await openApi(t);
  for (const [over, status, error] of [
    [{ grant_type: 'password' }, 400, 'unsupported_grant_type'],
    [{ grant_type: '' }, 400, 'invalid_request'],
    [{ assertion: '' }, 400, 'invalid_request'],
    [{ assertion: 'another' }, 400, 'invalid_grant'],
    [{ client_id: 'another' }, 401, 'invalid_client'],
    [{ grant_type: 'refresh_token', client_secret: 'wrong', refresh_token: refreshToken }, 401, 'invalid_client'],
  ] as const) {
    const answer = await api.token({ ...apiKeyGrant, ...over });
    assert.deepEqual([answer.status, answer.body.error], [status, error], JSON.stringify(over));
  }
});

test('a token says whose it is, under both names of the call', async (t) => {
  const api = await openApi(t);
  for (const name of ['self', 'me']) {
    const { status, body } = await api.call('GET', `/users/${name}`);
    assert.equal(status, 200);
    assert.equal((body as { organizationUuid: string }).organizationUuid, api.mock.organizationUuid);
  }
  assert.equal((await api.call('GET', '/users/self', undefined, null)).status, 401);
});

test('the same seed gives the same keys', async (t) => {
  const [one, two, other] = [
    await openApi(t, { seed: 'a' }),
    await openApi(t, { seed: 'a' }),
    await openApi(t, { seed: 'b' }),
  ];
  const key = async (api: typeof one) => (await api.token()).body.access_token;
  const [first, second, third] = [await key(one), await key(two), await key(other)];
  assert.equal(first, second);
  assert.notEqual(first, third);
});

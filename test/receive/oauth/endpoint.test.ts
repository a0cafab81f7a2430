import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTokenEndpoint } from '../../../src/receive/oauth/endpoint.ts';
import { signBasic } from '../../../src/trust/schemes/basic.ts';
import { checkOauth2 } from '../../../src/trust/schemes/oauth2.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { openGrant } from '../../../src/trust/token-grant.ts';
import { authorised, requestWith } from '../../trust/schemes/request.ts';

const nowMs = Date.UTC(2026, 0, 15, 12);
const secret = 'not-a-real secret+1%2B:ü';
const next = 'not-a-real-secret-next';
const client = (id: string, text: string) => ({ id, secret: Secret.of(text) });
const shared = { publicUrl: 'https://hooks.example.com', ttlMs: 3_600_000 };
const market = await openGrant({
  ...shared,
  source: 'market',
  clients: [client('appdirect', secret), client('appdirect', next), client('second', 'not-a-real-secret-second')],
});
const other = await openGrant({ ...shared, source: 'other', clients: [client('other', 'not-a-real-secret-other')] });

const lines: string[] = [];
const write =
  (level: string) =>
  (name: string, fields: object = {}) => {
    lines.push(JSON.stringify({ level, name, ...fields }));
  };
const log = { info: write('info'), warn: write('warn'), error: write('error') };
const clock = { now: () => nowMs, monotonic: () => nowMs, sleep: async () => {} };
const { issueToken } = openTokenEndpoint({ grants: () => [market, other], clock, log });

const form = 'application/x-www-form-urlencoded';
const grant = { grant_type: 'client_credentials' };
type Fields = Readonly<Record<string, string>>;
const ask = (body: Fields | string, headers: Fields = {}, query = '') =>
  issueToken({
    path: {},
    request: requestWith({
      path: '/oauth/token',
      query,
      headers: { 'content-type': form, ...headers },
      bytes: Buffer.from(typeof body === 'string' ? body : new URLSearchParams(body).toString()),
    }),
  });
const basic = (user: string, password: string) => signBasic({ user, password: Secret.of(password) });
const inForm = { ...grant, client_id: 'appdirect', client_secret: secret };

const isOpen = async (token: string, source = market) =>
  (await checkOauth2(authorised(`Bearer ${token}`), source.rules, nowMs)).ok;
const errorOf = async (asked: ReturnType<typeof ask>) => {
  const { status, body } = await asked;
  return 'error' in body ? `${status} ${body.error}` : `${status}`;
};

test('a client gets a token by HTTP Basic and by the form, and the token opens its source and no other', async () => {
  for (const [body, headers] of [
    [grant, basic('appdirect', secret)],
    [inForm, {}],
    [{ ...grant, client_id: 'appdirect' }, basic('appdirect', secret)],
    [{ ...grant, scope: 'push', resource: 'ignored' }, basic('appdirect', secret)],
    [{ ...grant, scope: '' }, basic('appdirect', secret)],
  ] as const) {
    const answer = await ask(body, headers);
    assert.equal(answer.status, 200);
    assert.ok('access_token' in answer.body);
    const { access_token, ...rest } = answer.body;
    assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 3600, scope: 'push' });
    assert.equal(await isOpen(access_token), true);
    assert.equal(await isOpen(access_token, other), false);
  }
});

test('id and secret may be form-encoded before they go into the Basic header, or not', async () => {
  const encoded = new URLSearchParams({ v: secret }).toString().slice(2);
  assert.notEqual(encoded, secret);
  assert.equal(await errorOf(ask(grant, basic('appdirect', encoded))), '200');
  assert.equal(await errorOf(ask(grant, basic('appdirect', secret))), '200');
});

test('the old and the new secret of a client are both good while both are configured', async () => {
  assert.equal(await errorOf(ask(grant, basic('appdirect', next))), '200');
});

test('the media type counts in any case and with a charset', async () => {
  assert.equal(
    await errorOf(ask(inForm, { 'content-type': 'Application/X-WWW-Form-URLencoded; charset=UTF-8' })),
    '200',
  );
});

test('a caller that does not prove to be a client is answered invalid_client, with the scheme to use', async () => {
  for (const [body, headers] of [
    [grant, {}],
    [grant, basic('appdirect', 'not-a-real-secret-wrong')],
    [grant, basic('appdirect', '')],
    [grant, basic('nobody', secret)],
    [grant, basic('other', secret)],
    [grant, basic('appdirect', 'not-a-real-secret-second')],
    [grant, { authorization: 'Basic' }],
    [grant, { authorization: 'Basic !' }],
    [grant, { authorization: `Basic ${Buffer.from('appdirect').toString('base64')}` }],
    [
      grant,
      { authorization: `${basic('appdirect', secret).authorization}, ${basic('appdirect', secret).authorization}` },
    ],
    [grant, { authorization: `Bearer ${secret}` }],
    [{ ...grant, client_id: 'second' }, basic('appdirect', secret)],
    [{ ...grant, client_id: 'appdirect' }, {}],
    [{ ...grant, client_secret: secret }, {}],
    [{ ...inForm, client_secret: `${secret} ` }, {}],
    [{ ...inForm, grant_type: 'password', client_secret: 'x' }, {}],
  ] as const) {
    const answer = await ask(body, headers);
    assert.equal(answer.status, 401, JSON.stringify([body, headers]));
    assert.deepEqual(answer.headers, {
      'WWW-Authenticate': 'Basic realm="pushdock", charset="UTF-8"',
      'Cache-Control': 'no-store',
      Pragma: 'no-cache',
    });
    assert.deepEqual(answer.body, {
      error: 'invalid_client',
      error_description: 'The client id and secret are not those of a configured client.',
    });
  }
});

test('a request that is not one for a token is invalid_request', async () => {
  const right = basic('appdirect', secret);
  for (const [body, headers, query] of [
    ['', right],
    ['grant_type=', right],
    ['grant_type=client_credentials&grant_type=client_credentials', right],
    ['grant_type=client_credentials&scope=push&scope=push', right],
    [inForm, right],
    [grant, { ...right, 'content-type': 'application/json' }],
    [JSON.stringify(grant), { ...right, 'content-type': 'application/json' }],
    [grant, { ...right, 'content-type': '' }],
    [grant, right, 'grant_type=client_credentials'],
    [grant, {}, `client_id=appdirect&client_secret=${encodeURIComponent(secret)}`],
  ] as const)
    assert.equal(
      await errorOf(ask(body, headers, query)),
      '400 invalid_request',
      JSON.stringify([body, headers, query]),
    );
});

test('another grant is unsupported_grant_type, another scope invalid_scope', async () => {
  const right = basic('appdirect', secret);
  for (const grant_type of ['password', 'refresh_token', 'authorization_code', 'CLIENT_CREDENTIALS'])
    assert.equal(await errorOf(ask({ grant_type }, right)), '400 unsupported_grant_type');
  for (const scope of ['admin', 'push admin', 'PUSH', ' push'])
    assert.equal(await errorOf(ask({ ...grant, scope }, right)), '400 invalid_scope');
});

test('no answer may be cached', async () => {
  for (const answer of [await ask(inForm), await ask(grant), await ask('')])
    assert.equal(answer.headers?.['Cache-Control'], 'no-store');
});

test('a stranger who asks too often is told to wait, a client never is', async () => {
  const noted: object[] = [];
  const note = (refused: object) => {
    noted.push(refused);
    return 'limited' as const;
  };
  const limited = openTokenEndpoint({ grants: () => [market], clock, log, refusals: { note } });
  const request = (authorization: string) =>
    requestWith({
      path: '/oauth/token',
      headers: { 'content-type': form, authorization },
      bytes: Buffer.from('grant_type=client_credentials'),
    });
  const wrong = await limited.issueToken({ path: {}, request: request('Basic eDp5') });
  assert.equal(wrong.status, 429);
  assert.deepEqual(noted, [
    {
      address: '192.0.2.1',
      method: 'POST',
      path: '/oauth/token',
      code: 'proof_wrong',
      detail: 'The client id and secret are not those of a configured client.',
    },
  ]);
  const right = await limited.issueToken({ path: {}, request: request(basic('appdirect', secret).authorization) });
  assert.equal(right.status, 200);
  assert.equal(noted.length, 1);
});

test('the log says who got a token and who did not, and holds neither token nor secret', async () => {
  lines.length = 0;
  const answer = await ask(inForm);
  assert.ok('access_token' in answer.body);
  await ask({ ...inForm, client_id: 'presented-id', client_secret: 'presented-secret' });
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    [
      { level: 'info', name: 'token.issued', source: 'market', client_id: 'appdirect', ttl_s: 3600 },
      { level: 'warn', name: 'token.refused', error: 'invalid_client', remote_address: '192.0.2.1' },
    ],
  );
});

import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { SignJWT } from 'jose';
import { checkOauth2, signOauth2, type TokenRules } from '../../../src/trust/schemes/oauth2.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { configuredKeys, derivedKeys } from '../../../src/trust/token-keys.ts';
import { authorised, requestWith } from './request.ts';

const nowMs = Date.UTC(2026, 0, 15, 12);
const currentText = 'not-a-real-signing-key-of-32-bytes-current';
const current = Secret.of(currentText);
const previous = Secret.of('not-a-real-signing-key-of-32-bytes-previous');

const rulesWith = async (over: Partial<TokenRules> = {}, secrets = [current]): Promise<TokenRules> => ({
  issuer: 'https://hooks.example.com',
  audience: 'market',
  ttlSeconds: 3600,
  clientIds: ['appdirect'],
  keys: await configuredKeys(secrets),
  ...over,
});
const rules = await rulesWith();

const codeOf = async (token: string, over: TokenRules = rules, atMs = nowMs) => {
  const checked = await checkOauth2(authorised(`Bearer ${token}`), over, atMs);
  return checked.ok ? checked.value.credential : checked.code;
};
const minute = 60_000;

test('a token that we issued speaks for its client', async () => {
  assert.equal(await codeOf(await signOauth2('appdirect', rules, nowMs)), 'oauth2:appdirect');
});

test('a token is good until its end and not after it, give or take the minute that clocks may differ', async () => {
  const token = await signOauth2('appdirect', rules, nowMs);
  assert.equal(await codeOf(token, rules, nowMs + 60 * minute), 'oauth2:appdirect');
  assert.equal(await codeOf(token, rules, nowMs + 61 * minute - 1), 'oauth2:appdirect');
  assert.equal(await codeOf(token, rules, nowMs + 61 * minute), 'proof_wrong');
  assert.equal(await codeOf(token, rules, nowMs - minute), 'oauth2:appdirect');
  assert.equal(await codeOf(token, rules, nowMs - minute - 1000), 'proof_wrong');
});

test('a ttl that was shortened ends the tokens that were issued before', async () => {
  const token = await signOauth2('appdirect', rules, nowMs);
  const shorter = { ...rules, ttlSeconds: 600 };
  assert.equal(await codeOf(token, shorter, nowMs + 10 * minute), 'oauth2:appdirect');
  assert.equal(await codeOf(token, shorter, nowMs + 12 * minute), 'proof_wrong');
});

test("another source's token, another gateway's, and that of a client that was taken out are refused", async () => {
  for (const over of [
    { audience: 'other-market' },
    { issuer: 'https://hooks.example.net' },
    { clientIds: ['other'] },
  ]) {
    const token = await signOauth2('appdirect', { ...rules, ...over }, nowMs);
    assert.equal(await codeOf(token, 'clientIds' in over ? { ...rules, ...over } : rules), 'proof_wrong');
  }
});

test('while two keys are configured tokens of both are good, and new ones are of the first', async () => {
  const before = await rulesWith({}, [previous]);
  const during = await rulesWith({}, [current, previous]);
  const after = await rulesWith({}, [current]);
  const old = await signOauth2('appdirect', before, nowMs);
  const fresh = await signOauth2('appdirect', during, nowMs);
  assert.equal(await codeOf(old, during), 'oauth2:appdirect');
  assert.equal(await codeOf(fresh, during), 'oauth2:appdirect');
  assert.equal(await codeOf(fresh, after), 'oauth2:appdirect');
  assert.equal(await codeOf(fresh, before), 'proof_wrong');
  assert.equal(await codeOf(old, after), 'proof_wrong');
});

test('without configured keys a token depends on its client and on that client’s secret alone', async () => {
  const clients = (secret: string) => [
    { id: 'appdirect', secret: Secret.of(secret) },
    { id: 'other', secret: Secret.of('not-a-real-secret-other') },
  ];
  const derived = async (secret: string, source = 'market') =>
    rulesWith({ clientIds: ['appdirect', 'other'], keys: await derivedKeys(source, clients(secret)) });
  const token = await signOauth2('appdirect', await derived('not-a-real-secret-1'), nowMs);
  assert.equal(await codeOf(token, await derived('not-a-real-secret-1')), 'oauth2:appdirect', 'as after a restart');
  assert.equal(await codeOf(token, await derived('not-a-real-secret-2')), 'proof_wrong', 'the secret was changed');
  assert.equal(await codeOf(token, await derived('not-a-real-secret-1', 'shop')), 'proof_wrong', 'of another source');
  const both = {
    keys: await derivedKeys('market', [...clients('not-a-real-secret-2'), ...clients('not-a-real-secret-1')]),
  };
  assert.equal(await codeOf(token, await rulesWith(both)), 'oauth2:appdirect', 'old and new secret side by side');
});

test('no client can make a token for another with the key that is derived from its own secret', async () => {
  const own = await derivedKeys('market', [{ id: 'other', secret: Secret.of('not-a-real-secret-other') }]);
  const keys = [
    ...own,
    ...(await derivedKeys('market', [{ id: 'appdirect', secret: Secret.of('not-a-real-secret-1') }])),
  ];
  const forged = await signOauth2('appdirect', { ...rules, keys: own.map(({ kid, key }) => ({ kid, key })) }, nowMs);
  assert.equal(await codeOf(forged, { ...rules, clientIds: ['appdirect', 'other'], keys }), 'proof_wrong');
});

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const claims = {
  iss: rules.issuer,
  aud: rules.audience,
  sub: 'appdirect',
  iat: nowMs / 1000,
  nbf: nowMs / 1000,
  exp: nowMs / 1000 + 3600,
};
const kid = rules.keys[0]?.kid ?? '';
const signing = rules.keys[0]?.key;
assert.ok(signing);
const signed = (payload: object, header: object = {}) =>
  new SignJWT({ ...payload }).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid, ...header }).sign(signing);

test('the claims that the refusals below are made from are good', async () => {
  assert.equal(await codeOf(await signed(claims)), 'oauth2:appdirect');
});

test('a token that was changed anywhere is refused', async () => {
  const token = await signed(claims);
  const [head = '', body = '', signature = ''] = token.split('.');
  const longer = encoded({ ...claims, exp: claims.exp + 86_400 });
  for (const changed of [
    `${head}.${longer}.${signature}`,
    `${encoded({ alg: 'HS256', typ: 'at+jwt', kid, extra: 1 })}.${body}.${signature}`,
    `${head}.${body}.${signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
    `${head}.${body}.`,
    `${head}.${body}`,
    `${head}.${body}.${signature}.${signature}`,
    `.${body}.${signature}`,
    'x',
    '..',
    '....',
    'eyJhbGciOiJIUzI1NiJ9.e30.x',
    `${head}.${Buffer.from([0xff, 0xfe]).toString('base64url')}.${signature}`,
  ])
    assert.equal(await codeOf(changed), 'proof_wrong', changed);
});

test('alg none, and every algorithm but ours, is refused', async () => {
  for (const alg of ['none', 'None', 'NONE', '', 'HS384', 'RS256', 'EdDSA'])
    for (const signature of ['', 'AAAA'])
      assert.equal(
        await codeOf(`${encoded({ alg, typ: 'at+jwt', kid })}.${encoded(claims)}.${signature}`),
        'proof_wrong',
      );
  const { privateKey } = generateKeyPairSync('ed25519');
  const other = await new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid }).sign(privateKey);
  assert.equal(await codeOf(other), 'proof_wrong');
});

test('a token signed with the configured text itself, or under a key that we do not have, is refused', async () => {
  const input = `${encoded({ alg: 'HS256', typ: 'at+jwt', kid })}.${encoded(claims)}`;
  const own = createHmac('sha256', currentText).update(input).digest('base64url');
  assert.equal(await codeOf(`${input}.${own}`), 'proof_wrong');
  for (const header of [{ kid: 'other' }, { kid: undefined }, { kid: 7 }, { kid: '__proto__' }])
    assert.equal(await codeOf(await signed(claims, header)), 'proof_wrong', JSON.stringify(header));
});

test('a token without one of its claims, or with one of another kind, is refused', async () => {
  for (const name of Object.keys(claims) as (keyof typeof claims)[]) {
    const { [name]: _, ...rest } = claims;
    assert.equal(await codeOf(await signed(rest)), 'proof_wrong', `without ${name}`);
    for (const odd of [null, {}, [], true, ''])
      assert.equal(
        await codeOf(await signed({ ...claims, [name]: odd })),
        'proof_wrong',
        `${name}: ${JSON.stringify(odd)}`,
      );
  }
});

test('a JWT of another type, or with extensions that must be understood, is refused', async () => {
  assert.equal(await codeOf(await signed(claims, { typ: 'JWT' })), 'proof_wrong');
  assert.equal(await codeOf(await signed(claims, { typ: undefined })), 'proof_wrong');
  const input = `${encoded({ alg: 'HS256', typ: 'at+jwt', kid, crit: ['exp'], exp: 1 })}.${encoded(claims)}`;
  assert.equal(await codeOf(`${input}.AAAA`), 'proof_wrong');
});

test('a request without a token, or with two, does not pass', async () => {
  const missing = await checkOauth2(requestWith(), rules, nowMs);
  assert.equal(missing.ok || missing.code, 'proof_missing');
  const token = await signed(claims);
  assert.equal(await codeOf(`${token}, Bearer ${token}`), 'proof_wrong');
});

test('a refusal tells the operator which claim was wrong and repeats nothing of the token', async () => {
  const token = await signed({ ...claims, aud: 'secret-looking-audience' });
  const checked = await checkOauth2(authorised(`Bearer ${token}`), rules, nowMs);
  assert.ok(!checked.ok);
  assert.match(checked.detail, /"aud"/);
  assert.doesNotMatch(checked.detail, /secret-looking/);
});

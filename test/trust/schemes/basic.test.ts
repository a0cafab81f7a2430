import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkBasic, signBasic } from '../../../src/trust/schemes/basic.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import { authorised, requestWith } from './request.ts';

const credential = { user: 'märket', password: Secret.of('not:a:real:pässword') };
const codeOf = (header: string) => {
  const checked = checkBasic(authorised(header), credential);
  return checked.ok ? checked.value.credential : checked.code;
};
const basic = (pair: string | Uint8Array) => `Basic ${Buffer.from(pair).toString('base64')}`;

test('user and password are accepted in UTF-8, colons in the password included', () => {
  assert.equal(codeOf(signBasic(credential).authorization), 'basic:märket');
  assert.equal(codeOf(basic('märket:not:a:real:pässword').replace('Basic', 'bAsIc')), 'basic:märket');
});

test('the example of RFC 7617 is signed as printed there', () => {
  const { authorization } = signBasic({ user: 'Aladdin', password: Secret.of('open sesame') });
  assert.equal(authorization, 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
});

test('another user, another password or another encoding is wrong', () => {
  const good = signBasic(credential).authorization;
  for (const header of [
    basic('market:not:a:real:pässword'),
    basic('märket:not:a:real:password'),
    basic('märket:'),
    basic('märket'),
    basic(Buffer.from('märket:not:a:real:pässword', 'latin1')),
    `${good}, ${good}`,
    `${good}!`,
    'Basic',
    'Bearer abc',
  ])
    assert.equal(codeOf(header), 'proof_wrong', header);
});

test('a request without the header lacks its proof', () => {
  const checked = checkBasic(requestWith(), credential);
  assert.equal(checked.ok || checked.code, 'proof_missing');
});

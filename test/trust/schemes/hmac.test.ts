import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkHmac, signHmac } from '../../../src/trust/schemes/hmac.ts';
import { checkPathKey, signPathKey } from '../../../src/trust/schemes/path-key.ts';
import { Secret } from '../../../src/trust/secrets.ts';

const keys = [Secret.of('not-a-real-key-1'), Secret.of('not-a-real-key-2')] as const;
const bytes = Buffer.from('2026-01-01T00:00:00.000Z.{"é":"\\/"}');
const codeOf = (presented: string | undefined, signed: Uint8Array = bytes, among: readonly Secret[] = keys) => {
  const checked = checkHmac(presented, signed, among);
  return checked.ok ? checked.value.credential : checked.code;
};

test('the signature of RFC 4231, test case 2, comes out as printed there', () => {
  assert.equal(
    signHmac(Buffer.from('what do ya want for nothing?'), Secret.of('Jefe')),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
});

test('each active key is accepted under its own label, hex in either case', () => {
  assert.equal(codeOf(signHmac(bytes, keys[0])), 'hmac:79d26e31');
  assert.equal(codeOf(signHmac(bytes, keys[1]).toUpperCase()), 'hmac:2eccf372');
});

test('changed bytes, a changed signature, another key or no key are wrong', () => {
  const good = signHmac(bytes, keys[0]);
  assert.equal(codeOf(good, Buffer.from(`${bytes} `)), 'proof_wrong');
  assert.equal(codeOf(`${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`), 'proof_wrong');
  assert.equal(codeOf(good.slice(2)), 'proof_wrong');
  assert.equal(codeOf(`${good}, ${good}`), 'proof_wrong');
  assert.equal(codeOf(`sha256=${good}`), 'proof_wrong');
  assert.equal(codeOf(signHmac(bytes, Secret.of('not-a-real-key-3'))), 'proof_wrong');
  assert.equal(codeOf(good, bytes, []), 'proof_wrong');
});

test('no signature lacks its proof', () => {
  assert.equal(codeOf(undefined), 'proof_missing');
  assert.equal(codeOf(''), 'proof_missing');
});

test('a wrong key in the path looks like a source that does not exist', () => {
  const key = Secret.of('not a real/key');
  const right = checkPathKey(decodeURIComponent(signPathKey(key)), key);
  assert.equal(right.ok && right.value.credential, 'path-key');
  for (const presented of ['', 'not a real/ke', 'not a real/keyy', 'not%20a%20real%2Fkey']) {
    const wrong = checkPathKey(presented, key);
    assert.equal(wrong.ok || wrong.code, 'unknown_source');
  }
});

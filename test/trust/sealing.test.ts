import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSealing } from '../../src/trust/sealing.ts';
import { Secret } from '../../src/trust/secrets.ts';

const key = Secret.of('test-only-encryption-key-of-nobody-0001');
const secret = Secret.of('test-only-signing-key-of-nobody-é');
const sealing = openSealing({ sealedWith: key });

test('what was sealed opens again, also after a restart, and nothing of it is to be seen', () => {
  const sealed = sealing.seal(secret, 'signing key pos one');
  assert.ok(!Buffer.from(sealed).includes(secret.reveal()));
  assert.equal(openSealing({ sealedWith: key }).open(sealed, 'signing key pos one')?.reveal(), secret.reveal());
  assert.notDeepEqual(
    sealed,
    sealing.seal(secret, 'signing key pos one'),
    'the same secret looks another way each time',
  );
});

test('it does not open for another purpose, under another key, or damaged anywhere', () => {
  const sealed = sealing.seal(secret, 'signing key pos one');
  assert.equal(sealing.open(sealed, 'signing key pos two'), undefined);
  const other = openSealing({ sealedWith: Secret.of('test-only-encryption-key-of-nobody-0002') });
  assert.equal(other.open(sealed, 'signing key pos one'), undefined);
  for (let at = 0; at < sealed.byteLength; at += 1) {
    const damaged = Uint8Array.from(sealed);
    damaged[at] = (damaged[at] ?? 0) ^ 2;
    assert.equal(sealing.open(damaged, 'signing key pos one'), undefined, `byte ${at}`);
  }
  for (const length of [0, 1, 12, 28])
    assert.equal(sealing.open(sealed.subarray(0, length), 'signing key pos one'), undefined);
});

test('told plain it stores the text, which does not open once there is a key, and a sealed one opens with nothing but its key', () => {
  const plain = openSealing('plain');
  const stored = plain.seal(secret, 'refresh token pos');
  assert.ok(Buffer.from(stored).includes(secret.reveal()));
  assert.equal(plain.open(stored, 'refresh token pos')?.reveal(), secret.reveal());
  assert.equal(sealing.open(stored, 'refresh token pos'), undefined);
  assert.equal(plain.open(sealing.seal(secret, 'refresh token pos'), 'refresh token pos'), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  checkStandardWebhook,
  publicHalf,
  readWebhookKey,
  signStandardWebhook,
  type WebhookKey,
} from '../../../src/trust/schemes/standard-webhooks.ts';
import { Secret } from '../../../src/trust/secrets.ts';

// Published with the reference implementations: libraries/javascript/src/webhook.test.ts and libraries/go/webhook_asymmetric_test.go.
const published = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestampSeconds: 1_614_265_330,
  body: Buffer.from('{"test": 2432232314}'),
};
const publishedHmac = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const publishedEd25519 = 'whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=';
const nowMs = published.timestampSeconds * 1000;

function key(text: string): WebhookKey {
  const read = readWebhookKey(Secret.of(text));
  assert.ok(read.ok, 'the key cannot be read');
  return read.key;
}
const hmacOf = (text: string) => key(`whsec_${Buffer.from(text).toString('base64')}`);
const older = hmacOf('not-a-real-secret-older-0001');
const newer = hmacOf('not-a-real-secret-newer-0002');

test('the published vectors come out, of HMAC-SHA256 and of Ed25519', () => {
  assert.deepEqual(signStandardWebhook(published, [key(publishedHmac)]), {
    'webhook-id': published.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
  assert.equal(
    signStandardWebhook(published, [key(publishedEd25519)])['webhook-signature'],
    'v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag==',
  );
});

test('during a rotation whoever knows the old secret or the new one can check', () => {
  const headers = signStandardWebhook(published, [newer, older, key(publishedEd25519)]);
  assert.equal(headers['webhook-signature'].split(' ').length, 3);
  for (const known of [older, newer, key(publishedEd25519)])
    assert.deepEqual(checkStandardWebhook(headers, published.body, [known], nowMs), { ok: true, id: published.id });
  assert.deepEqual(checkStandardWebhook(headers, published.body, [hmacOf('not-a-real-secret-stranger')], nowMs), {
    ok: false,
    code: 'signature_wrong',
  });
});

test('an Ed25519 signature is checked with the public half alone, and the public half signs nothing', () => {
  const half = publicHalf(key(publishedEd25519));
  assert.match(half ?? '', /^whpk_/);
  const headers = signStandardWebhook(published, [key(publishedEd25519)]);
  assert.ok(checkStandardWebhook(headers, published.body, [key(half ?? '')], nowMs).ok);
  assert.throws(() => signStandardWebhook(published, [key(half ?? '')]), TypeError);
  assert.equal(publicHalf(older), undefined);
});

test('another body, id or timestamp is not what was signed', () => {
  const headers = signStandardWebhook(published, [older]);
  const check = (changed: Record<string, string>, body = published.body, atMs = nowMs) =>
    checkStandardWebhook({ ...headers, ...changed }, body, [older], atMs);
  const wrong = { ok: false, code: 'signature_wrong' };
  assert.deepEqual(check({}, Buffer.from('{"test":2432232314}')), wrong);
  assert.deepEqual(check({ 'webhook-id': 'msg_other' }), wrong);
  assert.deepEqual(check({ 'webhook-timestamp': '1614265331' }), wrong);
  assert.deepEqual(check({ 'webhook-signature': 'v1,' }), wrong);
  assert.deepEqual(check({ 'webhook-signature': headers['webhook-signature'].replace('v1,', 'v1a,') }), wrong);
});

test('an attempt older or newer than five minutes is refused, and so is one without its headers', () => {
  const headers = signStandardWebhook(published, [older]);
  const at = (seconds: number) => checkStandardWebhook(headers, published.body, [older], nowMs + seconds * 1000);
  assert.ok(at(300).ok && at(-300).ok);
  for (const seconds of [301, -301]) assert.deepEqual(at(seconds), { ok: false, code: 'timestamp_wrong' });
  const { 'webhook-signature': _, ...unsigned } = headers;
  assert.deepEqual(checkStandardWebhook(unsigned, published.body, [older], nowMs), {
    ok: false,
    code: 'header_missing',
  });
});

test('a secret that is none is refused with the reason, and not repeated', () => {
  const seed = Buffer.alloc(32, 7);
  const refused = {
    'not-a-real-secret': /begins with none of whsec_, whsk_ and whpk_/,
    'whsec_not base64!': /not base64 after whsec_/,
    [`whsec_${Buffer.alloc(23).toString('base64')}`]: /holds 23 bytes, and 24 to 64 are allowed/,
    [`whsec_${Buffer.alloc(65).toString('base64')}`]: /holds 65 bytes/,
    [`whsk_${Buffer.alloc(31).toString('base64')}`]: /holds 31 bytes, and an Ed25519 key has 32/,
    [`whsk_${Buffer.concat([seed, seed]).toString('base64')}`]: /public key of another one/,
    [`whpk_${Buffer.alloc(33).toString('base64')}`]: /holds 33 bytes/,
  };
  for (const [text, expected] of Object.entries(refused)) {
    const read = readWebhookKey(Secret.of(text));
    assert.ok(!read.ok, `${text} was read`);
    assert.match(read.sentence, expected);
    assert.ok(!read.sentence.includes(text));
  }
});

/**
 * Standard Webhooks 1.0 (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): how we sign what we
 * deliver over HTTP, and how the receiver checks that. The signature covers `{id}.{timestamp}.{body}`, byte for byte.
 */
import { createHmac, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Secret } from '../secrets.ts';
import { equal } from './constant-time.ts';

// The specification's own bounds on a symmetric secret: 192 to 512 bits.
const SECRET_BYTES_MIN = 24;
const SECRET_BYTES_MAX = 64;
// What the reference libraries allow between the attempt and its check, either way.
const TOLERANCE_SECONDS = 300;
// A sender signs with the few secrets of a rotation; a header with thousands is an attempt to keep the receiver busy.
const SIGNATURES_MAX = 20;
// Ed25519 keys in DER are these bytes and then the 32 of the key (RFC 8410 §7 and §4).
const PRIVATE_KEY_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_KEY_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** A secret that has been read: `v1` is HMAC-SHA256, `v1a` Ed25519. One made of a `whpk_` can only check. */
export type WebhookKey =
  | { readonly version: 'v1'; readonly secret: Uint8Array }
  | { readonly version: 'v1a'; readonly publicKey: KeyObject; readonly privateKey?: KeyObject };

export type WebhookHeaders = {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
};

/**
 * Reads `whsec_` (HMAC, 24 to 64 bytes), `whsk_` (Ed25519, a seed of 32 bytes, or seed and public key as libsodium joins them)
 * or `whpk_` (Ed25519, the public half); what follows the prefix is base64. A sentence says what is wrong, and never repeats the secret.
 */
export function readWebhookKey(
  secret: Secret,
): { readonly ok: true; readonly key: WebhookKey } | { readonly ok: false; readonly sentence: string } {
  const [, prefix, text = ''] = /^(whsec|whsk|whpk)_(.*)$/s.exec(secret.reveal()) ?? [];
  if (prefix === undefined) return no('begins with none of whsec_, whsk_ and whpk_');
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, ''))
    return no(`is not base64 after ${prefix}_`);
  if (prefix === 'whsec') {
    if (bytes.byteLength < SECRET_BYTES_MIN || bytes.byteLength > SECRET_BYTES_MAX)
      return no(`holds ${bytes.byteLength} bytes, and ${SECRET_BYTES_MIN} to ${SECRET_BYTES_MAX} are allowed`);
    return { ok: true, key: { version: 'v1', secret: bytes } };
  }
  if (prefix === 'whpk') {
    if (bytes.byteLength !== 32) return no(`holds ${bytes.byteLength} bytes, and an Ed25519 public key has 32`);
    return { ok: true, key: { version: 'v1a', publicKey: publicKeyOf(bytes) } };
  }
  if (bytes.byteLength !== 32 && bytes.byteLength !== 64)
    return no(`holds ${bytes.byteLength} bytes, and an Ed25519 key has 32 (its seed) or 64 (seed and public key)`);
  const der = Buffer.concat([PRIVATE_KEY_PREFIX, bytes.subarray(0, 32)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  if (bytes.byteLength === 64 && !publicKeyOf(bytes.subarray(32)).equals(publicKey))
    return no('is an Ed25519 seed with the public key of another one');
  return { ok: true, key: { version: 'v1a', publicKey, privateKey } };
}

const no = (what: string) =>
  ({
    ok: false,
    sentence: `${what}; write a Standard Webhooks secret (echo "whsec_$(openssl rand -base64 32)")`,
  }) as const;

const publicKeyOf = (bytes: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([PUBLIC_KEY_PREFIX, bytes]), format: 'der', type: 'spki' });

/** The public half of an Ed25519 key in its `whpk_` form, for the receiver, who checks with it; undefined for an HMAC secret, which has none. */
export function publicHalf(key: WebhookKey): string | undefined {
  if (key.version === 'v1') return undefined;
  const der = key.publicKey.export({ format: 'der', type: 'spki' });
  return `whpk_${der.subarray(PUBLIC_KEY_PREFIX.byteLength).toString('base64')}`;
}

/**
 * The three headers, with a signature for each key, so that a receiver may know the old secret or the new one. Throws a `TypeError`
 * for a key that can only check. `message.id` must not hold a full stop: it separates the signed parts.
 */
export function signStandardWebhook(
  message: { readonly id: string; readonly timestampSeconds: number; readonly body: Uint8Array },
  keys: readonly WebhookKey[],
): WebhookHeaders {
  const timestamp = String(message.timestampSeconds);
  const signed = signedBytes(message.id, timestamp, message.body);
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': keys.map((key) => `${key.version},${signatureOf(key, signed).toString('base64')}`).join(' '),
  };
}

export type WebhookFault = 'header_missing' | 'timestamp_wrong' | 'signature_wrong';

/**
 * Is `body` what the holder of one of `keys` signed, within five minutes of `nowMs`? Header names are in lower case. The id is the
 * same for every attempt of one event: a receiver that has handled it answers 2xx and does nothing more.
 */
export function checkStandardWebhook(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  body: Uint8Array,
  keys: readonly WebhookKey[],
  nowMs: number,
): { readonly ok: true; readonly id: string } | { readonly ok: false; readonly code: WebhookFault } {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': presented } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof presented !== 'string' || id === '')
    return { ok: false, code: 'header_missing' };
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowMs / 1000 - Number(timestamp)) > TOLERANCE_SECONDS)
    return { ok: false, code: 'timestamp_wrong' };
  const signed = signedBytes(id, timestamp, body);
  const fits = presented
    .split(' ', SIGNATURES_MAX)
    .some((one) => keys.some((key) => one.startsWith(`${key.version},`) && isSignature(key, signed, one)));
  return fits ? { ok: true, id } : { ok: false, code: 'signature_wrong' };
}

const signedBytes = (id: string, timestamp: string, body: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${id}.${timestamp}.`, 'utf8'), body]);

function signatureOf(key: WebhookKey, signed: Uint8Array): Buffer {
  if (key.version === 'v1') return createHmac('sha256', key.secret).update(signed).digest();
  if (key.privateKey === undefined) throw new TypeError('a whpk_ key checks signatures and cannot make one');
  return sign(null, signed, key.privateKey);
}

function isSignature(key: WebhookKey, signed: Uint8Array, one: string): boolean {
  const presented = one.slice(key.version.length + 1);
  if (key.version === 'v1') return equal(presented, signatureOf(key, signed).toString('base64'));
  return verify(null, signed, key.publicKey, Buffer.from(presented, 'base64'));
}

/** HMAC-SHA256 over given bytes, in hex. Which bytes a provider signs, its `verify` knows. */

import { createHmac } from 'node:crypto';
import { type Checked, refuse } from '../../problems.ts';
import type { Secret } from '../secrets.ts';
import type { Proof } from '../trust.ts';
import { indexOfEqual } from './constant-time.ts';
import { credentialLabel } from './credential-label.ts';
import { oneOf } from './one-of.ts';

/**
 * Is `presentedHex` (either case) the signature of `bytes` under one of `keys`? A key's text in UTF-8 is the HMAC key.
 * The proof is labelled `hmac:<digest>` (credential-label.ts). With no keys nothing matches.
 */
export function checkHmac(
  presentedHex: string | undefined,
  bytes: Uint8Array,
  keys: readonly Secret[],
): Checked<Proof> {
  if (presentedHex === undefined || presentedHex.trim() === '') return refuse('proof_missing', 'no signature');
  const presented = presentedHex.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(presented)) return refuse('proof_wrong', 'the signature is not 64 hexadecimal digits');
  const index = indexOfEqual(
    presented,
    keys.map((key) => signHmac(bytes, key)),
  );
  const key = keys[index];
  if (key === undefined) return refuse('proof_wrong', `the signature is not made with ${oneOf(keys.length, 'key')}`);
  return { ok: true, value: { scheme: 'hmac', credential: credentialLabel('hmac', key) } };
}

/** The signature that `checkHmac` accepts: 64 lower-case hexadecimal digits. */
export function signHmac(bytes: Uint8Array, key: Secret): string {
  return createHmac('sha256', key.bytes()).update(bytes).digest('hex');
}

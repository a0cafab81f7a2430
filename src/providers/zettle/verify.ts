/**
 * Did Zettle send this? HMAC-SHA256 over the UTF-8 of `timestamp + "." + payload`, both as decoded from the envelope: not the raw
 * body, not re-serialised, and with the backslashes that are left after decoding.
 */
import { type Checked, refuse } from '../../problems.ts';
import { checkHmac } from '../../trust/schemes/hmac.ts';
import { noProof } from '../../trust/schemes/none.ts';
import type { Secret } from '../../trust/secrets.ts';
import { type Proof, type RawRequest, type Verified, vouch } from '../../trust/trust.ts';
import { isTestMessage, readEnvelope } from './envelope.ts';

export const signatureHeader = 'x-izettle-signature';

/** A TestMessage is not signed, so any stranger can send one: this bounds what it makes us store. The published one has 200 bytes. */
const test_message_bytes_max = 16_384;

/** Vouches for a TestMessage, which proves nothing and is never processed. Its uses are counted under a name of their own. */
const testMessageProof: Proof = { scheme: 'none', credential: 'test-message' };

/** `keys`: every active signing key, in the order of the configuration; none as long as the subscription is not created; `'none'` for `auth: none`. */
export function verify(request: RawRequest, keys: readonly Secret[] | 'none'): Checked<Verified> {
  const proof = prove(request, keys);
  return proof.ok ? { ok: true, value: vouch(request, [proof.value]) } : proof;
}

function prove(request: RawRequest, keys: readonly Secret[] | 'none'): Checked<Proof> {
  // No proof and too long for a TestMessage: a stranger's megabyte is not parsed only to find that it is not signed.
  if (
    keys !== 'none' &&
    request.headers[signatureHeader] === undefined &&
    request.bytes.byteLength > test_message_bytes_max
  )
    return refuse(
      'proof_missing',
      `no signature, and more than the ${test_message_bytes_max} bytes that a TestMessage may have`,
    );
  const read = readEnvelope(request.bytes);
  if (read.ok && isTestMessage(read.value)) {
    if (request.bytes.byteLength <= test_message_bytes_max) return { ok: true, value: testMessageProof };
    return refuse('proof_missing', `a TestMessage of more than ${test_message_bytes_max} bytes`);
  }
  if (keys === 'none') return { ok: true, value: noProof };
  if (!read.ok) return refuse('proof_wrong', `the envelope cannot be read: ${read.finding.detail}`);
  const { timestamp, payload } = read.value;
  if (timestamp === undefined || payload === undefined) {
    return refuse(
      'proof_wrong',
      'the envelope has no timestamp or no payload that is a text, and the signature covers both',
    );
  }
  if (keys.length === 0) {
    return refuse(
      'proof_wrong',
      'this source has no signing key yet; enter the one that Zettle shows with the subscription',
    );
  }
  return checkHmac(request.headers[signatureHeader], signedBytes(timestamp, payload), keys);
}

/** What Zettle signs. */
export function signedBytes(timestamp: string, payload: string): Uint8Array {
  return Buffer.from(`${timestamp}.${payload}`, 'utf8');
}

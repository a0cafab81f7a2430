/** HTTP Basic (RFC 7617), user and password in UTF-8. */
import { type Checked, refuse } from '../../problems.ts';
import type { Secret } from '../secrets.ts';
import type { Proof, RawRequest } from '../trust.ts';
import { authorizationOf } from './authorization.ts';
import { equal } from './constant-time.ts';

/** `user` holds no colon (RFC 7617 §2: the first one ends it); the password may. */
export type BasicCredential = { readonly user: string; readonly password: Secret };

/** Does the request carry this user and password? The proof is labelled `basic:<user>`. */
export function checkBasic(request: RawRequest, credential: BasicCredential): Checked<Proof> {
  const presented = authorizationOf(request, 'basic');
  if (!presented.ok) return presented;
  // Buffer.from ignores what is not base64, so `abc, Basic abc` would decode: the alphabet is checked first.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(presented.value))
    return refuse('proof_wrong', 'the Basic credentials are not base64');
  // Bytes are compared, not text: decoding as UTF-8 would make every invalid sequence the same replacement character.
  const matched = equal(Buffer.from(presented.value, 'base64'), pairOf(credential));
  if (!matched) return refuse('proof_wrong', 'user or password is not the configured one');
  return { ok: true, value: { scheme: 'basic', credential: `basic:${credential.user}` } };
}

/** The header that `checkBasic` accepts. */
export function signBasic(credential: BasicCredential): { authorization: string } {
  return { authorization: `Basic ${pairOf(credential).toString('base64')}` };
}

const pairOf = ({ user, password }: BasicCredential) => Buffer.from(`${user}:${password.reveal()}`, 'utf8');

/** Bearer tokens (RFC 6750 §2.1). Several are valid at once, so that a token can be changed without losing a push in between. */

import { type Checked, refuse } from '../../problems.ts';
import type { Secret } from '../secrets.ts';
import type { Proof, RawRequest } from '../trust.ts';
import { authorizationOf } from './authorization.ts';
import { indexOfEqual } from './constant-time.ts';
import { credentialLabel } from './credential-label.ts';
import { oneOf } from './one-of.ts';

/**
 * Does the request carry one of `tokens`? The proof is labelled `bearer:<digest>` (credential-label.ts), so that use counts tell
 * when the old token is dead. With no tokens configured nothing matches.
 */
export function checkBearer(request: RawRequest, tokens: readonly Secret[]): Checked<Proof> {
  const presented = authorizationOf(request, 'bearer');
  if (!presented.ok) return presented;
  // Wider than RFC 6750's b64token (people choose tokens with `!` or `:`), but no blank: two joined headers would have one.
  if (!/^[\x21-\x7e]+$/.test(presented.value))
    return refuse('proof_wrong', 'not one token of visible ASCII characters');
  const index = indexOfEqual(
    presented.value,
    tokens.map((token) => token.reveal()),
  );
  const token = tokens[index];
  if (token === undefined) return refuse('proof_wrong', `the bearer token is not ${oneOf(tokens.length)}`);
  return { ok: true, value: { scheme: 'bearer', credential: credentialLabel('bearer', token) } };
}

/** The header that `checkBearer` accepts. */
export function signBearer(token: Secret): { authorization: string } {
  return { authorization: `Bearer ${token.reveal()}` };
}

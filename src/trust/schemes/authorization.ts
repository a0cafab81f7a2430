/** Reads the Authorization header (RFC 9110 §11.4): a scheme in any case, spaces, credentials. */
import { limits } from '../../limits.ts';
import { type Checked, refuse } from '../../problems.ts';
import type { RawRequest } from '../trust.ts';

/**
 * The credentials after `scheme`, which is its lower-case name.
 * `proof_missing` when there is no header, `proof_wrong` when it is of another scheme, empty or over
 * `limits.authorization_bytes_max`. A repeated header arrives here joined by `, `; none of our credentials may contain that
 * sequence outside an OAuth parameter list, so two headers are never taken for one: the schemes' own grammars refuse them.
 */
export function authorizationOf(request: RawRequest, scheme: 'bearer' | 'basic' | 'oauth'): Checked<string> {
  const header = request.headers.authorization?.trim();
  if (header === undefined || header === '') return refuse('proof_missing', 'no Authorization header');
  if (Buffer.byteLength(header, 'latin1') > limits.authorization_bytes_max)
    return refuse('proof_wrong', `the Authorization header is over ${limits.authorization_bytes_max} bytes`);
  // Trimmed before, so that this stays linear: a lazy match up to trailing blanks would take the square of the header's length.
  const [, name, credentials] = /^([^\s,]+) +(\S.*)$/s.exec(header) ?? [];
  if (name?.toLowerCase() !== scheme)
    return refuse('proof_wrong', `the Authorization header is not of scheme ${scheme}`);
  if (!credentials) return refuse('proof_wrong', 'the Authorization header holds no credentials');
  return { ok: true, value: credentials };
}

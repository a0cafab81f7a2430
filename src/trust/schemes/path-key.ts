/** A secret segment of the path, for a provider that signs nothing: every caller that knows the URL may post. */
import { type Checked, refuse } from '../../problems.ts';
import type { Secret } from '../secrets.ts';
import type { Proof } from '../trust.ts';
import { equal } from './constant-time.ts';

/**
 * Checks whether `presented` (the decoded path parameter) is the key. If not, the refusal is `unknown_source`, not 401: a guesser must not
 * learn that a source lives here.
 */
export function checkPathKey(presented: string, key: Secret): Checked<Proof> {
  if (!equal(presented, key.reveal())) return refuse('unknown_source', 'the key in the path is not the configured one');
  return { ok: true, value: { scheme: 'path-key', credential: 'path-key' } };
}

/** The path segment, percent-encoded, that `checkPathKey` accepts once decoded. */
export function signPathKey(key: Secret): string {
  return encodeURIComponent(key.reveal());
}

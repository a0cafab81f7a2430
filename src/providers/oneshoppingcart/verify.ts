/** 1ShoppingCart signs nothing: every caller that knows the key in the path may post. So the push is never believed, and the order is fetched. */
import type { Checked } from '../../problems.ts';
import { checkPathKey } from '../../trust/schemes/path-key.ts';
import type { Secret } from '../../trust/secrets.ts';
import { type Verified, vouch } from '../../trust/trust.ts';
import type { PushInput } from '../provider.ts';

/** A wrong key is refused as `unknown_source`: a guesser does not learn that a source lives here. */
export function verify({ path, request }: PushInput, key: Secret): Checked<Verified> {
  const proof = checkPathKey(path.key ?? '', key);
  return proof.ok ? { ok: true, value: vouch(request, [proof.value]) } : proof;
}

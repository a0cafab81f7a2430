/** Did Paazl send exactly these bytes? By the bearer token, the old and the new one both, or by nothing where `auth: none` says so. */
import type { PaazlSettings } from '../../config.ts';
import type { Checked } from '../../problems.ts';
import { checkBearer } from '../../schemes/bearer.ts';
import { noProof } from '../../schemes/none.ts';
import { type RawRequest, type Verified, vouch } from '../../trust.ts';

export function verify(request: RawRequest, auth: PaazlSettings['auth']): Checked<Verified> {
  if (auth === 'none') return { ok: true, value: vouch(request, [noProof]) };
  const proof = checkBearer(request, auth.bearer);
  return proof.ok ? { ok: true, value: vouch(request, [proof.value]) } : proof;
}

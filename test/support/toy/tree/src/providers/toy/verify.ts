import type { Checked } from '../../problems.ts';
import { checkBearer } from '../../trust/schemes/bearer.ts';
import type { Secret } from '../../trust/secrets.ts';
import { type RawRequest, type Verified, vouch } from '../../trust/trust.ts';

export function verify(request: RawRequest, token: Secret): Checked<Verified> {
  const proof = checkBearer(request, [token]);
  return proof.ok ? { ok: true, value: vouch(request, [proof.value]) } : proof;
}

/** Did Paazl send exactly these bytes? By everything that the source demands together, or by nothing where `auth: none` says so. */
import type { Checked } from '../../problems.ts';
import { type RawRequest, type Verified, vouch } from '../../trust/trust.ts';
import type { AuthPolicy } from './auth-policy.ts';

export function verify(request: RawRequest, policy: Pick<AuthPolicy, 'prove'>, nowMs: number): Checked<Verified> {
  const proofs = policy.prove(request, nowMs);
  return proofs.ok ? { ok: true, value: vouch(request, proofs.value) } : proofs;
}

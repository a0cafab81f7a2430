/** Did Paazl send exactly these bytes? By everything that the source demands together, or by nothing where `auth: none` says so. */
import type { Checked } from '../../problems.ts';
import { type RawRequest, type Verified, vouch } from '../../trust/trust.ts';
import type { Demand } from './demand.ts';

export function verify(request: RawRequest, demand: Pick<Demand, 'prove'>, nowMs: number): Checked<Verified> {
  const proofs = demand.prove(request, nowMs);
  return proofs.ok ? { ok: true, value: vouch(request, proofs.value) } : proofs;
}

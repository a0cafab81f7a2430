/** Several proofs that are required together. */
import { type Checked, type Refusal, refuse } from '../../problems.ts';
import type { Proof } from '../trust.ts';

/**
 * Every proof, or one refusal that names everything that failed, for our log. All of them have been checked by then, so that the time
 * taken does not tell the caller which one failed. Nothing to check is a refusal: a source that demands nothing says `auth: none`.
 */
export function allOf(checks: readonly Checked<Proof>[]): Checked<readonly [Proof, ...Proof[]]> {
  const failed = checks.filter((check): check is Refusal => !check.ok);
  const [worst] = failed;
  if (worst !== undefined) return refuse(worst.code, failed.map(({ detail }) => detail).join('; '));
  const [first, ...rest] = checks.flatMap((check) => (check.ok ? [check.value] : []));
  return first === undefined
    ? refuse('proof_wrong', 'no scheme is configured for this source')
    : { ok: true, value: [first, ...rest] };
}

/** Did the marketplace call? By Basic or by OAuth 1.0a, whichever was agreed, or by nothing where `auth: none` says so. */
import type { AppDirectSettings } from '../../config.ts';
import { type Checked, refuse } from '../../problems.ts';
import { checkBasic } from '../../schemes/basic.ts';
import { noProof } from '../../schemes/none.ts';
import { checkOauth1 } from '../../schemes/oauth1.ts';
import { type Proof, type RawRequest, type Verified, vouch } from '../../trust.ts';

/** OAuth 1.0a signs the public URL and the raw query, so the event URL cannot be exchanged; its nonce stands in the proof. Basic covers no part of the request. */
export function verify(request: RawRequest, auth: AppDirectSettings['auth'], nowMs: number): Checked<Verified> {
  const proof = prove(request, auth, nowMs);
  return proof.ok ? { ok: true, value: vouch(request, [proof.value]) } : proof;
}

function prove(request: RawRequest, auth: AppDirectSettings['auth'], nowMs: number): Checked<Proof> {
  if (auth === 'none') return { ok: true, value: noProof };
  if (auth.oauth1 !== undefined) return checkOauth1(request, auth.oauth1, nowMs);
  if (auth.basic !== undefined) return checkBasic(request, auth.basic);
  // The configuration's schema demands one of them. Should it ever lapse, nobody gets in.
  return refuse('proof_wrong', 'no scheme is configured for this source');
}

/** Value of WWW-Authenticate for who did not prove it. */
export function challengeOf(auth: AppDirectSettings['auth']): string {
  return auth !== 'none' && auth.oauth1 !== undefined
    ? 'OAuth realm="pushdock"'
    : 'Basic realm="pushdock", charset="UTF-8"';
}

/** Labels of what can vouch for the source, as the proofs have them. */
export function credentialsOf(auth: AppDirectSettings['auth']): readonly string[] {
  if (auth === 'none') return ['none'];
  return [
    ...(auth.oauth1 === undefined ? [] : [`oauth1:${auth.oauth1.consumerKey}`]),
    ...(auth.basic === undefined ? [] : [`basic:${auth.basic.user}`]),
  ];
}

/** Did the marketplace call? By a token of ours, by Basic or by OAuth 1.0a, whichever was agreed, or by nothing where `auth: none` says so. */
import type { AppDirectSettings } from '../../config.ts';
import { type Checked, refuse } from '../../problems.ts';
import { checkBasic } from '../../schemes/basic.ts';
import { noProof } from '../../schemes/none.ts';
import { checkOauth1 } from '../../schemes/oauth1.ts';
import { checkOauth2, type TokenRules } from '../../schemes/oauth2.ts';
import { type Proof, type RawRequest, type Verified, vouch } from '../../trust.ts';

/** `tokens`: what a token of this source must say, where its `auth` has `oauth2`. */
export type AuthParts = { readonly auth: AppDirectSettings['auth']; readonly tokens?: TokenRules | undefined };

/**
 * Every scheme that is configured must speak for the request. OAuth 1.0a signs the public URL and the raw query, so the event URL cannot
 * be exchanged; its nonce stands in the proof. Basic and bearer tokens cover no part of the request.
 */
export async function verify(request: RawRequest, parts: AuthParts, nowMs: number): Promise<Checked<Verified>> {
  const proofs: Proof[] = [];
  for (const check of checksOf(parts)) {
    const proof = await check(request, nowMs);
    if (!proof.ok) return proof;
    proofs.push(proof.value);
  }
  const [first, ...others] = proofs;
  // The configuration's schema demands one of them. Should it ever lapse, nobody gets in.
  if (first === undefined) return refuse('proof_wrong', 'no scheme is configured for this source');
  return { ok: true, value: vouch(request, [first, ...others]) };
}

type Check = (request: RawRequest, nowMs: number) => Checked<Proof> | Promise<Checked<Proof>>;

function checksOf({ auth, tokens }: AuthParts): readonly Check[] {
  if (auth === 'none') return [() => ({ ok: true, value: noProof })];
  const { oauth1, oauth2, basic } = auth;
  return [
    ...(oauth1 === undefined ? [] : [(request: RawRequest, nowMs: number) => checkOauth1(request, oauth1, nowMs)]),
    ...(oauth2 === undefined ? [] : [(request: RawRequest, nowMs: number) => byToken(request, tokens, nowMs)]),
    ...(basic === undefined ? [] : [(request: RawRequest) => checkBasic(request, basic)]),
  ];
}

function byToken(request: RawRequest, tokens: TokenRules | undefined, nowMs: number): Promise<Checked<Proof>> {
  if (tokens === undefined) throw new Error('a source with auth.oauth2 was opened without its tokens');
  return checkOauth2(request, tokens, nowMs);
}

/** Value of WWW-Authenticate for who did not prove it. */
export function challengeOf(auth: AppDirectSettings['auth']): string {
  // Always with the error, although RFC 6750 §3.1 would leave it out where no token came: one answer for all, and many clients
  // (Spring's, whose words AppDirect's token errors have) take it as the reason to get a new token.
  if (auth !== 'none' && auth.oauth2 !== undefined) return 'Bearer realm="pushdock", error="invalid_token"';
  return auth !== 'none' && auth.oauth1 !== undefined
    ? 'OAuth realm="pushdock"'
    : 'Basic realm="pushdock", charset="UTF-8"';
}

/** Labels of what can vouch for the source, as the proofs have them. */
export function credentialsOf(auth: AppDirectSettings['auth']): readonly string[] {
  if (auth === 'none') return ['none'];
  const clientIds = new Set(auth.oauth2?.clients.map(({ id }) => id));
  return [
    ...(auth.oauth1 === undefined ? [] : [`oauth1:${auth.oauth1.consumerKey}`]),
    ...[...clientIds].map((id) => `oauth2:${id}`),
    ...(auth.basic === undefined ? [] : [`basic:${auth.basic.user}`]),
  ];
}

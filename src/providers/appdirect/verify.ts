/** Did the marketplace call? By a token of ours, by Basic or by OAuth 1.0a, whichever was agreed, or by nothing where `auth: none` says so. */

import type { Checked } from '../../problems.ts';
import { type AddressList, addressLabel, checkAddress } from '../../trust/schemes/address-list.ts';
import { allOf } from '../../trust/schemes/all-of.ts';
import { checkBasic } from '../../trust/schemes/basic.ts';
import { noProof } from '../../trust/schemes/none.ts';
import { checkOauth1 } from '../../trust/schemes/oauth1.ts';
import { checkOauth2, type TokenRules } from '../../trust/schemes/oauth2.ts';
import { type Proof, type RawRequest, type Verified, vouch } from '../../trust/trust.ts';
import type { AppDirectSettings } from './settings.ts';

/** `tokens`: what a token of this source must say, where its `auth` has `oauth2`. `addresses`: the opened list of the same name. */
export type AuthParts = {
  readonly auth: AppDirectSettings['auth'];
  readonly tokens?: TokenRules | undefined;
  readonly addresses?: AddressList | undefined;
};

/**
 * Everything that is configured must speak for the request. OAuth 1.0a signs the public URL and the raw query, so the event URL cannot
 * be exchanged; its nonce is in the proof. Basic and bearer tokens cover no part of the request.
 */
export async function verify(request: RawRequest, parts: AuthParts, nowMs: number): Promise<Checked<Verified>> {
  const proofs = allOf(await Promise.all(checksOf(request, parts, nowMs)));
  return proofs.ok ? { ok: true, value: vouch(request, proofs.value) } : proofs;
}

function checksOf(
  request: RawRequest,
  { auth, tokens, addresses }: AuthParts,
  nowMs: number,
): readonly (Checked<Proof> | Promise<Checked<Proof>>)[] {
  if (auth === 'none') return [{ ok: true, value: noProof }];
  const { oauth1, oauth2, basic } = auth;
  return [
    ...(oauth1 === undefined ? [] : [checkOauth1(request, oauth1, nowMs)]),
    ...(oauth2 === undefined ? [] : [byToken(request, tokens, nowMs)]),
    ...(basic === undefined ? [] : [checkBasic(request, basic)]),
    ...(addresses === undefined ? [] : [checkAddress(request, addresses)]),
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
    ...(auth.addresses ?? []).map(addressLabel),
  ];
}

/**
 * OAuth 2 bearer tokens that we issue ourselves (RFC 6750): JWTs under HS256, made and checked by jose. Their content is for us alone;
 * the caller carries them as they are.
 */
import type { CryptoKey } from 'jose';
import { type Checked, refuse } from '../../problems.ts';
import type { Proof, RawRequest } from '../trust.ts';
import { authorizationOf } from './authorization.ts';

/** With the first token: most gateways have no source that takes one. */
const jose = () => import('jose');

/** One key. The head of each of its tokens names its `kid`, so that keys can be changed while tokens are valid. */
export type TokenKey = {
  readonly kid: string;
  readonly key: CryptoKey;
  /** The only client whose tokens it signs; absent: every client's. */
  readonly clientId?: string;
};

/** What a token must say to be one of a source's. */
export type TokenRules = {
  /** `publicUrl`: who issued it. */
  readonly issuer: string;
  /** The source's name. */
  readonly audience: string;
  /** How long a token lives, in seconds. An older one is refused whatever its `exp` says, so that a shorter `ttl` counts at once. */
  readonly ttlSeconds: number;
  /** A token of a client that is no longer among them is refused. */
  readonly clientIds: readonly string[];
  /** The first that fits a client signs, all verify. */
  readonly keys: readonly TokenKey[];
};

// The only accepted algorithm: not `none`, and not an asymmetric one, whose public key would be taken for a secret.
const algorithm = 'HS256';
// An access token, not any JWT that happens to be signed with the same key (RFC 9068 §4).
const type = 'at+jwt';
// Two gateways behind one URL do not have one clock.
const CLOCK_SKEW_SECONDS = 60;

/** A token for `clientId`, good from `nowMs` for `rules.ttlSeconds`. Throws when there is no key for that client. */
export async function signOauth2(clientId: string, rules: TokenRules, nowMs: number): Promise<string> {
  const signing = rules.keys.find((key) => key.clientId === undefined || key.clientId === clientId);
  if (signing === undefined) throw new Error('a token was requested for a client without a key');
  const nowSeconds = Math.floor(nowMs / 1000);
  const { SignJWT } = await jose();
  return new SignJWT()
    .setProtectedHeader({ alg: algorithm, typ: type, kid: signing.kid })
    .setIssuer(rules.issuer)
    .setAudience(rules.audience)
    .setSubject(clientId)
    .setIssuedAt(nowSeconds)
    .setNotBefore(nowSeconds)
    .setExpirationTime(nowSeconds + rules.ttlSeconds)
    .sign(signing.key);
}

/** Does the request carry a living token of ours for this source? The proof is labelled `oauth2:<client id>`. */
export async function checkOauth2(request: RawRequest, rules: TokenRules, nowMs: number): Promise<Checked<Proof>> {
  const presented = authorizationOf(request, 'bearer');
  if (!presented.ok) return presented;
  const { errors } = await jose();
  try {
    const clientId = await clientOf(presented.value, rules, nowMs);
    if (clientId === undefined) return refuse('proof_wrong', 'the bearer token is for a client that is not configured');
    return { ok: true, value: { scheme: 'oauth2', credential: `oauth2:${clientId}` } };
  } catch (error) {
    // jose says no by throwing. Its messages name claims, never their values.
    if (error instanceof errors.JOSEError)
      return refuse('proof_wrong', `the bearer token is refused: ${error.message}`);
    throw error;
  }
}

/** The client of the token; undefined if no client has it (any longer). Throws jose's errors for a token that is not sound. */
async function clientOf(token: string, rules: TokenRules, nowMs: number): Promise<string | undefined> {
  const { errors, jwtVerify } = await jose();
  const keyOf = (kid: string | undefined): TokenKey => {
    const found = rules.keys.find((key) => key.kid === kid);
    if (found === undefined) throw new errors.JWKSNoMatchingKey('no key of that kid is configured');
    return found;
  };
  const { payload, protectedHeader } = await jwtVerify(token, ({ kid }) => keyOf(kid).key, {
    algorithms: [algorithm],
    typ: type,
    issuer: rules.issuer,
    audience: rules.audience,
    requiredClaims: ['iss', 'aud', 'sub', 'iat', 'nbf', 'exp'],
    maxTokenAge: rules.ttlSeconds,
    clockTolerance: CLOCK_SKEW_SECONDS,
    currentDate: new Date(nowMs),
  });
  const { clientId } = keyOf(protectedHeader.kid);
  const own = clientId === undefined || clientId === payload.sub;
  return own ? rules.clientIds.find((id) => id === payload.sub) : undefined;
}

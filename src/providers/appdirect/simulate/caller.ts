/** How the marketplace proves itself to the gateway: Basic, OAuth 1.0a, or a token from the gateway's own token endpoint. */

import type { Proof } from '../../../../generated/mock/models.ts';
import type { AttemptContext, Outgoing } from '../../../simulate/provider-mock.ts';
import { type SendOutcome, send } from '../../../simulate/send.ts';
import { signBasic } from '../../../trust/schemes/basic.ts';
import { signBearer } from '../../../trust/schemes/bearer.ts';
import { signOauth1 } from '../../../trust/schemes/oauth1.ts';
import { Secret } from '../../../trust/secrets.ts';
import type { AppDirectMockSettings } from './settings.ts';

export type Caller = {
  /** The Authorization header for a GET of this URL; none where a fault says so, or where no token was to be had, for which `note` gives the reason. */
  authorise(url: string, context: AttemptContext): Promise<Pick<Outgoing, 'headers' | 'note'>>;
  /** How it proves itself, in words. */
  readonly words: Proof;
};

type Oauth2 = Extract<AppDirectMockSettings['auth'], { oauth2: unknown }>['oauth2'];

const TOKEN_MS_MAX = 10_000;
/** An old nonce whose timestamp has meanwhile left the window would be refused for that. */
const NONCE_REUSED_MS = 240_000;

export function openCaller(auth: AppDirectMockSettings['auth'], gateway: () => string, ca: string | undefined): Caller {
  let held: { readonly token: Secret; readonly expiresAtMs: number } | undefined;
  let used: { readonly nonce: string; readonly timestampSeconds: number } | undefined;

  function byOauth1(
    url: string,
    credential: { consumerKey: string; secret: Secret },
    { nowMs, random, faults }: AttemptContext,
  ) {
    const timestampSeconds = Math.floor(nowMs / 1000);
    const stale = faults.has('stale-nonce')
      ? (used ?? { nonce: random.text(24), timestampSeconds: timestampSeconds - 3_600 })
      : undefined;
    const stamp = stale ?? { nonce: random.text(24), timestampSeconds };
    if (used === undefined || nowMs - used.timestampSeconds * 1000 > NONCE_REUSED_MS) used = stamp;
    return signOauth1({ method: 'GET', url }, credential, stamp);
  }

  async function tokenFor({ tokenPath, clientId, clientSecret }: Oauth2, nowMs: number): Promise<Secret | string> {
    if (held !== undefined && nowMs < held.expiresAtMs) return held.token;
    const outcome = await send({
      method: 'POST',
      url: gateway() + tokenPath,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...signBasic({ user: clientId, password: clientSecret }),
      },
      body: Buffer.from('grant_type=client_credentials', 'utf8'),
      timeoutMs: TOKEN_MS_MAX,
      ...(ca === undefined ? {} : { tls: { ca } }),
    });
    const answer =
      outcome.kind === 'answered' && outcome.status === 200 ? Buffer.from(outcome.body).toString('utf8') : '';
    const token = /"access_token"\s*:\s*"([^"]+)"/.exec(answer)?.[1];
    const seconds = Number(/"expires_in"\s*:\s*(\d+)/.exec(answer)?.[1] ?? 0);
    if (token === undefined) return `no token from ${tokenPath}: ${whyNone(outcome)}`;
    held = { token: Secret.of(token), expiresAtMs: nowMs + seconds * 1000 };
    return held.token;
  }

  return {
    words: wordsOf(auth),
    authorise: async (url, context) => {
      const { faults, random, nowMs } = context;
      if (faults.has('missing-signature')) return { headers: {} };
      const wrong =
        faults.has('wrong-signature') || faults.has('old-token') ? Secret.of(`wrong-${random.text(24)}`) : undefined;
      if ('basic' in auth)
        return { headers: signBasic({ ...auth.basic, ...(wrong === undefined ? {} : { password: wrong }) }) };
      if ('oauth1' in auth) {
        const credential = { ...auth.oauth1, ...(wrong === undefined ? {} : { secret: wrong }) };
        return { headers: byOauth1(url, credential, context) };
      }
      const token = wrong ?? (await tokenFor(auth.oauth2, nowMs));
      return typeof token === 'string' ? { headers: {}, note: token } : { headers: signBearer(token) };
    },
  };
}

function wordsOf(auth: AppDirectMockSettings['auth']): Proof {
  const settings = "of the mocks' settings";
  const nothing = 'nothing of the request: it says who calls, and nothing else';
  if ('basic' in auth)
    return {
      scheme: 'Basic authentication, in the header Authorization',
      key: `appdirect.auth.basic ${settings}, user ${auth.basic.user}`,
      covers: nothing,
    };
  if ('oauth2' in auth)
    return {
      scheme: `OAuth 2.0: a bearer token from the gateway's ${auth.oauth2.tokenPath}, in the header Authorization`,
      key: `appdirect.auth.oauth2 ${settings}, client ${auth.oauth2.clientId}`,
      covers: nothing,
    };
  return {
    scheme: 'OAuth 1.0a: HMAC-SHA1 in base64, as oauth_signature in the header Authorization',
    key: `appdirect.auth.oauth1.secret ${settings}, consumer key ${auth.oauth1.consumerKey}`,
    covers:
      'the method, the URL without its query, and the parameters of the query and of the header in order of their names, each percent-encoded and joined by & (RFC 5849, section 3.4.1)',
  };
}

function whyNone(outcome: SendOutcome): string {
  if ('detail' in outcome) return outcome.detail;
  if (outcome.kind !== 'answered') return outcome.kind;
  return outcome.status === 200 ? 'the answer holds no access_token' : `answered ${outcome.status}`;
}

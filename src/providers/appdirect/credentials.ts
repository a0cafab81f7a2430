/** How we prove ourselves to the marketplace: signed call by call (OAuth 1.0a), by a token (OAuth 2), or not at all (development). */

import type { Fetch } from '../../outbound/client.ts';
import { type NoToken, openTokenCache, type TokenCacheParts } from '../../outbound/oauth2.ts';
import type { Clock } from '../../running/clock.ts';
import { signBearer } from '../../trust/schemes/bearer.ts';
import { freshNonce, signOauth1 } from '../../trust/schemes/oauth1.ts';
import type { Secret } from '../../trust/secrets.ts';
import type { AppDirectSettings } from './settings.ts';

/** The part of `fetch` that the generated client uses. */
type Call = { readonly method: string; readonly headers: Record<string, string>; readonly body?: string };
export type ProvenFetch = (url: string, init: Call) => Promise<Response>;

export type Credentials = {
  /** `fetch` with our proof in every call to the marketplace at `base`; or why there is none. Rejects only when `signal` aborts. */
  proven(
    fetch: Fetch,
    base: string,
    signal: AbortSignal,
  ): Promise<{ readonly ok: true; readonly fetch: ProvenFetch } | NoToken>;
};

export function openCredentials(
  configured: AppDirectSettings['outbound'],
  clock: Clock,
  fetchToken: TokenCacheParts['fetchToken'],
): Credentials {
  if (configured === 'none') return { proven: async (fetch) => ({ ok: true, fetch: (url, init) => fetch(url, init) }) };
  const { oauth1 } = configured;
  if (oauth1 === undefined) return byToken(clock, fetchToken);
  const signed =
    (fetch: Fetch): ProvenFetch =>
    (url, init) => {
      // Over the URL that is really called.
      const stamp = { timestampSeconds: Math.floor(clock.now() / 1000), nonce: freshNonce() };
      const proof = signOauth1({ method: init.method, url }, oauth1, stamp);
      return fetch(url, { ...init, headers: { ...init.headers, ...proof } });
    };
  return { proven: async (fetch) => ({ ok: true, fetch: signed(fetch) }) };
}

/** A token that the marketplace no longer takes (revoked, or its keys changed) is replaced, once: a second 401 is about our client. */
function byToken(clock: Clock, fetchToken: TokenCacheParts['fetchToken']): Credentials {
  const tokens = openTokenCache({ clock, fetchToken });
  return {
    async proven(fetch, base, signal) {
      const first = await tokens.tokenFor(base, signal);
      if (!first.ok) return first;
      const call = (url: string, init: Call, token: Secret) =>
        fetch(url, { ...init, headers: { ...init.headers, ...signBearer(token) } });
      return {
        ok: true,
        fetch: async (url, init) => {
          const answer = await call(url, init, first.token);
          if (answer.status !== 401) return answer;
          tokens.refused(base, first.token);
          const second = await tokens.tokenFor(base, signal);
          return second.ok ? await call(url, init, second.token) : answer;
        },
      };
    },
  };
}

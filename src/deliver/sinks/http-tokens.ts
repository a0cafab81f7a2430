/** Tokens for a receiver that wants OAuth 2: one for all attempts of the sink, and a new one, once, where the receiver no longer takes it. */
import type { HttpSinkSettings } from '../../config.ts';
import { type Log, silentLog } from '../../log.ts';
import { openOutbound } from '../../outbound/client.ts';
import { askForClientToken } from '../../outbound/client-credentials.ts';
import { type NoToken, openTokenCache } from '../../outbound/oauth2.ts';
import type { Reach, Resolve } from '../../outbound/public-address.ts';
import type { Clock } from '../../running/clock.ts';
import type { Secret } from '../../trust/secrets.ts';
import { certificatesOf } from './client-certificates.ts';
import type { Attempted } from './sink.ts';

// All that wait for the token wait for this request. Shorter than the 30 s of most clients, and no endpoint needs as long.
const TOKEN_MS_MAX = 10_000;
// A JWT with many claims has some 4 kB.
const TOKEN_ANSWER_BYTES_MAX = 65_536;

export type HttpTokens = {
  /**
   * `post` with a token, and with another one if that was answered 401: it was revoked, or the receiver's keys changed. A second 401 is about
   * our client, and counts. Without a token the attempt has failed. Rejects when `signal` aborts, and as `post` does.
   */
  attempt(post: (token: Secret) => Promise<Attempted>, signal: AbortSignal): Promise<Attempted>;
  /** Breaks off a token request that is under way. */
  close(): Promise<void>;
};

export type HttpTokensParts = {
  readonly clock: Clock;
  readonly reach: Reach;
  readonly log?: Log;
  readonly resolve?: Resolve;
};

type Client = NonNullable<NonNullable<HttpSinkSettings['auth']>['oauth2']>;

export function openHttpTokens(
  client: Client,
  { clock, reach, log = silentLog, resolve }: HttpTokensParts,
): HttpTokens {
  const outbound = openOutbound({
    ...{ development: false, reach, log, clock, tls: certificatesOf(client.tls) },
    ...{ timeoutMs: TOKEN_MS_MAX, responseBytesMax: TOKEN_ANSWER_BYTES_MAX },
    ...(resolve && { resolve }),
  });
  const closing = new AbortController();
  const { tokenUrl } = client;
  const tokens = openTokenCache({
    clock,
    fetchToken: () => askForClientToken(outbound.fetch, client, clock, closing.signal),
  });

  return {
    async attempt(post, signal) {
      const first = await tokens.tokenFor(tokenUrl, signal);
      if (!first.ok) return withoutToken(first);
      const attempted = await post(first.token);
      if (attempted.status !== 401) return attempted;
      tokens.refused(tokenUrl, first.token);
      const second = await tokens.tokenFor(tokenUrl, signal);
      return second.ok ? await post(second.token) : withoutToken(second);
    },
    async close() {
      closing.abort(new Error('the sink is closed'));
      await outbound.close();
    },
  };
}

const withoutToken = ({ reason, retryAfterMs }: NoToken): Attempted => ({
  kind: 'failed',
  detail: `no token for the receiver: ${reason}`,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

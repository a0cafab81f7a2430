/**
 * Our tokens at Zettle: by an API key (the assertion grant), or for an app by its refresh token, which Zettle exchanges at every use. The
 * new one is durable before the access token that came with it is used: if it were lost, the merchant would have to authorise the app again.
 */
import { hash } from 'node:crypto';
import { readJson } from '../../../formats/json.ts';
import { field, numberOf, textField } from '../../../formats/values.ts';
import type { Outbound } from '../../../outbound/client.ts';
import { type FetchedToken, openTokenCache, readToken } from '../../../outbound/oauth2.ts';
import type { Clock } from '../../../running/clock.ts';
import type { InTurn } from '../../../running/in-turn.ts';
import { signBearer } from '../../../trust/schemes/bearer.ts';
import { Secret } from '../../../trust/secrets.ts';
import type { Asked, Unasked } from '../../subscribing.ts';
import type { ZettleSettings } from '../settings.ts';
import { askForToken, type TokenRequest } from './api.ts';
import { type Authorised, WithoutToken } from './authorised.ts';

export type Grants = Authorised & {
  /** For an app: exchanges a code for the tokens of its merchant. */
  useCode(code: string, redirectUri: string): Promise<Asked<undefined>>;
  /** What the token may do, where it says so (it is a JWT with `scope`). */
  scopes(): Promise<ReadonlySet<string> | undefined>;
};

/** The newest refresh token of a source, sealed in the store; shared by all that a reload makes of one source. */
export type RefreshTokens = {
  /** `origin` names the configured token from which it comes. If the configuration has another one now, it was replaced on purpose. */
  read(): Promise<{ readonly token: Secret; readonly origin: string } | undefined>;
  keep(token: Secret, origin: string): Promise<void>;
  /** A refresh token works once, so nobody reads it while another caller exchanges it, in this process or in another one on the same store. */
  readonly alone: InTurn;
};

export type GrantsParts = {
  readonly settings: Pick<ZettleSettings, 'clientId' | 'apiKey' | 'clientSecret' | 'refreshToken' | 'oauthBase'>;
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly refreshTokens: RefreshTokens;
};

const noClient: Unasked = {
  ok: false,
  code: 'subscription_unfit',
  faults: [
    'This source has no client, so the gateway cannot ask Zettle: add clientId and apiKey to it, and encryptionKey at the top',
  ],
};
const notAuthorised: Unasked = {
  ok: false,
  code: 'subscription_unfit',
  faults: [
    'This source has no refresh token yet: let the merchant authorise the app, and run `pushdock zettle authorise`',
  ],
};

export function openGrants({ settings, outbound, clock, refreshTokens }: GrantsParts): Grants {
  const { clientId, apiKey, clientSecret, oauthBase } = settings;
  const origin = settings.refreshToken === undefined ? '' : hash('sha256', settings.refreshToken.bytes(), 'hex');
  let lastRefusal: Unasked = noClient;
  const tokens = openTokenCache({ clock, fetchToken: async () => fetched(await grant()) });

  async function grant(): Promise<Asked<Uint8Array>> {
    if (clientId === undefined) return noClient;
    if (apiKey !== undefined)
      return askForToken(
        oauthBase,
        outbound,
        {
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          client_id: clientId,
          assertion: apiKey.reveal(),
        },
        'api key',
      );
    return refreshTokens.alone(async () => {
      const kept = await refreshTokens.read();
      const configured = settings.refreshToken;
      const current =
        kept !== undefined && (configured === undefined || kept.origin === origin) ? kept.token : configured;
      if (current === undefined) return notAuthorised;
      return exchanged({ grant_type: 'refresh_token', refresh_token: current.reveal() }, 'refresh token');
    });
  }

  /** For an app; keeps the refresh token that comes with it. */
  async function exchanged(
    what: Pick<TokenRequest, 'grant_type' | 'refresh_token' | 'code' | 'redirect_uri'>,
    kind: 'refresh token' | 'code',
  ): Promise<Asked<Uint8Array>> {
    if (clientId === undefined || clientSecret === undefined) return noClient;
    const body = { ...what, client_id: clientId, client_secret: clientSecret.reveal() };
    const asked = await askForToken(oauthBase, outbound, body, kind);
    const next = asked.ok ? textOf(asked.value, 'refresh_token') : undefined;
    if (next !== undefined) await refreshTokens.keep(Secret.of(next), origin);
    return asked;
  }

  function fetched(asked: Asked<Uint8Array>): FetchedToken {
    if (!asked.ok) {
      lastRefusal = asked;
      return { ok: false, reason: asked.faults.join('; ') };
    }
    const read = readJson(asked.value);
    const token = readToken(
      read.ok
        ? {
            access_token: textField(read.value.value, 'access_token'),
            token_type: textField(read.value.value, 'token_type') ?? 'Bearer', // Optional in the contract.
            expires_in: numberOf(field(read.value.value, 'expires_in')),
          }
        : undefined,
    );
    if (token !== undefined) return token;
    lastRefusal = { ok: false, code: 'provider_silent', faults: ['Zettle answered a token request without a token'] };
    return { ok: false, reason: 'no token in the answer' };
  }

  async function ready(): Promise<Asked<Secret>> {
    const found = await tokens.tokenFor(oauthBase, new AbortController().signal);
    return found.ok ? { ok: true, value: found.token } : lastRefusal;
  }

  return {
    fetch: async (fetch, url, init) => {
      const signed = (token: Secret) => fetch(url, { ...init, headers: { ...init.headers, ...signBearer(token) } });
      const first = await ready();
      if (!first.ok) throw new WithoutToken(first);
      const answer = await signed(first.value);
      if (answer.status !== 401) return answer;
      tokens.refused(oauthBase, first.value);
      const second = await ready();
      if (!second.ok) throw new WithoutToken(second);
      return signed(second.value);
    },
    useCode: async (code, redirectUri) => {
      if (clientSecret === undefined)
        return { ...noClient, faults: ['A code is for an app: add clientSecret to the source in place of apiKey'] };
      const asked = await refreshTokens.alone(() =>
        exchanged({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }, 'code'),
      );
      if (!asked.ok) return asked;
      const held = await tokens.tokenFor(oauthBase, new AbortController().signal);
      if (held.ok) tokens.refused(oauthBase, held.token); // It may be another merchant's.
      return { ok: true, value: undefined };
    },
    scopes: async () => {
      const token = await ready();
      return token.ok ? scopesIn(token.value) : undefined;
    },
  };
}

function scopesIn(token: Secret): ReadonlySet<string> | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token.reveal())?.[1];
  const read = payload === undefined ? undefined : readJson(Buffer.from(payload, 'base64url'));
  const scope = read?.ok ? field(read.value.value, 'scope') : undefined;
  const listed = typeof scope === 'string' ? scope.split(' ') : Array.isArray(scope) ? scope : [];
  const scopes = listed.filter((one) => typeof one === 'string' && one !== '');
  return scopes.length === 0 ? undefined : new Set(scopes.map(String));
}

function textOf(bytes: Uint8Array, name: string): string | undefined {
  const read = readJson(bytes);
  return read.ok ? textField(read.value.value, name) || undefined : undefined;
}

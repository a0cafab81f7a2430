/** Zettle's OAuth service: three grants, access tokens of two hours, refresh tokens that are good once. */
import type { Clock } from '../../../running/clock.ts';
import type { Random } from '../../../simulate/random.ts';

/** The one application that the mock knows, and whom it speaks for. */
export type ZettleClient = {
  readonly clientId: string;
  /** For codes and refresh tokens. */
  readonly clientSecret?: string;
  /** For the assertion grant. */
  readonly apiKey?: string;
  /** A refresh token that was handed out before the mock began. */
  readonly refreshToken?: string;
};

export type TokenAnswer =
  | {
      readonly status: 200;
      readonly body: { access_token: string; token_type: string; expires_in: number; refresh_token?: string };
    }
  | { readonly status: 400 | 401; readonly body: { error: string; error_description: string } };

export type Bearer = 'missing' | 'expired' | 'invalid' | 'good';

export type Tokens = {
  /** Answers `POST /token`. */
  grant(form: URLSearchParams): TokenAnswer;
  /** Of an Authorization header. */
  check(authorization: string | undefined): Bearer;
  /** A code as the merchant's browser would bring it: good once, with this client's secret. */
  issueCode(): string;
  /** All access tokens are as if their two hours were over. */
  expireAll(): void;
  /** The refresh token that is good now, where there is one. */
  readonly refreshToken: string | undefined;
};

const EXPIRES_IN_SECONDS = 7_200;
// A client that asks for this many tokens within two hours caches none; the oldest are forgotten, and so invalid.
const tokens_max = 10_000;

export function openTokens(client: ZettleClient, clock: Clock, random: Random): Tokens {
  const access = new Map<string, number>();
  const codes = new Set<string>();
  let refreshToken = client.refreshToken;

  function issue(refreshable: boolean): TokenAnswer {
    const token = `mock-access-${random.text(32)}`;
    access.set(token, clock.now() + EXPIRES_IN_SECONDS * 1000);
    for (const oldest of access.keys()) {
      if (access.size <= tokens_max) break;
      access.delete(oldest);
    }
    if (refreshable) refreshToken = `mock-refresh-${random.text(32)}`;
    return {
      status: 200,
      body: {
        access_token: token,
        token_type: 'Bearer',
        expires_in: EXPIRES_IN_SECONDS,
        ...(refreshable && refreshToken !== undefined ? { refresh_token: refreshToken } : {}),
      },
    };
  }

  function grant(form: URLSearchParams): TokenAnswer {
    const kind = form.get('grant_type');
    if (!kind) return wrong(400, 'invalid_request', 'grant_type is missing');
    const need = needs[kind];
    if (need === undefined) return wrong(400, 'unsupported_grant_type', 'This grant is not supported');
    for (const name of ['client_id', ...need])
      if (!form.get(name)) return wrong(400, 'invalid_request', `${name} is missing`);
    if (form.get('client_id') !== client.clientId) return wrong(401, 'invalid_client', 'The client is not known');
    if (need.includes('client_secret') && form.get('client_secret') !== client.clientSecret)
      return wrong(401, 'invalid_client', 'The client secret is wrong');
    if (kind === 'authorization_code')
      return codes.delete(form.get('code') ?? '') ? issue(true) : wrong(400, 'invalid_grant', 'The code is not valid');
    if (kind === 'refresh_token')
      return form.get('refresh_token') === refreshToken
        ? issue(true)
        : wrong(400, 'invalid_grant', 'The refresh token is not valid');
    return form.get('assertion') === client.apiKey
      ? issue(false)
      : wrong(400, 'invalid_grant', 'The assertion is not valid');
  }

  function check(authorization: string | undefined): Bearer {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return authorization ? 'invalid' : 'missing';
    const expiresAtMs = access.get(token);
    if (expiresAtMs === undefined) return 'invalid';
    return clock.now() < expiresAtMs ? 'good' : 'expired';
  }

  return {
    grant,
    check,
    issueCode: () => {
      const code = `mock-code-${random.text(16)}`;
      codes.add(code);
      return code;
    },
    expireAll: () => {
      for (const token of access.keys()) access.set(token, clock.now());
    },
    get refreshToken() {
      return refreshToken;
    },
  };
}

/** What each grant needs beside the client's id. */
const needs: Readonly<Record<string, readonly string[]>> = {
  'urn:ietf:params:oauth:grant-type:jwt-bearer': ['assertion'],
  authorization_code: ['client_secret', 'redirect_uri', 'code'],
  refresh_token: ['client_secret', 'refresh_token'],
};

const wrong = (status: 400 | 401, error: string, error_description: string): TokenAnswer => ({
  status,
  body: { error, error_description },
});

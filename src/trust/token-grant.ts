/** The clients and tokens of a source that is pushed to with our tokens. Providers open grants; the token endpoint tries all of them. */
import { indexOfEqual } from './schemes/constant-time.ts';
import { signOauth2, type TokenRules } from './schemes/oauth2.ts';
import type { Secret } from './secrets.ts';
import { configuredKeys, derivedKeys, type TokenClient } from './token-keys.ts';

/** Path of the token endpoint below `publicUrl`; the contract is `spec/oauth.yaml`. */
export const tokenPath = '/oauth/token';

export type TokenGrant = {
  /** What the source's `verify` holds a token against. */
  readonly rules: TokenRules;
  readonly clients: readonly TokenClient[];
  /** A new token for one of `clients`. */
  issue(clientId: string, nowMs: number): Promise<string>;
};

export type GrantParts = {
  readonly source: string;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  readonly clients: readonly TokenClient[];
  readonly ttlMs: number;
  /** `oauth.signingKeys`; absent: derived from the clients' secrets. */
  readonly signingKeys?: readonly Secret[] | undefined;
};

export async function openGrant({ source, publicUrl, clients, ttlMs, signingKeys }: GrantParts): Promise<TokenGrant> {
  const rules: TokenRules = {
    issuer: publicUrl,
    audience: source,
    ttlSeconds: Math.floor(ttlMs / 1000),
    clientIds: [...new Set(clients.map(({ id }) => id))],
    keys: signingKeys === undefined ? await derivedKeys(source, clients) : await configuredKeys(signingKeys),
  };
  return { rules, clients, issue: (clientId, nowMs) => signOauth2(clientId, rules, nowMs) };
}

/** The credentials of a client, which may be right in any of the `spellings`. */
export type Presented = { readonly spellings: readonly { readonly id: string; readonly secret: string }[] };

/** The grant and the client id that the credentials belong to. Every client of every source is compared, always, in constant time. */
export function findClient(
  { spellings }: Presented,
  grants: readonly TokenGrant[],
): { readonly grant: TokenGrant; readonly clientId: string } | undefined {
  const candidates = grants.flatMap((grant) => grant.clients.map((client) => ({ grant, client })));
  // As JSON, so that no blank or colon moves from the id to the secret.
  const expected = candidates.map(({ client }) => JSON.stringify([client.id, client.secret.reveal()]));
  const found = spellings.map(({ id, secret }) => indexOfEqual(JSON.stringify([id, secret]), expected));
  const match = candidates[found.find((index) => index !== -1) ?? -1];
  return match && { grant: match.grant, clientId: match.client.id };
}

/** A token by the client credentials grant (RFC 6749 §4.4), from an endpoint that has no contract of its own. */
import { readJson } from '../formats/json.ts';
import { field, numberOf, textField } from '../formats/values.ts';
import type { Clock } from '../running/clock.ts';
import { signBasic } from '../trust/schemes/basic.ts';
import { Secret } from '../trust/secrets.ts';
import { retryAfterMs } from './backoff.ts';
import type { Fetch } from './client.ts';
import { OutboundFault } from './fault.ts';
import { type FetchedToken, readToken } from './oauth2.ts';

export type OAuth2Client = {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scope?: string;
};

/** The client's header; RFC 6749 §2.3.1: id and secret as in a form, before they go into it. */
export function signClient({ clientId, clientSecret }: Pick<OAuth2Client, 'clientId' | 'clientSecret'>) {
  const encoded = (text: string) => new URLSearchParams({ v: text }).toString().slice('v='.length);
  return signBasic({ user: encoded(clientId), password: Secret.of(encoded(clientSecret.reveal())) });
}

/** One token request. Does not reject: a fault of the call, and `signal`, are values. `fetch` bounds time and bytes. */
export async function askForClientToken(
  fetch: Fetch,
  client: OAuth2Client,
  clock: Clock,
  signal: AbortSignal,
): Promise<FetchedToken> {
  const { tokenUrl, scope } = client;
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) });
  const headers = { accept: 'application/json', ...signClient(client) };
  try {
    const answer = await fetch(tokenUrl, { method: 'POST', headers, body, signal });
    const read = readJson(new Uint8Array(await answer.arrayBuffer()));
    const value = read.ok ? read.value.value : undefined;
    const token = answer.status === 200 ? tokenIn(value) : undefined;
    if (token !== undefined) return token;
    const waitMs = retryAfterMs(answer.headers.get('retry-after') ?? undefined, clock.now());
    const more = answer.status === 200 ? ', without a bearer token' : refusalIn(value);
    const reason = `${new URL(tokenUrl).host} answered ${answer.status} to the token request${more}`;
    return { ok: false, reason, ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
  } catch (error) {
    if (error instanceof OutboundFault) return { ok: false, reason: error.message };
    if (signal.aborted) return { ok: false, reason: 'the token request was broken off' };
    throw error;
  }
}

type Read = Parameters<typeof field>[0];

const tokenIn = (value: Read): FetchedToken | undefined =>
  readToken({
    access_token: textField(value, 'access_token'),
    token_type: textField(value, 'token_type'),
    expires_in: numberOf(field(value, 'expires_in')) ?? textField(value, 'expires_in'),
  });

// RFC 6749 §5.2. Nothing else of the answer is repeated: an endpoint may echo what we sent.
const refusals = [
  ...['invalid_request', 'invalid_client', 'invalid_grant', 'unauthorized_client'],
  ...['unsupported_grant_type', 'invalid_scope'],
];

function refusalIn(value: Read): string {
  const error = textField(value, 'error');
  return error !== undefined && refusals.includes(error) ? ` (${error})` : '';
}

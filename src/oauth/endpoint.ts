/** `POST /oauth/token`: who proves to be a source's client gets a token for pushes to that source. The contract is `spec/oauth.yaml`. */
import type { IssueTokenAnswer, OauthHandlers } from '../../generated/oauth/handlers.ts';
import type { TokenError } from '../../generated/oauth/models.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { PushInput } from '../providers/provider.ts';
import { findClient, type TokenGrant } from './grant.ts';
import { readTokenRequest } from './token-request.ts';

export type TokenEndpointParts = {
  /** Asked at every request, so that a reloaded configuration counts from the next one on. */
  readonly grants: () => readonly TokenGrant[];
  readonly clock: Clock;
  readonly log: Log;
};

/** All that our tokens are good for. */
const SCOPE = 'push';

// RFC 6749 §5.1, of every answer: an error says something about a client too.
const uncached = { 'Cache-Control': 'no-store', Pragma: 'no-cache' } as const;
const challenge = { 'WWW-Authenticate': 'Basic realm="pushdock", charset="UTF-8"' } as const;

export function openTokenEndpoint({ grants, clock, log }: TokenEndpointParts): OauthHandlers<PushInput> {
  async function issueToken({ request }: PushInput): Promise<IssueTokenAnswer> {
    const refuse = (error: TokenError): IssueTokenAnswer => {
      // Not the client id: who mixes up the two fields sends the secret in its place.
      log.warn('token.refused', { error: error.error, remote_address: request.remoteAddress });
      return error.error === 'invalid_client'
        ? { status: 401, headers: { ...uncached, ...challenge }, contentType: 'application/json', body: error }
        : { status: 400, headers: uncached, contentType: 'application/json', body: error };
    };

    const read = readTokenRequest(request);
    if (!read.ok) return refuse(read.error);
    const { presented, grantType, scope } = read.value;
    const client = findClient(presented ?? { spellings: [] }, grants());
    if (client === undefined)
      return refuse({
        error: 'invalid_client',
        error_description: 'The client id and secret are not those of a configured client.',
      });
    if (grantType !== 'client_credentials')
      return refuse({
        error: 'unsupported_grant_type',
        error_description: 'The only grant is client_credentials.',
      });
    if (scope !== undefined && scope !== SCOPE)
      return refuse({
        error: 'invalid_scope',
        error_description: 'The only scope is push; it need not be asked for.',
      });

    const { grant, clientId } = client;
    const access_token = await grant.issue(clientId, clock.now());
    log.info('token.issued', { source: grant.rules.audience, client_id: clientId, ttl_s: grant.rules.ttlSeconds });
    const body = { access_token, token_type: 'Bearer', expires_in: grant.rules.ttlSeconds, scope: SCOPE };
    return { status: 200, headers: uncached, contentType: 'application/json', body };
  }
  return { issueToken };
}

/** `POST /oauth/token`: who proves to be a source's client gets a token for pushes to that source. The contract is `spec/oauth.yaml`. */
import type { IssueTokenAnswer, OauthHandlers } from '../../../generated/oauth/handlers.ts';
import type { TokenError } from '../../../generated/oauth/models.ts';
import type { Log } from '../../log.ts';
import type { RefusalCode } from '../../problems.ts';
import { tooManyRequests } from '../../providers/problem-answer.ts';
import type { PushInput } from '../../providers/provider.ts';
import type { Clock } from '../../running/clock.ts';
import type { Metrics } from '../../running/metrics.ts';
import { findClient, type TokenGrant } from '../../trust/token-grant.ts';
import type { Refusals } from '../refusals.ts';
import { readTokenRequest } from './token-request.ts';

export type TokenEndpointParts = {
  /** Asked at every request, so that a reloaded configuration counts from the next one on. */
  readonly grants: () => readonly TokenGrant[];
  readonly clock: Clock;
  readonly log: Log;
  /** Counts and lists what strangers ask; the gateway always gives it. */
  readonly refusals?: Pick<Refusals, 'note'>;
  readonly metrics?: Pick<Metrics, 'refused'>;
};

/** All that our tokens are good for. */
const SCOPE = 'push';

// RFC 6749 §5.1, of every answer: an error says something about a client too.
const uncached = { 'Cache-Control': 'no-store', Pragma: 'no-cache' } as const;
const challenge = { 'WWW-Authenticate': 'Basic realm="pushdock", charset="UTF-8"' } as const;

const contentType = 'application/json';

const unknownClient: TokenError = {
  error: 'invalid_client',
  error_description: 'The client id and secret are not those of a configured client.',
};
const otherGrant: TokenError = {
  error: 'unsupported_grant_type',
  error_description: 'The only grant is client_credentials.',
};
const otherScope: TokenError = {
  error: 'invalid_scope',
  error_description: 'The only scope is push; send that scope, or none.',
};

export function openTokenEndpoint({
  grants,
  clock,
  log,
  refusals,
  metrics,
}: TokenEndpointParts): OauthHandlers<PushInput> {
  async function issueToken({ request, beganMs = clock.monotonic() }: PushInput): Promise<IssueTokenAnswer> {
    const { remoteAddress: address, method, path } = request;
    const read = readTokenRequest(request);
    if (!read.ok) return stranger('request_malformed', read.error);
    const { presented, grantType, scope } = read.value;
    const client = findClient(presented ?? { spellings: [] }, grants());
    if (client === undefined) return stranger(presented ? 'proof_wrong' : 'proof_missing', unknownClient);
    if (grantType !== 'client_credentials') return refuse(otherGrant);
    if (scope !== undefined && scope !== SCOPE) return refuse(otherScope);

    const { grant, clientId } = client;
    const { audience: source, ttlSeconds } = grant.rules;
    const access_token = await grant.issue(clientId, clock.now());
    log.info('token.issued', { source, client_id: clientId, ttl_s: ttlSeconds });
    const body = { access_token, token_type: 'Bearer', expires_in: ttlSeconds, scope: SCOPE };
    return { status: 200, headers: uncached, contentType, body };

    /** Who has not proven to be a client is counted, and waits when that was too often. */
    function stranger(code: RefusalCode, error: TokenError): IssueTokenAnswer {
      const noted = refusals?.note({ address, method, path, code, detail: error.error_description });
      const seconds = (clock.monotonic() - beganMs) / 1_000;
      metrics?.refused(noted === 'limited' ? 'too_many_requests' : code, { seconds });
      return noted === 'limited' ? tooManyRequests() : refuse(error);
    }

    function refuse(error: TokenError): IssueTokenAnswer {
      // Not the client id: who mixes up the two fields sends the secret in its place.
      log.warn('token.refused', { error: error.error, remote_address: address });
      return error.error === 'invalid_client'
        ? { status: 401, headers: { ...uncached, ...challenge }, contentType, body: error }
        : { status: 400, headers: uncached, contentType, body: error };
    }
  }
  return { issueToken };
}

/**
 * The marketplace's API, as we call it: fetch the event that a notification names, post a result that was promised for later, and get
 * the token for both where the source has one.
 * The only importer of the generated client. Every URL that comes here has been admitted by the allow-list.
 */

import { createAppdirectApi } from '../../../generated/appdirect/api/client.ts';
import { answeredStatus } from '../../outbound/answered-status.ts';
import { retryAfterMs } from '../../outbound/backoff.ts';
import type { Outbound } from '../../outbound/client.ts';
import { signClient } from '../../outbound/client-credentials.ts';
import { OutboundFault } from '../../outbound/fault.ts';
import { type FetchedToken, readToken } from '../../outbound/oauth2.ts';
import type { Clock } from '../../running/clock.ts';
import type { FetchedDocument } from '../../store/store.ts';
import { type AllowListRules, admitMarketplaceBase, admitTokenUrl, type EventUrl } from './allow-list.ts';
import { openCredentials } from './credentials.ts';
import { jsonResult, type Result, type ResultFormat, type ResultStyle, xmlResult } from './result.ts';
import type { AppDirectSettings } from './settings.ts';

/** Name of the kept document. */
export const eventDocument = 'event';

// The marketplace's connection waits meanwhile (AWAIT_MS in provider.ts): the fetch may not use up what the responder needs.
const FETCH_MS_MAX = 8_000;
// The same holds for the token before it, which most fetches find in the cache.
const TOKEN_MS_MAX = 3_000;
// An event is about 3 kB.
const EVENT_BYTES_MAX = 1_048_576;
// A JWT with many claims has some 4 kB.
const TOKEN_ANSWER_BYTES_MAX = 65_536;

export type Fetched =
  | { readonly ok: true; readonly document: FetchedDocument }
  /** `reason` names host and status, for the operator. */
  | { readonly ok: false; readonly reason: string };

export type Posted =
  | { readonly kind: 'taken' }
  /** No such event, or it has a result already: another try would hear the same. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs?: number };

export type Marketplace = {
  /** GET of exactly the event URL. Any 200 with a body counts, whatever its Content-Type says. Rejects only when `signal` aborts. */
  fetchEvent(event: EventUrl, signal: AbortSignal): Promise<Fetched>;
  /** POST of the result to `base`. Any 2xx counts as taken. Rejects only when `signal` aborts. */
  postResult(base: string, token: string, result: Result, signal: AbortSignal): Promise<Posted>;
};

export type MarketplaceParts = {
  readonly outbound: Outbound;
  readonly clock: Clock;
  readonly credentials: AppDirectSettings['outbound'];
  /** The hosts that may be called; a token endpoint's is held against them once more. */
  readonly rules: AllowListRules;
  readonly eventFormat: ResultFormat;
  readonly result: { readonly format: ResultFormat; readonly style: ResultStyle };
};

export function openMarketplace({
  outbound,
  clock,
  credentials: configured,
  rules,
  eventFormat,
  result: wording,
}: MarketplaceParts): Marketplace {
  const fetching = outbound.within({ timeoutMs: FETCH_MS_MAX, responseBytesMax: EVENT_BYTES_MAX });
  const asking = outbound.within({ timeoutMs: TOKEN_MS_MAX, responseBytesMax: TOKEN_ANSWER_BYTES_MAX });
  // AppDirect's contract has nothing in that answer but its status.
  const posting = outbound.within({ needsBody: () => false });
  const credentials = openCredentials(configured, clock, fetchToken);

  async function fetchEvent(event: EventUrl, signal: AbortSignal): Promise<Fetched> {
    const host = new URL(event.url).host;
    const proven = await credentials.proven(fetching, event.marketplaceBase, signal);
    if (!proven.ok) return { ok: false, reason: proven.reason };
    // The older path of an event is not the contract's, so the client's own URL is replaced by the one that was given.
    const api = createAppdirectApi({
      baseUrl: event.marketplaceBase,
      fetch: (_url, init) => proven.fetch(event.url, init),
      answerBytesMax: EVENT_BYTES_MAX,
    });
    try {
      const accept = eventFormat === 'json' ? 'application/json' : 'application/xml';
      const answer = await api.getEvent({ path: { token: event.token } }, { signal, headers: { accept } });
      const status = answeredStatus(answer);
      if (status !== 200 || answer.bytes.byteLength === 0)
        return {
          ok: false,
          reason: status === 200 ? `${host} answered without an event` : `${host} answered ${status}`,
        };
      const mediaType = answer.headers['content-type'] ?? accept;
      return { ok: true, document: { name: eventDocument, mediaType, bytes: answer.bytes, fetchedAtMs: clock.now() } };
    } catch (error) {
      return { ok: false, reason: reasonOf(error) };
    }
  }

  async function postResult(base: string, token: string, result: Result, signal: AbortSignal): Promise<Posted> {
    const proven = await credentials.proven(posting, base, signal);
    if (!proven.ok) return failed(proven.reason, proven.retryAfterMs);
    const api = createAppdirectApi({ baseUrl: base, fetch: proven.fetch });
    const body =
      wording.format === 'json'
        ? ({ contentType: 'application/json', value: jsonResult(result, wording.style) } as const)
        : ({ contentType: 'application/xml', value: xmlResult(result, wording.style) } as const);
    try {
      const answer = await api.postEventResult({ path: { token }, body }, { signal });
      const status = answeredStatus(answer);
      if (status >= 200 && status < 300) return { kind: 'taken' };
      if (status === 404 || status === 410) return { kind: 'gone' };
      const waitMs = retryAfterMs(answer.headers['retry-after'], clock.now());
      return failed(`${new URL(base).host} answered ${status} to the result`, waitMs);
    } catch (error) {
      return failed(reasonOf(error), undefined);
    }
  }

  /** One token request. Only to a host that events come from: our client's secret goes along. */
  async function fetchToken(base: string): Promise<FetchedToken> {
    const client = configured === 'none' ? undefined : configured.oauth2;
    if (client === undefined) return { ok: false, reason: 'no OAuth 2 client is configured' };
    const target =
      client.tokenUrl === undefined ? admitMarketplaceBase(base, rules) : admitTokenUrl(client.tokenUrl, rules);
    if (!target.ok) return { ok: false, reason: `no token was asked for: ${target.sentence}` };
    const url = client.tokenUrl ?? `${base}/oauth2/token`;
    const { host } = new URL(url);
    const api = createAppdirectApi({
      baseUrl: base,
      fetch: (_url, init) => asking(url, init),
      answerBytesMax: TOKEN_ANSWER_BYTES_MAX,
    });
    try {
      const { scope } = client;
      const body = { grant_type: 'client_credentials', ...(scope !== undefined && { scope }) } as const;
      const answer = await api.getToken({ body }, { headers: signClient(client) });
      const status = answeredStatus(answer);
      const token = answer.status === 200 ? readToken(answer.body) : undefined;
      if (token !== undefined) return token;
      const waitMs = retryAfterMs(answer.headers['retry-after'], clock.now());
      const reason = `${host} answered ${status} to the token request${status === 200 ? ', without a bearer token' : ''}`;
      return { ok: false, reason, ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
    } catch (error) {
      return { ok: false, reason: reasonOf(error) };
    }
  }

  return { fetchEvent, postResult };
}

const failed = (reason: string, waitMs: number | undefined): Posted => ({
  kind: 'failed',
  reason,
  ...(waitMs !== undefined && { retryAfterMs: waitMs }),
});

/** A call that brought no answer is a value; anything else, also the caller's own abort, is not ours to hide. */
function reasonOf(error: unknown): string {
  if (error instanceof OutboundFault) return error.message;
  throw error;
}

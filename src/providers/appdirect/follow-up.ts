/**
 * The marketplace's API, as we call it: fetch the event that a notification names, post a result that was promised for later.
 * The only importer of the generated client. Every URL that comes here has been admitted by the allow-list.
 */
import { createAppdirectApi } from '../../../generated/appdirect/api/client.ts';
import type { Clock } from '../../clock.ts';
import type { AppDirectSettings } from '../../config.ts';
import type { EventUrl } from '../../outbound/allow-list.ts';
import { retryAfterMs } from '../../outbound/backoff.ts';
import type { Fetch, Outbound } from '../../outbound/client.ts';
import { OutboundFault } from '../../outbound/fault.ts';
import { freshNonce, signOauth1 } from '../../schemes/oauth1.ts';
import type { FetchedDocument } from '../../store/store.ts';
import { jsonResult, type Result, type ResultFormat, type ResultStyle, xmlResult } from './result.ts';

/** Name of the kept document. */
export const eventDocument = 'event';

// The marketplace's connection waits meanwhile (AWAIT_MS in provider.ts): the fetch may not use up what the responder needs.
const FETCH_MS_MAX = 8_000;
// An event is about 3 kB.
const EVENT_BYTES_MAX = 1_048_576;

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
  readonly eventFormat: ResultFormat;
  readonly result: { readonly format: ResultFormat; readonly style: ResultStyle };
};

export function openMarketplace({
  outbound,
  clock,
  credentials,
  eventFormat,
  result: wording,
}: MarketplaceParts): Marketplace {
  const fetching = outbound.within({ timeoutMs: FETCH_MS_MAX, responseBytesMax: EVENT_BYTES_MAX });

  async function fetchEvent(event: EventUrl, signal: AbortSignal): Promise<Fetched> {
    const host = new URL(event.url).host;
    // The older path of an event is not the contract's, so the client's own URL is replaced by the one that was given.
    const api = createAppdirectApi({
      baseUrl: event.marketplaceBase,
      fetch: (_url, init) => signed(fetching, event.url, init),
      answerBytesMax: EVENT_BYTES_MAX,
    });
    try {
      const accept = eventFormat === 'json' ? 'application/json' : 'application/xml';
      const answer = await api.getEvent({ path: { token: event.token } }, { signal, headers: { accept } });
      const status = answer.status === 'undeclared' ? answer.code : answer.status;
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
    const api = createAppdirectApi({ baseUrl: base, fetch: (url, init) => signed(outbound.fetch, url, init) });
    const body =
      wording.format === 'json'
        ? ({ contentType: 'application/json', value: jsonResult(result, wording.style) } as const)
        : ({ contentType: 'application/xml', value: xmlResult(result, wording.style) } as const);
    try {
      const answer = await api.postEventResult({ path: { token }, body }, { signal });
      const status = answer.status === 'undeclared' ? answer.code : answer.status;
      if (status >= 200 && status < 300) return { kind: 'taken' };
      if (status === 404 || status === 410) return { kind: 'gone' };
      const waitMs = retryAfterMs(answer.headers['retry-after'], clock.now());
      const reason = `${new URL(base).host} answered ${status} to the result`;
      return { kind: 'failed', reason, ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
    } catch (error) {
      return { kind: 'failed', reason: reasonOf(error) };
    }
  }

  /** With a signature over the URL that is really called. */
  function signed(
    fetch: Fetch,
    url: string,
    init: { readonly method: string; readonly headers: Record<string, string> },
  ) {
    if (credentials === 'none') return fetch(url, init);
    const stamp = { timestampSeconds: Math.floor(clock.now() / 1000), nonce: freshNonce() };
    const proof = signOauth1({ method: init.method, url }, credentials.oauth1, stamp);
    return fetch(url, { ...init, headers: { ...init.headers, ...proof } });
  }

  return { fetchEvent, postResult };
}

/** A call that brought no answer is a value; anything else, also the caller's own abort, is not ours to hide. */
function reasonOf(error: unknown): string {
  if (error instanceof OutboundFault) return error.message;
  throw error;
}

/** The marketplace's API as its mock has it: events by token, results, access tokens; credentials are checked as the settings say. */
import type { Fault, FaultKind } from '../../../../generated/mock/models.ts';
import type { Log } from '../../../log.ts';
import { type Clock, systemClock } from '../../../running/clock.ts';
import { breakDocument, paceOf } from '../../../simulate/faults.ts';
import type { MockAnswer, MockRequest } from '../../../simulate/listener.ts';
import type { Random } from '../../../simulate/random.ts';
import { checkOauth1 } from '../../../trust/schemes/oauth1.ts';
import type { RawRequest } from '../../../trust/trust.ts';
import { acceptedFormat } from '../accept.ts';
import type { Result } from '../result.ts';
import type { ReadResultOf } from './result-reader.ts';
import type { AppDirectMockSettings } from './settings.ts';

export type WaitingEvent = { readonly type: string; readonly json?: string; readonly xml?: string };

export type Marketplace = {
  answer(request: MockRequest): MockAnswer | Promise<MockAnswer>;
  /** Puts an event behind its URL, and says what is wrong with it. Its call is open until `close`. */
  offer(token: string, event: WaitingEvent, faults: ReadonlyMap<FaultKind, Fault>): void;
  /** The call got its answer, or none. `promised`: a 202 that the marketplace understood, so that the result may come later. */
  close(token: string, answer?: { readonly promised: boolean }): void;
  /** Resolves with the event's result, or with nothing if there will be none. */
  resultOf(token: string): Promise<Result>;
  /** Keeps an event's result; `false` if it has one already. */
  settle(token: string, result: Result): boolean;
  readonly results: ReadonlyMap<string, Result>;
  clear(): void;
};

type Offered = {
  readonly event: WaitingEvent;
  readonly faults: ReadonlyMap<FaultKind, Fault>;
  /** Whether any of its calls was answered with a promise. A later call that fails does not take the promise back. */
  promised: boolean;
};

const eventPath = /^\/(?:api\/integration\/v1|rest\/api)\/events\/([A-Za-z0-9._~-]{1,128})$/;
const resultPath = /^\/api\/integration\/v1\/events\/([A-Za-z0-9._~-]{1,128})\/result$/;
const events_max = 10_000;
const TOKEN_SECONDS = 43_199;

export type MarketplaceParts = {
  readonly outbound: AppDirectMockSettings['outbound'];
  readonly baseUrl: () => string;
  readonly clock: Clock;
  readonly random: Random;
  readonly readResult: ReadResultOf;
  /** The event behind a token that was never offered. */
  readonly sample: (token: string) => WaitingEvent | undefined;
  readonly log: Log;
};

/** How long a result waits for the answer that promises it: both may be on their way at once, on connections of their own. Real time. */
const CROSSING_MS_MAX = 500;

export function openMarketplace(parts: MarketplaceParts): Marketplace {
  const { outbound, baseUrl, clock, random, readResult, sample, log } = parts;
  /** By token: calls under way, and who waits for them to end. */
  const open = new Map<string, { calls: number; readonly ended: Set<() => void> }>();
  const waiting = new Map<string, Set<(result: Result) => void>>();
  const events = new Map<string, Offered>();
  const results = new Map<string, Result>();
  const nonces = new Map<string, number>();
  const accessTokens = new Map<string, number>();

  function answer(request: MockRequest): MockAnswer | Promise<MockAnswer> {
    if (request.path === '/oauth2/token' && request.method === 'POST') return grant(request);
    const fetched = request.method === 'GET' ? eventPath.exec(request.path)?.[1] : undefined;
    const decided = request.method === 'POST' ? resultPath.exec(request.path)?.[1] : undefined;
    if (fetched === undefined && decided === undefined) return { status: 404 };
    if (!isProven(request)) return { status: 401 };
    if (fetched !== undefined) return give(request, fetched);
    return take(request, decided ?? '');
  }

  /** Nobody sees the call of a sample, so its result is accepted whatever the answer was. */
  function behind(token: string): Offered | undefined {
    const known = events.get(token);
    const event = known === undefined ? sample(token) : undefined;
    return event === undefined ? known : { event, faults: new Map(), promised: true };
  }

  /** XML if the caller has no preference. The other format if the contract has no example in the requested one. */
  function give({ headers }: MockRequest, token: string): MockAnswer {
    const offered = behind(token);
    if (offered === undefined) return { status: 404 };
    const accept = typeof headers.accept === 'string' ? headers.accept : undefined;
    const wanted = acceptedFormat(accept, 'xml');
    const format = offered.event[wanted] === undefined ? (wanted === 'xml' ? 'json' : 'xml') : wanted;
    const body = Buffer.from(offered.event[format] ?? '', 'utf8');
    const sound = { contentType: `application/${format}; charset=utf-8`, body };
    const broken = breakDocument(sound, offered.faults);
    const pace = paceOf(offered.faults, broken.body);
    return {
      status: 200,
      body: broken.body,
      ...(pace === undefined ? {} : { pace }),
      ...(broken.contentType === undefined ? {} : { contentType: broken.contentType }),
    };
  }

  async function take({ bytes }: MockRequest, token: string): Promise<MockAnswer> {
    if (behind(token)?.promised !== true) await callEnded(token);
    const offered = behind(token);
    const no = (status: 400 | 404, reason: string): MockAnswer => {
      log.warn('appdirect.result_refused', { status, reason });
      return { status };
    };
    if (offered === undefined) return no(404, 'no event has this token');
    if (results.has(token)) return no(404, 'the event has a result already');
    if (!offered.promised)
      return no(
        404,
        open.has(token)
          ? 'the call that asks for it has not been answered yet'
          : 'its call was not answered with a 202 that promises a result',
      );
    const read = readResult(bytes, offered.event.type);
    if (!read.ok) return no(400, `INVALID_RESPONSE: ${read.fault}`);
    settle(token, read.result);
    return { status: 200 };
  }

  function callEnded(token: string): Promise<void> {
    const call = open.get(token);
    if (call === undefined) return Promise.resolve();
    const waited = new AbortController();
    return Promise.race([
      new Promise<void>((resolve) => call.ended.add(resolve)),
      systemClock.sleep(CROSSING_MS_MAX, waited.signal),
    ]).finally(() => waited.abort());
  }

  function close(token: string, { promised } = { promised: false }): void {
    const offered = events.get(token);
    if (promised && offered !== undefined) offered.promised = true;
    const call = open.get(token);
    if (call === undefined) return;
    call.calls -= 1;
    if (call.calls > 0 && !promised) return;
    for (const ended of call.ended) ended();
    if (call.calls > 0) return;
    open.delete(token);
  }

  function settle(token: string, result: Result): boolean {
    if (results.has(token)) return false;
    results.set(token, result);
    forgetOldest(results);
    for (const hear of waiting.get(token) ?? []) hear(result);
    waiting.delete(token);
    return true;
  }

  function isProven(request: MockRequest): boolean {
    const { authorization } = request.headers;
    const header = typeof authorization === 'string' ? authorization : undefined;
    if (outbound === 'none') return true;
    if ('oauth2' in outbound) {
      const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1];
      return (accessTokens.get(token ?? '') ?? 0) > clock.now();
    }
    const raw: RawRequest = {
      method: request.method,
      path: request.path,
      query: request.rawQuery,
      publicUrl: baseUrl() + request.path,
      headers: { ...(header !== undefined && { authorization: header }) },
      bytes: request.bytes,
      remoteAddress: '127.0.0.1',
      receivedAtMs: clock.now(),
    };
    const proof = checkOauth1(raw, outbound.oauth1, clock.now());
    if (!proof.ok || proof.value.nonce === undefined) return false;
    const { key, expiresAtMs } = proof.value.nonce;
    if ((nonces.get(key) ?? 0) > clock.now()) return false;
    nonces.set(key, expiresAtMs);
    forgetOldest(nonces);
    return true;
  }

  function grant({ headers, bytes }: MockRequest): MockAnswer {
    const form = new URLSearchParams(Buffer.from(bytes).toString('utf8'));
    if (form.get('grant_type') !== 'client_credentials') return tokenError(400, 'unsupported_grant_type');
    if (outbound !== 'none' && 'oauth2' in outbound) {
      const { clientId, clientSecret } = outbound.oauth2;
      const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret.reveal()}`, 'utf8').toString('base64')}`;
      const inForm = form.get('client_id') === clientId && form.get('client_secret') === clientSecret.reveal();
      if (headers.authorization !== basic && !inForm) return tokenError(401, 'invalid_client');
    }
    const access_token = `mock-access-${random.text(32)}`;
    accessTokens.set(access_token, clock.now() + TOKEN_SECONDS * 1000);
    forgetOldest(accessTokens);
    return json(200, { access_token, token_type: 'Bearer', expires_in: TOKEN_SECONDS });
  }

  return {
    answer,
    offer: (token, event, faults) => {
      events.set(token, { event, faults, promised: events.get(token)?.promised ?? false });
      forgetOldest(events);
      const call = open.get(token) ?? { calls: 0, ended: new Set() };
      call.calls += 1;
      open.set(token, call);
    },
    close,
    resultOf: (token) => {
      const known = results.get(token);
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve) => waiting.set(token, (waiting.get(token) ?? new Set()).add(resolve)));
    },
    settle,
    results,
    clear: () => {
      for (const map of [events, results, nonces, accessTokens, open, waiting]) map.clear();
    },
  };
}

function forgetOldest(map: Map<string, unknown>): void {
  for (const oldest of map.keys()) {
    if (map.size <= events_max) return;
    map.delete(oldest);
  }
}

const json = (status: number, body: object): MockAnswer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});
const tokenError = (status: number, error: string) => json(status, { error });

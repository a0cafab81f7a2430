/** The marketplace's API as its mock has it: events by token, results, access tokens; credentials are checked as the settings say. */
import type { Fault, FaultKind } from '../../generated/mock/models.ts';
import type { Clock } from '../clock.ts';
import { acceptedFormat } from '../providers/appdirect/accept.ts';
import { parseResult, type Result } from '../providers/appdirect/result.ts';
import { checkOauth1 } from '../schemes/oauth1.ts';
import type { RawRequest } from '../trust.ts';
import { breakDocument, paceOf } from './faults.ts';
import type { StandInAnswer, StandInRequest } from './listener.ts';
import type { Random } from './random.ts';
import type { AppDirectMockSettings } from './settings.ts';

export type WaitingEvent = { readonly type: string; readonly json?: string; readonly xml?: string };

export type Marketplace = {
  answer(request: StandInRequest): StandInAnswer;
  /** What waits behind an event URL from now on, and what is wrong with it. */
  offer(token: string, event: WaitingEvent, faults: ReadonlyMap<FaultKind, Fault>): void;
  /** Keeps what an event came to; `false` when it has come to something before. */
  settle(token: string, result: Result): boolean;
  readonly results: ReadonlyMap<string, Result>;
  clear(): void;
};

const eventPath = /^\/(?:api\/integration\/v1|rest\/api)\/events\/([A-Za-z0-9._~-]{1,128})$/;
const resultPath = /^\/api\/integration\/v1\/events\/([A-Za-z0-9._~-]{1,128})\/result$/;
const events_max = 10_000;
const TOKEN_SECONDS = 43_199;

export function openMarketplace(
  outbound: AppDirectMockSettings['outbound'],
  baseUrl: () => string,
  clock: Clock,
  random: Random,
): Marketplace {
  const events = new Map<string, { readonly event: WaitingEvent; readonly faults: ReadonlyMap<FaultKind, Fault> }>();
  const results = new Map<string, Result>();
  const nonces = new Map<string, number>();
  const accessTokens = new Map<string, number>();

  function answer(request: StandInRequest): StandInAnswer {
    if (request.path === '/oauth2/token' && request.method === 'POST') return grant(request);
    const fetched = request.method === 'GET' ? eventPath.exec(request.path)?.[1] : undefined;
    const decided = request.method === 'POST' ? resultPath.exec(request.path)?.[1] : undefined;
    if (fetched === undefined && decided === undefined) return { status: 404 };
    if (!isProven(request)) return { status: 401 };
    if (fetched !== undefined) return give(request, fetched);
    return take(request, decided ?? '');
  }

  /** XML where the caller has no preference, and the other format where the contract has no example in the one that is asked for. */
  function give({ headers }: StandInRequest, token: string): StandInAnswer {
    const waiting = events.get(token);
    if (waiting === undefined) return { status: 404 };
    const accept = typeof headers.accept === 'string' ? headers.accept : undefined;
    const wanted = acceptedFormat(accept, 'xml');
    const format = waiting.event[wanted] === undefined ? (wanted === 'xml' ? 'json' : 'xml') : wanted;
    const body = Buffer.from(waiting.event[format] ?? '', 'utf8');
    const sound = { contentType: `application/${format}; charset=utf-8`, body };
    const broken = breakDocument(sound, waiting.faults);
    const pace = paceOf(waiting.faults, broken.body);
    return {
      status: 200,
      body: broken.body,
      ...(pace === undefined ? {} : { pace }),
      ...(broken.contentType === undefined ? {} : { contentType: broken.contentType }),
    };
  }

  /** A notice is answered at once or not at all. */
  function take({ bytes }: StandInRequest, token: string): StandInAnswer {
    const waiting = events.get(token);
    const result = parseResult(bytes);
    if (waiting === undefined || waiting.event.type === 'SUBSCRIPTION_NOTICE' || results.has(token))
      return { status: 404 };
    if (result === undefined) return { status: 400 };
    return settle(token, result) ? { status: 200 } : { status: 404 };
  }

  function settle(token: string, result: Result): boolean {
    if (results.has(token)) return false;
    results.set(token, result);
    return true;
  }

  function isProven(request: StandInRequest): boolean {
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

  function grant({ headers, bytes }: StandInRequest): StandInAnswer {
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
      events.set(token, { event, faults });
      forgetOldest(events);
    },
    settle,
    results,
    clear: () => {
      for (const map of [events, results, nonces, accessTokens]) map.clear();
    },
  };
}

function forgetOldest(map: Map<string, unknown>): void {
  for (const oldest of map.keys()) {
    if (map.size <= events_max) return;
    map.delete(oldest);
  }
}

const json = (status: number, body: object): StandInAnswer => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});
const tokenError = (status: number, error: string) => json(status, { error });

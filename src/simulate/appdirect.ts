/**
 * A stand-in for AppDirect's marketplace (`spec/providers/appdirect/api.yaml`): it has an event for every event token, takes results,
 * and gives an access token to whoever asks. The events are the contract's own examples, their `marketplace.baseUrl` pointing back here. It checks no credentials.
 */

import type { Log } from '../log.ts';
import { acceptedFormat } from '../providers/appdirect/accept.ts';
import { parseResult, type Result } from '../providers/appdirect/result.ts';
import type { Address } from '../running/listening.ts';
import { eventText } from './appdirect-events.ts';
import { openListener, type StandInAnswer, type StandInRequest } from './listener.ts';
import type { StandIn } from './stand-in.ts';

export type AppDirectStandIn = StandIn & {
  /** What was POSTed, by event token; the first result of an event counts. */
  readonly results: ReadonlyMap<string, Result>;
};

/** Tokens that begin with this name no event. */
const MISSING = 'missing-';

// Whoever posts more is not trying something out.
const RESULTS_MAX = 1_000;

const eventPath = /^\/(?:api\/integration\/v1|rest\/api)\/events\/([A-Za-z0-9._~-]{1,128})$/;
const resultPath = /^\/api\/integration\/v1\/events\/([A-Za-z0-9._~-]{1,128})\/result$/;

export async function openAppDirectStandIn(address: Address, log: Log): Promise<AppDirectStandIn> {
  const results = new Map<string, Result>();
  let url = '';
  const standIn = await openListener('appdirect', address, log, (request) => {
    const fetched = eventPath.exec(request.path)?.[1];
    if (fetched !== undefined && request.method === 'GET') return event(request, fetched, url);
    const decided = resultPath.exec(request.path)?.[1];
    if (request.path === '/oauth2/token' && request.method === 'POST') return token;
    if (decided !== undefined && request.method === 'POST') return take(request, decided, results, log);
    return { status: 404 };
  });
  url = standIn.url;
  return { ...standIn, results };
}

/** For any client: a token that is good for nothing, since nobody asks for it here. */
const token: StandInAnswer = {
  status: 200,
  contentType: 'application/json',
  body: JSON.stringify({ access_token: 'token-of-the-stand-in', token_type: 'Bearer', expires_in: 43_199 }),
};

/** XML where the caller has no preference: so does the marketplace. */
function event({ headers }: StandInRequest, token: string, baseUrl: string): StandInAnswer {
  if (token.startsWith(MISSING)) return { status: 404 };
  const format = acceptedFormat(typeof headers.accept === 'string' ? headers.accept : undefined, 'xml');
  return { status: 200, contentType: `application/${format}; charset=utf-8`, body: eventText(token, format, baseUrl) };
}

/** 404 for an event that has its result already, as the contract says. */
function take({ bytes }: StandInRequest, token: string, results: Map<string, Result>, log: Log): StandInAnswer {
  const result = parseResult(bytes);
  if (result === undefined) return { status: 400 };
  if (results.has(token)) return { status: 404 };
  if (results.size < RESULTS_MAX) results.set(token, result);
  log.info('stand_in.result_taken', { provider: 'appdirect', success: result.success, error_code: result.errorCode });
  return { status: 200 };
}

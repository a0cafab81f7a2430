/**
 * Who decides what the marketplace hears. `http` asks a system of the team's; `auto` says yes to everything, in development, so
 * that the first order can be tried before that system exists.
 */
import { createHash } from 'node:crypto';
import type { ResponderSettings } from '../../config.ts';
import type { Fetch, Outbound } from '../../outbound/client.ts';
import { OutboundFault } from '../../outbound/fault.ts';
import type { Json } from '../../store/store.ts';
import { failure, parseResult, type Result } from './result.ts';

/** A CloudEvent in its JSON form, without `result`: that is the question. */
export type Question = {
  /** The provider's name of the event's type. */
  readonly type: string;
  /** Marketplace and token: the same for every notification of one event. */
  readonly identity: string;
  readonly envelope: { readonly [name: string]: Json };
};

export type Responded = {
  readonly result: Result;
  /** Why it is a result of our own making, for the operator; absent when the responder gave it. */
  readonly fault?: string;
};

/** Asks, within `timeoutMs` at most; never rejects for what the other side does. `timeoutMs` shortens the configured time, never lengthens it. */
export type Responder = (question: Question, timeoutMs?: number) => Promise<Responded>;

export function openResponder(settings: ResponderSettings, outbound: Outbound): Responder {
  if (settings.mode === 'auto') return async (question) => ({ result: { success: true, ...madeUp(question) } });
  const headers = {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    accept: 'application/json',
    ...(settings.secret !== undefined && { authorization: `Bearer ${settings.secret.reveal()}` }),
  };
  return async (question, timeoutMs = settings.timeoutMs) => {
    const bounds = { timeoutMs: Math.min(timeoutMs, settings.timeoutMs), responseBytesMax: ANSWER_BYTES_MAX };
    return ask(outbound.within(bounds), settings.url, headers, question);
  };
}

// A result document is a few hundred bytes.
const ANSWER_BYTES_MAX = 65_536;

async function ask(fetch: Fetch, url: string, headers: Record<string, string>, question: Question): Promise<Responded> {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(question.envelope) });
    if (!answer.ok) return noAnswer(`the responder answered ${answer.status}`);
    const result = parseResult(new Uint8Array(await answer.arrayBuffer()));
    if (result === undefined) return noAnswer('the answer of the responder is no result document');
    // AppDirect names the account by it in every later event, so an order cannot succeed without.
    if (question.type === 'SUBSCRIPTION_ORDER' && result.success && result.accountIdentifier === undefined)
      return noAnswer('the responder accepted an order without an accountIdentifier');
    return { result };
  } catch (error) {
    if (error instanceof OutboundFault) return noAnswer(`the responder gave no answer: ${error.message}`);
    throw error;
  }
}

/** The marketplace hears nothing of our insides; the operator does. */
function noAnswer(fault: string): Responded {
  return { result: failure('UNKNOWN_ERROR', 'The event could not be processed; please send it again.'), fault };
}

/** The same event gets the same account, however often it is asked about. */
function madeUp({ type, identity }: Question): { accountIdentifier?: string } {
  if (type !== 'SUBSCRIPTION_ORDER') return {};
  return { accountIdentifier: `account-${createHash('sha256').update(identity).digest('hex').slice(0, 12)}` };
}

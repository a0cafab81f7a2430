/**
 * The answer to the marketplace on the open connection. Once it has proven itself that is always a result document,
 * 200 or 202: the source document asks never to answer 404 or 500 for an event that could not be processed.
 */
import type { ReceiveEventNotificationAnswer } from '../../../generated/appdirect/push/handlers.ts';
import { notFound, tooManyRequests, unauthorized } from '../problem-answer.ts';
import type { Outcome } from '../provider.ts';
import { acceptedFormat } from './accept.ts';
import {
  failure,
  jsonResult,
  type Result,
  type ResultFormat,
  type ResultStyle,
  resultOf,
  xmlResult,
} from './result.ts';

/** How a source's answers are written. */
export type Wording = { readonly format: ResultFormat; readonly style: ResultStyle; readonly challenge: string };

/** `wording` is absent for a source that is not configured, which nothing but `unknown_source` or `too_many_requests` can come of. */
export function respond(
  outcome: Outcome,
  accept: string | undefined,
  wording: Wording | undefined,
): ReceiveEventNotificationAnswer {
  if (wording === undefined)
    return outcome.kind === 'refused' && outcome.code === 'too_many_requests' ? tooManyRequests() : notFound();
  switch (outcome.kind) {
    case 'answered':
      return document(200, resultOf(outcome.result.value) ?? ownFailure, accept, wording);
    case 'accepted': // Stored, and nothing waits for its result here: the same promise.
    case 'pending':
      return document(202, accepted, accept, wording);
    case 'refused':
      break;
  }
  switch (outcome.code) {
    case 'unknown_source':
      return notFound();
    case 'proof_missing':
    case 'proof_wrong':
    case 'nonce_reused':
      return unauthorized(wording.challenge);
    case 'too_many_requests':
      return tooManyRequests();
    case 'store_unavailable':
      return document(200, ownFailure, accept, wording); // Nothing was kept; the contract has no 503.
  }
}

const accepted: Result = { success: true, message: 'The event was accepted; its result follows.' };
const ownFailure = failure('UNKNOWN_ERROR', 'The notification could not be processed; please send it again.');

function document(
  status: 200 | 202,
  result: Result,
  accept: string | undefined,
  { format, style }: Wording,
): ReceiveEventNotificationAnswer {
  return acceptedFormat(accept, format) === 'json'
    ? { status, contentType: 'application/json', body: jsonResult(result, style) }
    : { status, contentType: 'application/xml', body: xmlResult(result, style) };
}

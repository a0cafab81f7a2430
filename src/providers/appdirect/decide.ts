/** What the marketplace is to hear of an event. Most of it is settled here; what an order or a cancellation comes to, the responder says. */

import type { BusinessResult } from '../../store/store.ts';
import type { Processed, ProcessingContext, ProcessingInput } from '../provider.ts';
import type { EventUrl } from './allow-list.ts';
import { askLater, askNotice, askPrompt } from './ask.ts';
import type { MarketplaceEvent } from './event.ts';
import type { EventUrlRules } from './event-url.ts';
import type { Followed, FollowUpParts } from './followed.ts';
import { normalise } from './normalise.ts';
import { questionOf } from './question.ts';
import type { Responder } from './responder.ts';
import { businessResult, failure, passingResult, type Result } from './result.ts';

export type Decision = {
  readonly kind: 'decided';
  readonly result: BusinessResult;
  /** Why the responder did not decide, for the operator. */
  readonly fault?: string;
};
/** Somebody else decides, or is still to be asked. */
export type Undecided = Extract<Processed, { readonly kind: 'waiting' | 'retry' }>;

export type DecisionParts = FollowUpParts & {
  readonly rules: EventUrlRules;
  readonly responder: Responder;
  /** How long the marketplace's connection waits, from the receipt of the notification. */
  readonly awaitMs: number;
};

export async function decide(
  followed: Followed,
  url: EventUrl,
  input: ProcessingInput,
  context: ProcessingContext,
  parts: DecisionParts,
): Promise<Decision | Undecided> {
  if (followed.kind === 'unfetched')
    return decided(passingResult(failure('TRANSPORT_ERROR', 'The event could not be fetched.')));
  // As good as not fetched: another document under the same token may be readable.
  if (followed.kind === 'unreadable')
    return decided(passingResult(failure('INVALID_RESPONSE', 'The event could not be read.')));
  const { event, judgement } = followed;
  if (event.stateless) return decided(passingResult({ success: true, ...pingedAccount(event) }));
  if (!event.supported)
    return decided(businessResult(failure('CONFIGURATION_ERROR', 'Events of this type are not supported.')));

  const { message, attempt } = input;
  const { responder } = parts;
  const identity = `${url.marketplaceBase} ${url.token}`;
  const question = questionOf(message, event, normalise(event, url.token), judgement.verdict, identity);
  if (synchronousOnly(event)) {
    const leftMs = message.receivedAtMs + parts.awaitMs - ANSWER_MS - context.clock.now();
    return answered(await context.outside('decide', () => askNotice(responder, question, leftMs, context)));
  }
  return responder.kind === 'prompt'
    ? answered(await context.outside('decide', () => askPrompt(responder, question, context)))
    : answered(await context.outside('decide', () => askLater(responder, question, attempt, context)));
}

/** A notice has no later answer, so its responder gets no longer than the connection waits: better UNKNOWN_ERROR than silence after a 202. */
export const synchronousOnly = ({ type }: MarketplaceEvent): boolean => type === 'SUBSCRIPTION_NOTICE';

// From the responder's answer to the result on the wire: a commit, 20 ms on a slow disk, several when others queue.
const ANSWER_MS = 500;

const decided = (result: BusinessResult, fault?: string): Decision => ({
  kind: 'decided',
  result,
  ...(fault !== undefined && { fault }),
});

type Answered =
  | { readonly kind: 'result'; readonly result: Result }
  | { readonly kind: 'failed'; readonly fault: string };

function answered(answer: Answered | Undecided): Decision | Undecided {
  switch (answer.kind) {
    case 'result':
      return decided(businessResult(answer.result));
    case 'failed': // The marketplace gets no internal details; the operator does.
      return decided(
        businessResult(failure('UNKNOWN_ERROR', 'The event could not be processed; please send it again.')),
        answer.fault,
      );
    default:
      return answer;
  }
}

/** A ping's answer must look like a real one. */
const pingedAccount = ({ type }: MarketplaceEvent): { accountIdentifier?: string } =>
  type === 'SUBSCRIPTION_ORDER' ? { accountIdentifier: 'dummy-account' } : {};

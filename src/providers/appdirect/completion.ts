/** What others are to know of a result that is owed, and which result they may give. */
import type { Contract } from '../../contracts/contract.ts';
import type { FetchedDocument, StoredMessage } from '../../store/store.ts';
import type { Asking } from '../provider.ts';
import { type MarketplaceEvent, readEvent } from './event.ts';
import { type EventUrlRules, queryOf, readEventUrl } from './event-url.ts';
import { eventDocument } from './follow-up.ts';
import { normalise } from './normalise.ts';
import { type Question, questionOf } from './question.ts';
import { businessResult, type Result, resultOf } from './result.ts';

/** Why this cannot be the result of an event of `type`. AppDirect names the account in every later event, so an order cannot succeed without. */
export function unfit(type: string, result: Result): string | undefined {
  return type === 'SUBSCRIPTION_ORDER' && result.success && result.accountIdentifier === undefined
    ? 'a successful order needs an accountIdentifier'
    : undefined;
}

export function openAsking(parts: { readonly contract: Contract; readonly rules: EventUrlRules }): Asking {
  const questionTo = (message: StoredMessage, documents: readonly FetchedDocument[]): Question | undefined => {
    const url = readEventUrl(queryOf(message.target), parts.rules);
    const kept = documents.find(({ name }) => name === eventDocument);
    if (!url.ok || kept === undefined) return undefined;
    const { event, judgement } = readEvent(kept, url.value.token, parts.contract);
    if (event === undefined || !isAsked(event)) return undefined;
    const identity = `${url.value.marketplaceBase} ${url.value.token}`;
    return questionOf(message, event, normalise(event, url.value.token), judgement.verdict, identity);
  };

  return {
    question: async (message, documents) => questionTo(message, documents)?.envelope,
    completion: async (given, message, documents) => {
      const result = resultOf(given);
      const type = questionTo(message, documents)?.type;
      if (result === undefined || type === undefined)
        return { ok: false, faults: ['the body is not a result document'] };
      // It would be posted as the final result and end the message, although no system decided it.
      if (result.errorCode === 'PENDING')
        return {
          ok: false,
          faults: [
            'PENDING is not a result: the marketplace already waits; complete the event when its result is known',
          ],
        };
      const fault = unfit(type, result);
      return fault === undefined ? { ok: true, result: businessResult(result) } : { ok: false, faults: [fault] };
    },
  };
}

/** Pings and types that the contract does not name are answered without asking anybody. */
const isAsked = ({ stateless, supported }: MarketplaceEvent): boolean => !stateless && supported;

/**
 * The order that a token names. What was fetched is kept before it is used, and is not fetched again: a later attempt, or a replay, comes
 * to the same event.
 */
import type { FetchedDocument } from '../../store/store.ts';
import type { ProcessingContext } from '../provider.ts';
import type { AccountApi, ApiFailure } from './account-api.ts';

export type FollowedUp = { readonly ok: true; readonly document: FetchedDocument } | ApiFailure;

/** `documents` are those kept with the message already; `token` has been admitted by `tokenOf`. */
export type FollowUp = (
  token: string,
  documents: readonly FetchedDocument[],
  context: ProcessingContext,
) => Promise<FollowedUp>;

const ORDER = 'order';
/** The last answer that was not an order, for the operator; nothing is made of it. */
const UNREAD = 'unread-answer';

export function openFollowUp(api: AccountApi): FollowUp {
  return async (token, documents, context) => {
    const kept = documents.find(({ name }) => name === ORDER);
    if (kept !== undefined) return { ok: true, document: kept };
    try {
      const read = await context.outside('follow-up', () => api.readOrder(token, context.signal));
      if (!read.ok) {
        if (read.answer) await context.keep({ name: UNREAD, ...read.answer, fetchedAtMs: context.clock.now() });
        return read;
      }
      const { bytes, mediaType } = read;
      const document = { name: ORDER, mediaType, bytes, fetchedAtMs: context.clock.now() };
      await context.keep(document);
      return { ok: true, document };
    } catch (error) {
      if (context.signal.aborted) return { ok: false, reason: 'the gateway stopped while it read the order' };
      throw error;
    }
  };
}

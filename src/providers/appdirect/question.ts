/** The event as the responder is asked about it: what sinks will get, but without `result`, which is what is asked for. */
import type { Json } from '../../formats/json.ts';
import type { StoredMessage, VerdictName } from '../../store/store.ts';
import type { NormalisedEvent } from '../provider.ts';
import type { MarketplaceEvent } from './event.ts';
import type { Result } from './result.ts';

/** A CloudEvent in its JSON form, without `result`: that is the question. */
export type Question = {
  /** The provider's name of the event's type. */
  readonly type: string;
  /** Marketplace and token: the same for every notification of one event. */
  readonly identity: string;
  readonly envelope: { readonly [name: string]: Json };
};

export type Responded =
  | { readonly kind: 'result'; readonly result: Result }
  /** It has the question, and its result is completed later. */
  | { readonly kind: 'taken' }
  /** No result came of it: why, for the operator. */
  | { readonly kind: 'failed'; readonly fault: string };

/** Asks once. Rejects only when `signal` aborts. */
export type Ask = (
  question: Question,
  bounds: { readonly timeoutMs: number; readonly signal: AbortSignal },
) => Promise<Responded>;

/**
 * `id` is that of the event that sinks will get, and the same after a crash, so that a responder which is asked twice can notice. A
 * resend after a failure is a new message with a new id; `data.eventToken` stays. `identity`: marketplace and token.
 */
export function questionOf(
  message: StoredMessage,
  event: MarketplaceEvent,
  normalised: NormalisedEvent,
  verdict: VerdictName,
  identity: string,
): Question {
  const envelope = {
    specversion: '1.0',
    id: `${message.id}-0`,
    type: normalised.type,
    source: `/${message.provider}/${message.source}`,
    ...(normalised.subject !== undefined && { subject: normalised.subject }),
    time: new Date(message.receivedAtMs).toISOString(),
    datacontenttype: 'application/json',
    pushdockmessage: message.id,
    pushdockverdict: verdict,
    data: normalised.data,
  };
  return { type: event.type, identity, envelope };
}

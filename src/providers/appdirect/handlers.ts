/** What a user's module writes for `responder: { mode: module }`: handlers that decide, typed by `spec/events`. */
import type { EventType } from '../../../generated/events/types.ts';
import type { DataOf, DeliveredEvent } from '../../running/user-module/handlers.ts';

/** It was not done, and why: a code of AppDirect's list, which is open. UNKNOWN_ERROR lets a resend be processed again. */
export type Declined = { readonly success: false; readonly errorCode: string; readonly message?: string };
export type Done = {
  readonly success: true;
  readonly accountIdentifier?: string;
  readonly userIdentifier?: string;
  readonly message?: string;
};

/** What the marketplace is to hear of an event of this type. An order that succeeds names the account that it made. */
export type AnswerTo<Pattern extends string> = Pattern extends 'com.appdirect.subscription.order'
  ? (Done & { readonly accountIdentifier: string }) | Declined
  : Done | Declined;

export type AnswerContext = {
  /** The source's name in the configuration. */
  readonly source: string;
  /** Aborts when the time of the answer is over or the gateway stops; after a stop the same event is asked about again. */
  readonly signal: AbortSignal;
};

export type AnswerHandler = {
  readonly type: string;
  readonly answer: (event: DeliveredEvent<never>, context: AnswerContext) => unknown;
};

type Types = Extract<EventType, `com.appdirect.${string}`>;

/**
 * A handler for a module to export: `export const ordered = answer('com.appdirect.subscription.order', async (event, context) => { … })`.
 * What it returns is the answer; a throw is UNKNOWN_ERROR, after which a resend is processed again. `type` may end in `*`; of several that fit, the
 * exact one decides, then the longest. It may be asked twice about one event (`event.id` is the same) when the gateway was stopped.
 */
export function answer<const Pattern extends Types | `com.appdirect.${string}*`>(
  type: Pattern,
  decide: (
    event: DeliveredEvent<DataOf<Pattern>>,
    context: AnswerContext,
  ) => AnswerTo<Pattern> | Promise<AnswerTo<Pattern>>,
): AnswerHandler {
  return { type, answer: decide };
}

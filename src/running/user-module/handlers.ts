/** What a user's module writes: handlers of events, typed by `spec/events`. */
import type { EventDataByType, EventType } from '../../../generated/events/types.ts';

/** A CloudEvent as it is delivered; `data` has the type that `spec/events` gives it. */
export type DeliveredEvent<Data> = {
  readonly specversion: '1.0';
  /** The same for every attempt and every replay of this event. */
  readonly id: string;
  readonly type: string;
  /** `/{provider}/{source name}` */
  readonly source: string;
  readonly subject?: string;
  /** RFC 3339. */
  readonly time: string;
  readonly datacontenttype: string;
  /** Id of the message that it was made of. */
  readonly pushdockmessage: string;
  /** What the contract says of that message: `match`, `drift`, `violation` or `unknown`. Only a `match` has the type for sure. */
  readonly pushdockverdict: string;
  /** Id of the replay, where it is one. */
  readonly pushdockreplay?: string;
  /** Id of the copy, where an operator edited one and sent it. */
  readonly pushdockedited?: string;
  readonly data: Data;
};

export type HandlerContext = {
  readonly sink: string;
  readonly deliveryId: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** Aborts when the time of the attempt is over or the gateway stops. End then, because the event comes again. */
  readonly signal: AbortSignal;
};

export type Handler = {
  readonly type: string;
  readonly handle: (event: DeliveredEvent<never>, context: HandlerContext) => unknown;
};

/** Data of the events that `Pattern` matches: of one type, or for a pattern with `*` of all types that begin so. */
export type DataOf<Pattern extends string> = Pattern extends EventType
  ? EventDataByType[Pattern]
  : Pattern extends `${infer Prefix}*`
    ? EventDataByType[Extract<EventType, `${Prefix}${string}`>]
    : unknown;

/**
 * A handler for a module to export: `export const created = on('com.zettle.purchase.created', async (event, context) => { … })`.
 * `type` may contain `*`, which matches any text. The handler is called with every such event that the sink gets; it has done its work when it
 * returns (or its promise resolves), and a throw is a failed attempt.
 */
export function on<const Pattern extends EventType | `${string}*` | (string & {})>(
  type: Pattern,
  handle: (event: DeliveredEvent<DataOf<Pattern>>, context: HandlerContext) => unknown,
): Handler {
  return { type, handle };
}

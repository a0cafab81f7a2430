/** A fact as CloudEvents 1.0, as `spec/events/envelope.json` describes it. That it is one is tested with CloudEvents' own JSON Schema, as its SDK compiles it. */
import type { PushdockEvent } from '../../generated/events/models.ts';
import type { Json } from './json.ts';
import { namedParts } from './trace-context.ts';

/** The shape that `spec/events/envelope.json` gives it. */
export type Enveloped = PushdockEvent & { readonly data: Json };

/** What a message tells. `time` is the provider's own, with a zone. */
export type Fact = {
  readonly type: string;
  readonly subject?: string;
  readonly time?: string;
  readonly data: Json;
};

/** The message that tells it. `provider` and `source` are names. */
export type Origin = {
  readonly id: string;
  readonly provider: string;
  readonly source: string;
  readonly receivedAtMs: number;
  /** The span that made the event, for CloudEvents' Distributed Tracing extension (`trace-context.ts`). */
  readonly trace?: string;
};

/** `time` is the provider's own where it has a zone, otherwise when we received the message. */
export function cloudEvent(
  id: string,
  fact: Fact,
  message: Origin,
  pushdockverdict: PushdockEvent['pushdockverdict'],
): Enveloped {
  // An empty subject is none: CloudEvents forbids it, and a provider's empty order reference must not cost the event.
  const subject = fact.subject === '' ? undefined : fact.subject;
  return {
    specversion: '1.0',
    id,
    type: fact.type,
    source: `/${message.provider}/${message.source}`,
    time: new Date(fact.time ?? message.receivedAtMs).toISOString(),
    datacontenttype: 'application/json',
    ...(subject === undefined ? {} : { subject }),
    data: fact.data,
    pushdockmessage: message.id,
    pushdockverdict,
    ...(message.trace !== undefined && namedParts(message.trace)),
  };
}

/** Normalised facts → CloudEvents 1.0. That they are is tested with CloudEvents' own JSON Schema, as its SDK compiles it. */
import type { NormalisedEvent } from '../providers/provider.ts';
import type { NewEvent, StoredMessage, VerdictName } from '../store/store.ts';

/**
 * The event as every sink gets it. `id` is the message's id and the index of the event in it, so that a step that is repeated after a crash
 * yields the same id. `time` is the provider's own where it has a zone, else when we received the message.
 */
export function envelop(message: StoredMessage, verdict: VerdictName, fact: NormalisedEvent, index: number): NewEvent {
  return cloudEvent(message, verdict, fact, `${message.id}-${index}`);
}

/** The same under an id of its own, for events that tell of a message. */
export function cloudEvent(message: StoredMessage, verdict: VerdictName, fact: NormalisedEvent, id: string): NewEvent {
  // An empty subject is none: CloudEvents forbids it, and a provider's empty order reference must not cost the event.
  const subject = fact.subject === '' ? undefined : fact.subject;
  const envelope = {
    specversion: '1.0',
    id,
    type: fact.type,
    source: `/${message.provider}/${message.source}`,
    time: new Date(fact.time ?? message.receivedAtMs).toISOString(),
    datacontenttype: 'application/json',
    ...(subject === undefined ? {} : { subject }),
    data: fact.data,
    pushdockmessage: message.id,
    pushdockverdict: verdict,
  };
  return {
    id,
    type: envelope.type,
    source: envelope.source,
    ...(subject === undefined ? {} : { subject }),
    envelope,
  };
}

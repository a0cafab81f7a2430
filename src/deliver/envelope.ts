/** Normalised facts → events as the store keeps them. */
import { cloudEvent as cloudEventOf } from '../formats/cloud-event.ts';
import type { NormalisedEvent } from '../providers/provider.ts';
import type { NewEvent, StoredMessage, VerdictName } from '../store/store.ts';

/**
 * The event as every sink gets it. `id` is the message's id and the index of the event in it, so that a step that is repeated after a crash
 * yields the same id.
 */
export function envelop(message: StoredMessage, verdict: VerdictName, fact: NormalisedEvent, index: number): NewEvent {
  return cloudEvent(message, verdict, fact, `${message.id}-${index}`);
}

/** The same under an id of its own, for events that tell of a message. */
export function cloudEvent(message: StoredMessage, verdict: VerdictName, fact: NormalisedEvent, id: string): NewEvent {
  const envelope = cloudEventOf(id, fact, message, verdict);
  const { type, source, subject } = envelope;
  return { id, type, source, ...(subject === undefined ? {} : { subject }), envelope };
}

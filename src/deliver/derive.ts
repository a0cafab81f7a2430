/** What a replay makes of one message: the same events under the contract of today, or as they were sent. */

import type { Log } from '../log.ts';
import { contextOfTrial } from '../providers/processing.ts';
import type { Source } from '../providers/provider.ts';
import type { Clock } from '../running/clock.ts';
import { messageOf, stackOf } from '../running/thrown.ts';
import type { Completion, NewEvent, Replayed, ReplayItem, ReplayRequest } from '../store/store.ts';
import { envelop } from './envelope.ts';
import { fanOut, type Receiver } from './fan-out.ts';
import type { ProcessParts } from './process.ts';
import { quarantinedByPolicy } from './quarantine.ts';

export type DeriveParts = {
  readonly source: (provider: string, name: string) => Source | undefined;
  /** Those in force. */
  readonly sinks: () => readonly Receiver[];
  readonly clock: Clock;
  readonly log: Log;
  readonly alone?: ProcessParts['alone'];
};

/** Never rejects: a message that cannot be replayed is skipped with its reason, and the others go on. */
export async function derive(item: ReplayItem, request: ReplayRequest, parts: DeriveParts): Promise<Replayed> {
  const { state, reason } = item.message;
  if (state === 'received') return skip('it is still being processed');
  if (state !== 'processed') {
    if (request.mode === 'derived') return { kind: 'reopen' };
    return skip(`it was never sent: it is ${state} (${reason ?? 'no reason kept'})`);
  }
  const made = request.mode === 'as_sent' ? item.events : await deriveEvents(item, parts);
  if ('kind' in made) return made;
  const { type } = request.filter;
  const events = made.filter((event) => type === undefined || event.type === type);
  const deliveries = receiversOf(item, request, events, parts.sinks());
  if (deliveries.length === 0) return skip('no configured sink takes one of its events');
  return { kind: 'events', events, deliveries };
}

/** Whom the request names, of those in force. A dead letter goes where it was to go, whatever filters say today. */
function receiversOf(
  { dead }: ReplayItem,
  { filter, sinks }: ReplayRequest,
  events: readonly NewEvent[],
  inForce: readonly Receiver[],
): Completion['deliveries'] {
  const named = inForce.filter(({ name }) => sinks === undefined || sinks.includes(name));
  if (!filter.dead) return fanOut(events, named);
  return events.flatMap((event) =>
    named
      .filter(({ name }) => dead.some(({ eventId, sink }) => eventId === event.id && sink === name))
      .map(({ name, settings }) => ({
        eventId: event.id,
        sink: name,
        ...(settings.order === 'subject' && event.subject !== undefined && { orderKey: event.subject }),
      })),
  );
}

type Skipped = Extract<Replayed, { kind: 'skip' }>;
const skip = (reason: string): Skipped => ({ kind: 'skip', reason });

async function deriveEvents(item: ReplayItem, parts: DeriveParts): Promise<readonly NewEvent[] | Skipped> {
  const { message, documents, result } = item;
  if (message.bodyForgotten) return skip('its bytes are no longer kept; it can be repeated as it was sent');
  const source = parts.source(message.provider, message.source);
  if (source === undefined) return skip(`no source "${message.source}" of ${message.provider} is configured now`);
  try {
    const input = { message, documents, answerOwed: false, attempt: 1, ...(result && { result }) };
    const { clock, log, alone } = parts;
    const mark = <T>(work: () => T) => (alone === undefined ? work() : alone.mark(message.id, work));
    const context = contextOfTrial({ clock, log, alone: mark });
    const processed = quarantinedByPolicy(await mark(() => source.processing.process(input, context)), source);
    if (processed.kind !== 'processed')
      return skip(`under the present contract it is ${processed.kind}: ${processed.reason}`);
    return processed.events.map((fact, index) => envelop(message, processed.verdict, fact, index));
  } catch (error) {
    parts.log.error('replay.derive_crashed', { message_id: message.id, reason: stackOf(error) });
    return skip(`fault in the gateway: ${messageOf(error)}`);
  }
}

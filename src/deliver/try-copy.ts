/** A copy of a message that an operator tries or has edited: judged, and sent to one sink where he says so. Nothing is stored, repeated or counted. */

import type { ProcessingContext, Source } from '../providers/provider.ts';
import { judgeTrial } from '../providers/try-message.ts';
import type { Clock } from '../running/clock.ts';
import type { Finding, StoredEvent, StoredMessage, VerdictName } from '../store/store.ts';
import { cloudEvent } from './envelope.ts';
import type { Sink } from './sinks/sink.ts';
import { attemptOnce, type SinkTested } from './test-sink.ts';

export type Copy = {
  readonly message: StoredMessage;
  /** Judged as what comes to this sandbox of the same provider, in place of the message's own source. */
  readonly sandbox?: string;
  /** Where the events go. */
  readonly to?: { readonly sink: string; readonly copyId: string };
};

export type CopyTried = {
  readonly verdict: VerdictName;
  readonly findings: readonly Finding[];
  readonly events: readonly { readonly type: string; readonly subject?: string }[];
  /** In the order of the events; empty where it went to no sink. */
  readonly sent: readonly SinkTested[];
};

type Parts = Pick<ProcessingContext, 'log' | 'alone'> & {
  readonly clock: Clock;
  readonly sink?: Sink | undefined;
};

export async function tryCopy(
  { message, to }: Copy,
  source: Pick<Source, 'processing'>,
  { sink, clock, log, alone }: Parts,
): Promise<CopyTried> {
  const { verdict, findings, events } = await judgeTrial(message, source, { clock, log, alone });
  const sent: SinkTested[] = [];
  if (to !== undefined && sink !== undefined)
    for (const [index, fact] of events.entries()) {
      // An id of its own: a receiver that has handled the message's own event must not take this for a repeat of it.
      const made = cloudEvent(message, verdict, fact, `${to.copyId}-${index}`);
      const event: StoredEvent = {
        ...made,
        envelope: { ...made.envelope, pushdockedited: to.copyId },
        messageId: message.id,
        createdAtMs: clock.now(),
        sequence: 0,
      };
      sent.push(await attemptOnce(event, sink, clock));
    }
  return {
    verdict,
    findings,
    events: events.map(({ type, subject }) => ({ type, ...(subject !== undefined && { subject }) })),
    sent,
  };
}

/** Sends a provider's messages to the receiver under test, and says what came back. On the engine of the mocks, whose clock moves only here. */
import type { Emission, Recorded } from '../../generated/mock/models.ts';
import { type Attempt, type Delivery, type Message, stateOf } from '../simulate/engine-log.ts';
import type { Mocks } from '../simulate/mocks.ts';
import type { ReceiverRules } from '../simulate/receiver-rules.ts';

export type Sent = { readonly message: Message; readonly attempts: readonly Attempt[] };

export type Probe = {
  readonly provider: string;
  /** Every message, once each of them has had its attempts that are due. */
  send(send: Omit<Emission, 'provider'>): Promise<readonly Sent[]>;
  /** The same messages again, signed afresh, as the provider would in a resend. */
  again(sent: readonly Sent[]): Promise<readonly Sent[]>;
  /** Lets the next attempt come that the provider's schedule has for this message; nothing where it has none. */
  retry(sent: Sent): Promise<Sent>;
  /** Everything that was answered so far. */
  answers(): readonly Attempt[];
  /** Forgets what waits, so that no retry comes later. */
  clear(): void;
};

class ProbeRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ProbeRefused';
  }
}

/** `to`: where the messages go, in place of the path that the settings have. */
export function openProbe({ engine, clock }: Mocks, provider: string, to: string | undefined): Probe {
  const seen: Attempt[] = [];
  const attemptsOf = (message: Message) => message.deliveries.flatMap(({ attempts }) => attempts);

  async function sentOf(ids: readonly string[]): Promise<readonly Sent[]> {
    await engine.settled();
    return ids.flatMap((id) => {
      const message = engine.log.messages.get(id);
      if (message === undefined) return [];
      const attempts = attemptsOf(message);
      for (const one of attempts) if (!seen.includes(one)) seen.push(one);
      return [{ message, attempts }];
    });
  }

  function orThrow(queued: ReturnType<typeof engine.emit>): readonly string[] {
    if (!queued.ok) throw new ProbeRefused(queued.detail);
    return queued.messages;
  }

  return {
    provider,
    send: (send) => sentOf(orThrow(engine.emit({ ...send, provider, ...(to === undefined ? {} : { to }) }))),
    again: (sent) => {
      const recorded = sent.map(
        ({ message: { event, composed, force } }): Recorded => ({
          provider,
          event,
          variant: composed.variant,
          afterMs: 0,
          force,
          content: composed.content,
        }),
      );
      return sentOf(orThrow(engine.replay(recorded, to)));
    },
    retry: async ({ message }) => {
      const due = message.deliveries.flatMap(({ nextDueMs }: Delivery) => nextDueMs ?? [])[0];
      if (due !== undefined) clock.advance(Math.max(0, due - clock.now()));
      const [sent] = await sentOf([message.id]);
      return sent ?? { message, attempts: attemptsOf(message) };
    },
    answers: () => seen,
    clear: () => engine.reset(),
  };
}

/** The sound message of a provider. */
export const eventOf = ({ event, variant }: ReceiverRules) => (variant === undefined ? { event } : { event, variant });

/** Whether the provider takes it for received. A no of the business was received; so is what a 202 promised. */
export function isAcknowledged({ message, attempts }: Sent): boolean {
  const state = stateOf(message);
  if (state === 'succeeded' || state === 'refused') return true;
  const last = attempts.at(-1);
  return last?.success === true && last.status === 202;
}

/** What the attempts heard, such as `401, then 200`. */
export const heardBy = (sent: readonly Sent[]): string =>
  sent
    .map(({ message, attempts }) => {
      const heard = attempts.map(({ status, noAnswer, outcome, note, success }) => {
        const what = String(status ?? noAnswer ?? outcome);
        return success || note === undefined ? what : `${what} (${note})`;
      });
      return heard.length === 0 ? (message.note ?? 'no attempt') : heard.join(', then ');
    })
    .join('; ') || 'nothing was sent';

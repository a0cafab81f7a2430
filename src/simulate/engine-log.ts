/** What the engine remembers of each message: its deliveries and their attempts. The latest only. */
import type { Fault, FaultKind, NoAnswer, Proof } from '../../generated/mock/models.ts';
import type { OwnHeaders } from './own-headers.ts';
import type { Composed, Destination, JsonRecord } from './provider-mock.ts';
import type { SendOutcome } from './send.ts';

export type DeliveryState = 'waiting' | 'succeeded' | 'refused' | 'exhausted' | 'lost' | 'dropped';

export type Attempt = {
  readonly number: number;
  /** When it was due by the provider's schedule, on the mock's clock. */
  readonly dueMs: number;
  readonly startedMs: number;
  readonly outcome: SendOutcome['kind'];
  readonly status?: number;
  readonly success: boolean;
  /** Set where nothing was heard though it was waited for. */
  readonly noAnswer?: NoAnswer;
  readonly note?: string;
  /** Real milliseconds. */
  readonly tookMs: number;
  readonly faults: readonly FaultKind[];
  /** What was heard, as text; at most `answer_units_max` of the body. */
  readonly answer?: { readonly headers: Readonly<Record<string, string>>; readonly body: string };
  /** For a recording: no credential in it. */
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  /** The text that was signed is with the first attempt only. */
  readonly proof?: Proof;
  /** By what a gateway of ours knows the message. */
  readonly identity?: string;
};

export type Delivery = {
  readonly id: string;
  readonly destination: Destination;
  state: DeliveryState;
  /** Set while it waits. */
  nextDueMs: number | undefined;
  note?: string;
  readonly attempts: Attempt[];
};

export type Message = {
  readonly id: string;
  readonly provider: string;
  readonly event: string;
  /** What a recording keeps: before the faults that change the message itself. */
  readonly composed: Composed;
  /** What is sent. */
  readonly content: JsonRecord;
  readonly headers: OwnHeaders;
  /** Its own data departs from the contract on purpose. */
  readonly force: boolean;
  readonly emittedMs: number;
  readonly faults: readonly Fault[];
  readonly deliveries: Delivery[];
  /** Why it has no delivery. */
  note?: string;
};

/** Held back by a fault, or of several destinations: what most concerns who looks. */
export function stateOf({ deliveries, faults, note }: Message): DeliveryState {
  if (deliveries.length === 0) {
    if (faults.some(({ kind }) => kind === 'drop')) return 'dropped';
    return note === undefined ? 'waiting' : 'lost';
  }
  return (
    (['waiting', 'lost', 'exhausted', 'refused'] as const).find((state) =>
      deliveries.some((one) => one.state === state),
    ) ?? 'succeeded'
  );
}

const messages_max = 10_000;

export type EngineLog = {
  readonly messages: ReadonlyMap<string, Message>;
  add(message: Message): void;
  clear(): void;
};

export function openEngineLog(): EngineLog {
  const messages = new Map<string, Message>();
  return {
    messages,
    add: (message) => {
      messages.set(message.id, message);
      for (const oldest of messages.keys()) {
        if (messages.size <= messages_max) break;
        messages.delete(oldest);
      }
    },
    clear: () => messages.clear(),
  };
}

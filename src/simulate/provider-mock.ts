/**
 * What the mock of a provider brings. The engine knows when to attempt, how often, and what to break; a mock knows what the provider
 * sends, where, how it signs, and what it makes of an answer. `src/providers/<name>/simulate/` each.
 */

import type { Fault, FaultKind, Proof } from '../../generated/mock/models.ts';
import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import type { JsonRecord } from './json-record.ts';
import type { ApiAddress } from './listener.ts';
import type { OwnData } from './own-data/part.ts';
import type { Policy } from './policy.ts';
import type { Random } from './random.ts';
import type { Sending, SendOutcome } from './send.ts';

export type { JsonRecord } from './json-record.ts';

export type EventChoice = { readonly event: string; readonly variants: readonly string[] };

export type Asked = {
  readonly event: string;
  /** Absent: any of them, varied. */
  readonly variant?: string;
};

/** A logical event, put into the provider's words. `content` is all that it is made of, without keys: a recording holds it. */
export type Composed = { readonly variant: string; readonly content: JsonRecord };

export type Destination = {
  /** A subscription's uuid, or `push`. */
  readonly name: string;
  readonly url: string;
  /** The same without any secret, for logs and recordings. */
  readonly shownUrl: string;
};

/** Faults of this attempt, as far as the mock itself must bring them about: those of signing and of what is only fetched. */
export type AttemptFaults = ReadonlyMap<FaultKind, Fault>;

export type AttemptContext = {
  readonly message: string;
  readonly nowMs: number;
  readonly random: Random;
  readonly faults: AttemptFaults;
};

/** A request without its timing; the engine breaks body and connection where a fault says so. */
export type Outgoing = Pick<Sending, 'method' | 'url' | 'headers' | 'body' | 'tls'> & {
  /** What went wrong before it could be sent, such as that there was no token: shown where nothing better is known of the answer. */
  readonly note?: string;
  /** How it proves who sends it, in words. */
  readonly proof?: Proof;
};

/** What the provider makes of an answer. */
export type Judged = {
  readonly success: boolean;
  readonly note?: string;
  /** The answer was understood and is a no of the business: nothing is broken, and nothing is sent again. */
  readonly refused?: boolean;
  /** What it promised comes later: until this resolves, the delivery waits. */
  readonly later?: Promise<Judged>;
};

/** What giving up costs: deliveries that wait are lost, those to one destination or all of this provider. */
export type Loss = { readonly destination?: string; readonly reason: string };

export interface ProviderMock {
  /** The provider's, or that of a further source of it. */
  readonly name: string;
  /** Whose mock it is, where `name` is that of a further source. */
  readonly provider?: string;
  readonly policy: Policy;
  readonly events: readonly EventChoice[];
  /** What it can do wrong itself, beside what the engine does to any request. */
  readonly faults: readonly FaultKind[];
  readonly actions: readonly string[];
  /** What each action does, in a sentence. */
  readonly actionTexts?: Readonly<Record<string, string>>;
  /** Of its API, where it has one. */
  readonly url?: string;
  /** `asked.event` is one of `events`, and so is the variant where there is one. */
  compose(asked: Asked, context: { readonly nowMs: number; readonly random: Random }): Composed;
  /** Where a message goes now; a sentence where it goes nowhere. `to` replaces the URL. */
  destinations(event: string, to: string | undefined): readonly Destination[] | string;
  /** Why this cannot be the content of such an event, held against the provider's contract; `undefined`: it can. A replay asks before it says yes. */
  contentFault(event: string, content: JsonRecord): string | undefined;
  /** How its messages take own data, and departures on purpose. Absent: they take none. */
  readonly ownData?: OwnData;
  /** One attempt, signed afresh. Throws for content that is not its own. */
  request(content: JsonRecord, destination: Destination, context: AttemptContext): Outgoing | Promise<Outgoing>;
  judge(outcome: SendOutcome, content: JsonRecord): Judged;
  /** By what a gateway of ours knows this message (`kind:key`, as its operator API takes it); `body`: as it was sent. */
  identity?(content: JsonRecord, body: Uint8Array): string | undefined;
  /** After each attempt; `exhausted`: there is no further one. */
  attempted(destination: Destination, success: boolean, exhausted: boolean): Loss | undefined;
  /** What it remembers, for people and scenarios; no keys. */
  state(): JsonRecord;
  /** The same in a few words for people. */
  summary?(): string;
  /** What was done, in a sentence. `action` is one of `actions`. */
  act(action: string): string;
  calls(): readonly ApiCall[];
  /** The gateway's address was learnt or has changed; `before` is what `gateway()` gave until now. */
  gatewayMoved?(before: string): void;
  reset(): void;
  close(): Promise<void>;
}

/** What a mock is opened with. */
export type MockServices<Settings> = {
  readonly settings: Settings;
  /** Base URL of the gateway's public listener, as known now: one on any free port is known once it is bound. */
  readonly gateway: () => string;
  /** PEM; authorities that it trusts beside the system's. */
  readonly ca?: string | undefined;
  /** Where its API listens. */
  readonly address: ApiAddress;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
  /** The fault that this call of its API meets. */
  readonly strike: () => Fault | undefined;
  /** Sends an event of its own accord, such as a test that its API was asked for. */
  readonly emit: (event: string) => void;
};

/** A call of the gateway that its API has answered. */
export type ApiCall = {
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
};

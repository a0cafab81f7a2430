/**
 * What every provider fills. A provider is one folder here, one in `spec/providers`, and one line in `list.ts`.
 *
 * It has two sides which never meet: `receiving` runs before the ack, at the sender's pace, and may neither wait for
 * anybody nor look further into the message than identity needs; `processing` runs afterwards from stored bytes, and may be repeated.
 */

import type { Command } from 'commander';
import type { ProviderSettings } from '../config/provider-settings.ts';
import type { SourceSettings } from '../config/settings.ts';
import type { Judgement } from '../contracts/judge.ts';
import type { ContractPolicy } from '../contracts/policy.ts';
import type { Json, JsonObject } from '../formats/json.ts';
import type { Log } from '../log.ts';
import type { Outbound } from '../outbound/client.ts';
import type { Checked, PushRefusalCode } from '../problems.ts';
import type { Clock } from '../running/clock.ts';
import type { Simulation } from '../simulate/simulation.ts';
import type {
  BusinessResult,
  Disposition,
  FetchedDocument,
  Finding,
  Identity,
  StoredMessage,
  VerdictName,
} from '../store/store.ts';
import type { KnownCertificate } from '../trust/certificates.ts';
import type { Secret } from '../trust/secrets.ts';
import type { TokenGrant } from '../trust/token-grant.ts';
import type { RawRequest, Verified } from '../trust/trust.ts';
import type { Continuity } from './continuity.ts';
import type { FirstSource } from './first-source.ts';
import type { Keeping } from './keeping.ts';
import type { Queued } from './queued.ts';
import type { Subscribing } from './subscribing.ts';

/** One operation of a `push.yaml`, from the generated table. */
export type PushOperation = {
  readonly operationId: string;
  /** Lower case, as in the contract. */
  readonly method: 'get' | 'post';
  /** Path template such as `/push/zettle/{source}`. */
  readonly path: string;
  readonly statuses: readonly number[];
  readonly extensions: { readonly [name: `x-${string}`]: unknown };
};

/** An HTTP answer. Typed handlers narrow `status` and `body` to what the contract declares. */
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Serialised as JSON when an object; sent as it is when a string. */
  readonly body?: unknown;
  readonly contentType?: string | undefined;
};

/** What became of a push, before `respond` puts it into the provider's words. */
export type Outcome =
  /** Durable (new, repeated, quarantined or recorded: the sender gets the same answer). */
  | { readonly kind: 'accepted'; readonly messageId?: string }
  /** Durable, and its business result is known (only where the source `awaitsResult`). */
  | { readonly kind: 'answered'; readonly messageId: string; readonly result: BusinessResult }
  /** Durable, but the result did not come within the budget. */
  | { readonly kind: 'pending'; readonly messageId: string }
  /** Nothing was kept. */
  | { readonly kind: 'refused'; readonly code: PushRefusalCode };

/** What a typed handler is called with. */
export type PushInput = {
  readonly path: Readonly<Record<string, string>>;
  readonly request: RawRequest;
  /** To be called once the proof is found good: until then the bytes take part in what strangers may hold together. */
  readonly proven?: () => void;
  /** When its last header had been read, by the clock's `monotonic`; absent: it was not measured. */
  readonly beganMs?: number;
};

/** The flow of `receive/receive.ts`, given to handlers: verify, identify, append, and what became of it. */
export type Receive = (operationId: string, input: PushInput) => Promise<Outcome>;

export type Identification = { readonly identities: readonly Identity[]; readonly disposition: Disposition };

/** The side before the ack. Leaves: no I/O, no store. */
export type Receiving = {
  /** Did this provider send exactly these bytes? `path` holds the decoded path parameters. */
  verify(input: PushInput, nowMs: number): Checked<Verified> | Promise<Checked<Verified>>;
  /** Under which names is it known, and what is to become of it? Never throws on odd bytes: the digest of the body is always a name. A promise only where a library is loaded for it. */
  identify(message: Verified): Identification | Promise<Identification>;
  /** Path and query to be stored and logged, with any secret replaced by `***`. */
  redactTarget(input: PushInput): string;
  /** Set where the provider waits for the business result: how long a connection may wait, in milliseconds. */
  readonly awaitsResult?: { readonly budgetMs: number };
};

/** What processing may use. */
export type ProcessingContext = {
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /**
   * Runs work that has the thread for itself: reading, judging, normalising after something was waited for (what `process` does before its first
   * wait is seen to). What takes long is told, and what takes far too long is cut off where messages are processed on a thread of their own.
   */
  alone<T>(work: () => T): T;
  /** Runs what waits for another system, so that a trace shows how long: the provider's API, the responder, an answer that was promised. */
  outside<T>(step: 'follow-up' | 'decide' | 'answer', work: () => Promise<T>): Promise<T>;
  /** Keeps a fetched document durably before anything is done with it. */
  keep(document: FetchedDocument): Promise<void>;
  /** Tells the provider at once that the result comes later, because nothing will be decided soon. Durable when it resolves. */
  defer(): Promise<void>;
  /** Settles the business result durably and lets the waiting connection answer. `answerOwed`: the connection is closed, and the result was promised for later. */
  settle(result: BusinessResult): Promise<{ readonly answerOwed: boolean }>;
  /** The owed answer has reached the provider; it is not sent again. */
  answered(): Promise<void>;
};

export type ProcessingInput = {
  readonly message: StoredMessage;
  readonly documents: readonly FetchedDocument[];
  /** The business result, where an earlier attempt settled one, and whether the provider was promised it for later. */
  readonly result?: BusinessResult;
  /** When that was. */
  readonly resultSinceMs?: number;
  readonly answerOwed: boolean;
  /** 1 for the first try. */
  readonly attempt: number;
};

/** An event before it gets its envelope. `data` satisfies the schema of `type` in `spec/events`, whatever arrived: `sources.ts` makes sure of it. */
export type NormalisedEvent = {
  readonly type: string;
  readonly subject?: string;
  /** The provider's own time as RFC 3339 with a zone; absent where it gave none. */
  readonly time?: string;
  readonly data: Json;
};

export type Processed =
  | {
      readonly kind: 'processed';
      readonly verdict: VerdictName;
      readonly findings: readonly Finding[];
      readonly events: readonly NormalisedEvent[];
      /** Its events go out, and the work goes on after `waitMs` at the least: the provider has not got its promised answer yet. */
      readonly again?: { readonly reason: string; readonly waitMs: number };
    }
  /** Not readable or not to be trusted: stored and visible, but not delivered. */
  | {
      readonly kind: 'quarantined';
      readonly verdict: VerdictName;
      readonly findings: readonly Finding[];
      readonly reason: string;
    }
  /** Its business result is owed, and somebody else gives it: laid aside until then. */
  | { readonly kind: 'waiting'; readonly reason: string }
  /** Someone else is down: try again later. `patient`: the provider itself says when it is enough. */
  | { readonly kind: 'retry'; readonly reason: string; readonly retryAfterMs?: number; readonly patient?: true }
  /** Will never succeed. */
  | { readonly kind: 'failed'; readonly reason: string };

type Judged = Extract<Processed, { kind: 'processed' | 'quarantined' }>;

/** Whether it has come to an end with a verdict; else it is tried again, given up, or waits for somebody's decision. */
export const isJudged = (processed: Processed): processed is Judged =>
  processed.kind === 'processed' || processed.kind === 'quarantined';

/** The side after the ack: follow up, parse, judge, normalise. Given the same stored bytes and documents it gives the same events. */
export type Processing = {
  process(input: ProcessingInput, context: ProcessingContext): Promise<Processed>;
  /** What can be said of the message alone, where processing asks somebody else first; for a sandbox. */
  judge?(message: Pick<StoredMessage, 'bytes' | 'headers'>): Judgement;
};

/** Where a provider asks by its push and others may answer later: what an operator, or a system with a token of his, is to know and may say. */
export type Asking = {
  /** The question as a CloudEvent; `undefined` while what it is made of has not been fetched, or cannot be read. */
  question(
    message: StoredMessage,
    documents: readonly FetchedDocument[],
  ): Promise<{ readonly [name: string]: Json } | undefined>;
  /** A given result as the store keeps it, or in sentences why it cannot be the one of this message. */
  completion(
    given: Json,
    message: StoredMessage,
    documents: readonly FetchedDocument[],
  ): Promise<
    { readonly ok: true; readonly result: BusinessResult } | { readonly ok: false; readonly faults: readonly string[] }
  >;
};

/** Of a source on a thread that processes no messages: nobody asks it. */
export const processedOnAnotherThread: Processing = {
  process: () => Promise.reject(new Error('messages are processed on another thread')),
};

/** What came of asking a provider for a test notification. `reason` is a sentence for the operator, without a secret. */
export type TestRequested = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** `from`: where it comes from, such as `signingKeys` or `stored for subscription purchases`. */
export type ExclusiveSecret = { readonly secret: Secret; readonly from: string; readonly configured: boolean };

/** What some sources can do and others cannot. A part of the gateway looks for the capability that it needs, and never for a provider. */
export type Capabilities = {
  /** The provider waits for business results, which others may give. */
  readonly results?: Asking;
  /** The provider pushes a test when it is asked to. `request` bounds its own time. */
  readonly testPush?: { request(): Promise<TestRequested> };
  /** The provider pushes with a token of ours: who gets one at POST /oauth/token. */
  readonly tokens?: TokenGrant;
  /** It relies on certificates. `known`: those that are known by now; `src/running/certificate-watch.ts` looks at their dates. */
  readonly certificates?: { known(): readonly KnownCertificate[] };
  /** Its secrets may arrive while it runs. */
  readonly arrivingSecrets?: ArrivingSecrets;
  /** It runs a module of the user's. A reload opens the source again, so that the code is loaded again, and retires this one. */
  readonly module?: { retire(): void };
  /** How an outage shows in its events, and whom to ask for what was lost. */
  readonly continuity?: Continuity;
  /** Its provider has subscriptions that we can manage. */
  readonly subscriptions?: Subscribing;
};

export type ArrivingSecrets = {
  /** Labels of the credentials that came since the source was opened, or were kept from before. */
  labels(): readonly string[];
  /** Secrets of which each may vouch for one source only, where a proof names no source; `sources.ts` refuses one in two of them. */
  exclusive(): readonly ExclusiveSecret[];
  /** Whose a credential is, where the source knows more than its label, such as `subscription purchases`. */
  ownerOf(label: string): string | undefined;
};

/** A configured instance of a provider. */
export type Source = {
  readonly name: string;
  readonly provider: string;
  readonly receiving: Receiving;
  readonly processing: Processing;
  /** The URL that the provider calls, secrets in it as `***`. */
  readonly pushUrl: string;
  /** What the operator enters at the provider (`pushdock sources show`), secrets as `***`. */
  readonly setup: readonly { readonly field: string; readonly value: string }[];
  /** `x-push-policy` of its operation: what the provider takes for success, and what it does otherwise. */
  readonly pushPolicy: JsonObject;
  /** What a push that nobody has proven says that it is about, in a few words: the order, the event. Never a secret, nor what may be personal. */
  readonly claims?: (request: Pick<RawRequest, 'bytes' | 'headers' | 'query'>) => string | undefined;
  readonly capabilities?: Capabilities;
  /** Its pushes come through the queue of its `transport`, and over HTTP all the same. */
  readonly queue?: Queued;
  /** What happens to its messages that depart from their contract; set by `sources.ts` from the configuration. */
  readonly offContract?: ContractPolicy;
  /** It answers under /sandbox/ and not under /push/; set likewise. */
  readonly sandbox?: boolean;
  /** The `traceparent` of its pushes is the parent of our spans; set likewise. */
  readonly continuesTrace?: boolean;
  /** Labels of the credentials that can vouch for this source; `doctor` warns of `none`. */
  readonly credentials: readonly string[];
};

/** What a provider gets to open a source with. */
export type Opening = {
  readonly name: string;
  /** The source's block of the configuration, checked against `spec/config.schema.json`; secrets are resolved to `Secret`. */
  readonly settings: SourceSettings;
  /** Base of the URLs that the provider calls, without a trailing slash. */
  readonly publicUrl: string;
  readonly clock: Clock;
  /** `oauth.signingKeys`, for providers that push with a token of ours; absent: each key is derived from its client's secret. */
  readonly tokenSigningKeys?: readonly Secret[] | undefined;
};

/** What every provider is made with. */
export type ProviderServices = {
  readonly outbound: Outbound;
  readonly development: boolean;
  /** Where secrets are kept that arrive at run time; absent: the configuration does not say how, so none is. */
  readonly keeping?: Keeping | undefined;
  /** For what happens outside of a message. */
  readonly log?: Log;
  /** Aborts when the gateway begins to stop: what waits for another process then ends at once. */
  readonly stopping?: AbortSignal;
  /** Messages are processed on another thread, so nothing is loaded or started that processing alone needs, such as contracts, libxml2 or a responder's module. */
  readonly processedElsewhere?: boolean;
};

/**
 * One line of `list.ts`: what is known of a provider before anything is opened. Reading the list loads nothing else, since every command does;
 * so `open`, `simulate` and `commands.load` import what they need when they are called.
 */
export type Provider = {
  /** Its folder here and in `spec/providers`, and its name in a configuration. */
  readonly name: string;
  /** What a schema cannot say of its sources; absent: nothing. */
  readonly settings?: ProviderSettings;
  open(services: ProviderServices): Promise<OpenProvider> | OpenProvider;
  /** Its mock, for `pushdock mock`; a gateway never asks for it. */
  readonly simulate?: () => Promise<Simulation>;
  /** What `pushdock init` writes for it; absent: it is not offered there. */
  readonly first?: () => Promise<FirstSource>;
  /** `pushdock <name>`: what only this provider has. */
  readonly commands?: { readonly summary: string; readonly load: () => Promise<Command> };
};

export interface OpenProvider {
  readonly name: string;
  /** Its bundled `push.yaml`, a document of OpenAPI 3.0. At start every operation in it must have its handler. */
  readonly contract: unknown;
  /** From `generated/`: every operation that its `push.yaml` declares. */
  readonly operations: readonly PushOperation[];
  /** Fills the generated stubs: one handler per operation, each answering only what the contract declares. */
  handlers(receive: Receive): Readonly<Record<string, (input: PushInput) => Promise<Answer>>>;
  /** Opens a source or throws `ConfigurationError` (src/config.ts), naming the path in the file and the cure. */
  open(opening: Opening): Source | Promise<Source>;
}

/**
 * The context of work that calls no system and settles nothing: a replay (providers were called and answered when the message was new), a message that
 * somebody tries in the sandbox. An aborted signal keeps every call from leaving.
 */
export function contextOfTrial({
  log,
  clock,
  alone = (work) => work(),
}: Pick<ProcessingContext, 'log' | 'clock'> & Partial<Pick<ProcessingContext, 'alone'>>): ProcessingContext {
  const never = () => Promise.reject(new Error('such work fetches nothing and answers no provider'));
  return {
    ...{ log, clock, alone, signal: AbortSignal.abort() },
    ...{ outside: (_, work) => work(), keep: never, defer: never, settle: never, answered: never },
  };
}

/** What crosses the threads: plain data, one shape per command. Writes go to the writer in batches, reads to the reader one by one. */
import type {
  Appended,
  BusinessResult,
  CompletedResult,
  Completion,
  CredentialUse,
  DeliveryFilter,
  DeliveryOutcome,
  DeliverySummary,
  Departure,
  DriftEntry,
  DriftFilter,
  DriftStanding,
  DriftState,
  EventFilter,
  FetchedDocument,
  Forgotten,
  KeepOutcome,
  Kept,
  LeaseTerm,
  ListedDelivery,
  ListedKept,
  MessageFilter,
  MessageSummary,
  NewEvent,
  NewMessage,
  PastAttempt,
  Replay,
  ReplayCount,
  Replayed,
  ReplayFilter,
  ReplayItem,
  ReplayRequest,
  ReplayState,
  RetentionAges,
  Retried,
  Settled,
  SinkStanding,
  StoredEvent,
  StoredMessage,
  Troubles,
} from '../store.ts';
import type { Acknowledged } from './consumer-commands.ts';
import type { KeptConsumer, PulledRows, PullPlace } from './consumer-reads.ts';
import type { ClaimedDelivery, DeliveryClaiming } from './deliveries.ts';
import type { EventRow } from './events.ts';
import type { Keep } from './kept/writes.ts';
import type { HeldThing } from './leases.ts';
import type { SourceUses } from './proofs.ts';
import type { Redating } from './redating.ts';
import type { Aged } from './retention.ts';
import type { SettledSteps, Settling } from './settle-work.ts';
import type { ClaimedWork, WorkContent } from './work.ts';

export type Command<Request, Answer> = { readonly request: Request; readonly answer: Answer };

/** A claim by its name: row and fence. */
export type Held = { readonly id: string; readonly fence: number };
export type Claiming = {
  readonly nowMs: number;
  readonly leaseMs: number;
  readonly limit: number;
  /** What waits for longer than this from now is due. */
  readonly longestWaitMs?: number;
};
/** `only`: what is claimed by itself. */
export type WorkClaiming = Claiming & { readonly suspects?: 'only' };
/** Newest first, before the item with that sequence; with `after` oldest first, after that one. */
export type Slice = { readonly limit: number; readonly before?: number; readonly after?: number };
/** `last`: there is more, from this sequence on. */
export type Sliced<T> = { readonly items: readonly T[]; readonly last?: number };

/** A completion whose JSON is text already: the writer's thread is the one that everything waits for, so others write it. */
export type WrittenEvent = Omit<NewEvent, 'envelope'> & { readonly envelope: string };
export type WrittenDeparture = Omit<Departure, 'finding' | 'announcement'> & {
  readonly rule: string;
  readonly finding: string;
  readonly announcement?: { readonly event: WrittenEvent; readonly deliveries: Completion['deliveries'] };
};
export type WrittenCompletion = Omit<Completion, 'findings' | 'events' | 'departures'> & {
  readonly findings: string;
  readonly events: readonly WrittenEvent[];
  readonly departures: readonly WrittenDeparture[];
};

export type WriteCommands = {
  lease: Command<LeaseTerm & { readonly name: string }, boolean>;
  keep: Command<Keep, KeepOutcome>;
  append: Command<NewMessage, Appended>;
  claimWork: Command<WorkClaiming, readonly ClaimedWork[]>;
  /** When the process before this one last said that it lived. */
  takeOver: Command<{ nowMs: number }, number | undefined>;
  redate: Command<Redating, undefined>;
  countUses: Command<SourceUses, undefined>;
  /** A read, but of the writer: it must see what was just claimed. So is `loadEvent`. */
  loadWork: Command<{ sequence: number }, WorkContent>;
  settleWork: Command<Settling, SettledSteps>;
  completeResult: Command<{ id: string; result: BusinessResult; nowMs: number }, CompletedResult | undefined>;
  /** A read, but of the writer: it must see what was just given. */
  resultStanding: Command<{ id: string }, { result?: BusinessResult; answerOwed: boolean } | undefined>;
  retryMessage: Command<{ id: string; nowMs: number }, Retried | undefined>;
  claimDeliveries: Command<DeliveryClaiming, readonly ClaimedDelivery[]>;
  loadEvent: Command<{ deliveryId: string }, EventRow>;
  settleDelivery: Command<
    { claim: Held; outcome: DeliveryOutcome; nowMs: number },
    { settled: Settled; released: boolean }
  >;
  extendClaims: Command<{ claims: readonly HeldThing[]; untilMs: number }, readonly Settled[]>;
  pause: Command<{ sink: string; nowMs: number; reason: string }, void>;
  resume: Command<{ sink: string }, void>;
  createReplay: Command<{ request: ReplayRequest; total: number; until: number; nowMs: number }, string>;
  beginReplayStep: Command<{ id: string }, number>;
  addReplayed: Command<
    { id: string; items: readonly { place: number; replayed: Replayed }[]; nowMs: number },
    'done' | 'fenced'
  >;
  endReplay: Command<{ id: string; state: Exclude<ReplayState, 'running'>; nowMs: number }, void>;
  withdrawReplayed: Command<{ id: string; nowMs: number }, number>;
  redeliver: Command<{ id: string; nowMs: number }, { replay: string } | 'not_dead' | undefined>;
  acknowledge: Command<{ name: string; position: number; nowMs: number }, Acknowledged>;
  deleteConsumer: Command<{ name: string }, void>;
  forget: Command<Aged & { sequences: readonly number[] }, number>;
  forgetTopics: Command<{ limit: number }, number>;
  shrink: Command<{ pages: number }, number>;
  holdMessage: Command<{ id: string; reason?: string }, boolean>;
  settleDrift: Command<{ id: string; state: DriftState; nowMs: number }, boolean>;
  /** A read, but of the writer: a waiting connection must not queue behind a slow listing. */
  readResult: Command<{ messageId: string }, BusinessResult | 'owed' | undefined>;
  /** The result after all, or `undefined`: from then on an answer is owed. */
  oweAnswer: Command<{ messageId: string }, BusinessResult | undefined>;
  beat: Command<{ nowMs: number }, undefined>;
};

export type ReadCommands = {
  kept: Command<{ space: string; key: string }, Kept | undefined>;
  listKept: Command<{ space: string }, readonly ListedKept[]>;
  listMessages: Command<{ filter: MessageFilter; slice: Slice }, Sliced<MessageSummary>>;
  /** At most six ids that begin or end so; the whole of an id finds that one alone. */
  namedMessages: Command<{ text: string }, readonly string[]>;
  namedEvents: Command<{ text: string }, readonly string[]>;
  showMessage: Command<{ id: string }, ShownMessage | undefined>;
  listOwedResults: Command<{ filter: { readonly source?: string }; slice: Slice }, Sliced<MessageSummary>>;
  listEvents: Command<{ filter: EventFilter; slice: Slice }, Sliced<StoredEvent>>;
  showEvent: Command<{ id: string }, { event: StoredEvent; deliveries: readonly DeliverySummary[] } | undefined>;
  pullEvents: Command<{ filter: EventFilter; from: PullPlace; limit: number }, PulledRows>;
  listConsumers: Command<undefined, readonly KeptConsumer[]>;
  showConsumer: Command<{ name: string }, KeptConsumer | undefined>;
  listDeliveries: Command<{ filter: DeliveryFilter; slice: Slice }, Sliced<ListedDelivery>>;
  showDelivery: Command<{ id: string }, { delivery: ListedDelivery; attempts: readonly PastAttempt[] } | undefined>;
  pausedSinks: Command<undefined, readonly string[]>;
  listSinks: Command<undefined, readonly SinkStanding[]>;
  countReplay: Command<{ filter: ReplayFilter }, ReplayCount>;
  newestMessage: Command<undefined, number>;
  nextReplayed: Command<{ id: string; limit: number }, readonly ReplayItem[]>;
  listReplays: Command<{ slice: Slice }, Sliced<Replay>>;
  showReplay: Command<{ id: string }, Replay | undefined>;
  countAged: Command<{ nowMs: number; ages: RetentionAges }, Forgotten>;
  listHeldMessages: Command<{ slice: Slice }, Sliced<MessageSummary>>;
  listDrift: Command<{ filter: DriftFilter; slice: Slice }, Sliced<DriftEntry>>;
  showDrift: Command<{ id: string }, DriftEntry | undefined>;
  driftStanding: Command<undefined, DriftStanding>;
  findAged: Command<Aged & { after: number; limit: number }, readonly number[]>;
  credentialUses: Command<{ source: string }, readonly CredentialUse[]>;
  troubles: Command<{ sinceMs: number; unfinished: number; limit: number }, Troubles>;
  backlog: Command<undefined, { work: number; deliveries: number; oldestDueAtMs?: number }>;
};

export type ShownMessage = {
  message: StoredMessage;
  documents: readonly FetchedDocument[];
  eventIds: readonly string[];
  receiptsAtMs: readonly number[];
};

type Commands = { readonly [name: string]: Command<unknown, unknown> };

/** One command as sent. */
export type Sent<C extends Commands> = {
  [Name in keyof C]: { readonly name: Name; readonly request: C[Name]['request'] };
}[keyof C];

/** What answers them on the thread that owns the connection. */
export type Handlers<C extends Commands> = {
  readonly [Name in keyof C]: (request: C[Name]['request']) => C[Name]['answer'];
};

/** Runs one command. The cast joins a name with its request, which `Sent` has kept together. */
export function dispatch<C extends Commands>(handlers: Handlers<C>, command: Sent<C>): unknown {
  return (handlers[command.name] as (request: unknown) => unknown)(command.request);
}

/**
 * The wall between receiving and delivering, and the only thing that both know. It keeps messages, their identities, work, events
 * and deliveries. Every method states its promise, and `test/store/conformance.ts` executes these promises against each engine.
 *
 * "Durable" means: survives `kill -9` and a power cut. Times are milliseconds since the epoch and come from the caller's clock.
 */
import type {
  AnyDue,
  Appended,
  AskingDue,
  BusinessResult,
  Change,
  CompletedResult,
  Concern,
  Consumer,
  CountRequest,
  CredentialUse,
  DeliveryClaim,
  DeliveryFilter,
  DeliveryOutcome,
  DeliverySummary,
  EventFilter,
  FindingEntry,
  FindingFilter,
  FindingState,
  FindingTotals,
  Found,
  KeepOutcome,
  Kept,
  Lane,
  LeaseTerm,
  ListedDelivery,
  ListedKept,
  MessageCount,
  MessageFilter,
  MessageSummary,
  NewMessage,
  Page,
  PageRequest,
  PastAttempt,
  Pruned,
  PruneRequest,
  Pulled,
  PullFrom,
  Replay,
  ReplayCount,
  Replayed,
  ReplayFilter,
  ReplayListFilter,
  ReplayRequest,
  ReplayStep,
  Retried,
  Settled,
  ShownMessage,
  SinkGlance,
  SinkPause,
  SinkStanding,
  StoredEvent,
  Troubles,
  WorkClaim,
  WorkSettled,
  WorkSteps,
} from './types.ts';

export type * from './types.ts';

/** How many consumers are kept. Callers choose the names, and nothing else would bound their number. */
export const CONSUMERS_MAX = 100;

/**
 * Entries of one provider. Enough for a provider that changes its whole format; few enough that one which puts a random name into every
 * message fills neither the disk nor a person's day. When all are used, the oldest resolved entry makes room. If there is none, the rarest new one
 * does: of several the oldest, and one that alerts last. Acknowledged entries stay, because a person has looked at them.
 */
export const FINDINGS_MAX = 500;

/** The disk or the database refused. Nothing of the call is durable. `fatal`: do not try again, stop (a failed fsync proves nothing any more). */
export class StoreUnavailable extends Error {
  readonly fatal: boolean;
  constructor(message: string, options: { fatal: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'StoreUnavailable';
    this.fatal = options.fatal;
  }
}

/**
 * *Durable* is what neither the end of the process nor a power cut takes back. Two things survive the end of the process, but a power cut may take back the latest of them, as if
 * they had not been called: claims with their leases, and ends that come again with the same outcome. These are settled deliveries, and ends of work that complete it, give it back
 * or put it off, without another step. What was taken back is claimed again: an event is then delivered once more with the same id and content, because bytes, documents and results are durable.
 * Every durable call makes all earlier ones durable. An event that `pullEvents` hands out, or an announced finding, is durable before.
 */
export interface Store {
  /**
   * Stores a push: message, identities, nonce, credential use count and first work item in one transaction. Durable when it resolves.
   * Of many concurrent appends with one identity exactly one is `stored`. A nonce that comes again with the same identities within 60 s is a
   * `duplicate` of the message that it first came with, even if that message's identities have been released since. Rejects with `StoreUnavailable`; then nothing was kept.
   */
  append(message: NewMessage): Promise<Appended>;

  /**
   * The business result of a message, as soon as there is one, or `undefined` when `budgetMs` has passed without one. In that case the
   * caller promises its sender a later answer. So before this resolves with `undefined` it is durable that an answer is owed
   * (`answerOwed`). This is decided in one order with `settleWork`: either the result is returned here, or the worker that settles it learns that it is owed.
   */
  resultOf(messageId: string, budgetMs: number): Promise<BusinessResult | undefined>;

  /**
   * Calls `listener` when something changes that others wait for, and says what. What is asked afterwards sees the change, unless its commit fails. Returns a function
   * that stops it. This is a hint, not a promise: one call may stand for several commits, and commits of another process may not be told at all. So callers that wait also poll.
   */
  onChange(listener: (what: Change) => void): () => void;

  /**
   * Up to `limit` due work items (fewer where their bodies are large), oldest first, each held by this caller for `leaseMs`. Two callers
   * never hold one at the same time.
   *
   * A claim that nobody ended (its process died, or its lease ran out) is not an attempt. The item is as it was before, except for its count of
   * `unfinished` claims, and waits (`shared/unfinished.ts`). After three in a row it is a suspect: only a claim with `suspects: 'only'` gets it,
   * and such a claim should take one at a time. Any end of the claim except `give_back` begins the count again.
   *
   * An item that waits for a time more than `longestWaitMs` ahead is due: no wait is meant to be that long, so a clock was wrong.
   */
  claimWork(request: {
    nowMs: number;
    leaseMs: number;
    limit: number;
    suspects?: 'only';
    longestWaitMs?: number;
  }): Promise<readonly WorkClaim[]>;
  /**
   * Takes the steps of work under a claim, ends the claim, or both. Durable before it resolves, except for an end alone as said above. All steps are one transaction, in the order in which `WorkSteps`
   * names them, decided in one order with `resultOf`. Settling again under the same fence is `done` without an effect.
   */
  settleWork(claim: WorkClaim, steps: WorkSteps): Promise<WorkSettled>;

  /**
   * Newest first. A cursor is opaque and stays valid while new messages arrive. Throws `RangeError` on a cursor that it did not give. With
   * `search` a page may be short or empty and still name a next one: one call looks into a bounded number of payloads.
   */
  listMessages(filter: MessageFilter, page: PageRequest): Promise<Page<MessageSummary>>;
  /**
   * A message by its id, or by at least 4 characters with which its id alone begins or ends. Throws `AmbiguousId` if several do; `undefined` if none
   * does. Upper and lower case are the same. It takes milliseconds among millions.
   */
  showMessage(id: string): Promise<ShownMessage | undefined>;
  /** Newest first, as `listMessages`. */
  listEvents(filter: EventFilter, page: PageRequest): Promise<Page<StoredEvent>>;
  /** By its id, or by its beginning or end, as `showMessage`. At least 4 characters of an end must belong to the message's id (`6a1b37-0`). */
  showEvent(id: string): Promise<{ event: StoredEvent; deliveries: readonly DeliverySummary[] } | undefined>;
  /**
   * How many messages were received in each step, by source, state and verdict as they are by now, the oldest first; steps without any are left out.
   * Messages that were forgotten for their age are counted too, for 100 days. The counts are kept as messages change; at most those that wait are looked at one by one.
   */
  countMessages(request: CountRequest): Promise<readonly MessageCount[]>;
  /** For each credential of a source: how often it vouched for a push, when first and when last. */
  credentialUses(source: string): Promise<readonly CredentialUse[]>;
  /**
   * Adds uses of a source's credentials that came without a message, such as those of a sandbox. Durable when it resolves. A call that
   * rejects has counted nothing.
   */
  countUses(source: string, uses: readonly CredentialUse[]): Promise<void>;
  /** How many work items and deliveries are not yet settled, and when the oldest became due. */
  backlog(): Promise<{ work: number; deliveries: number; oldestDueAtMs?: number }>;

  /** A sign of life: commits something small. Rejects when that fails: the disk is full, or nothing can be promised any more (after a failed commit). */
  healthy(): Promise<void>;

  /**
   * Up to `limit` deliveries of a sink that are due, those due longest first, each held by this caller for `leaseMs`; none while the
   * sink is paused. Without `lane`: live ones, then retries, then replays. Two callers never hold one at the same time.
   *
   * Of the unsettled deliveries with the same sink and order key only one can be claimed: that of the message received first.
   * It releases the next when it is delivered or dead. While it waits for its retry, only its key waits with it.
   * A replay has keys of its own: its deliveries are in order among themselves. A delivery that is already
   * held is not overtaken; one whose message came earlier but was processed later goes next.
   *
   * `early`: when nothing is due, also deliveries that wait for a later time, the soonest first (for probing a sink that failed).
   *
   * A claim that nobody ended counts and waits as in `claimWork`, and `longestWaitMs` means the same as there. `suspects`: `only` those, or those `too` when nothing else is due.
   * A claim for suspects should take one at a time.
   */
  claimDeliveries(request: {
    sink: string;
    nowMs: number;
    leaseMs: number;
    limit: number;
    lane?: Lane;
    early?: boolean;
    suspects?: 'only' | 'too';
    longestWaitMs?: number;
  }): Promise<readonly DeliveryClaim[]>;
  /**
   * Whether a claim may find something now: work, or deliveries of a sink that is not paused. A poll asks this instead of a claim for each kind and each sink. What it denies is not there; what it affirms
   * may wait for its turn.
   */
  anyDue(request: AskingDue): Promise<AnyDue>;
  /** Ends a claim, and keeps the sink's answer with the delivery's attempts. */
  settleDelivery(claim: DeliveryClaim, outcome: DeliveryOutcome, nowMs: number): Promise<Settled>;
  /** Extends the lease of each claim to `nowMs + leaseMs`. One answer for each claim, in their order; `fenced`: another worker has it, or it was given back. */
  extendClaims(
    claims: readonly (WorkClaim | DeliveryClaim)[],
    lease: { nowMs: number; leaseMs: number },
  ): Promise<readonly Settled[]>;

  /**
   * Pauses a sink, or resumes it (`undefined`). Durable: no delivery of a paused sink is claimed, also after a restart. Those already held are settled. The
   * first reason stays.
   */
  setSinkPause(sink: string, pause: SinkPause | undefined): Promise<void>;
  /** By name. It counts everything that waits, which takes a third of a second of a million. */
  listSinks(): Promise<readonly SinkStanding[]>;
  /** What waits for these sinks, each of its counts at most `countMax`: for who looks every few seconds. In their order. */
  glanceAtSinks(sinks: readonly string[], countMax: number): Promise<readonly SinkGlance[]>;

  /** Newest first, as `listMessages`. Dead letters are `{ state: 'dead' }`. */
  listDeliveries(filter: DeliveryFilter, page: PageRequest): Promise<Page<ListedDelivery>>;
  showDelivery(id: string): Promise<{ delivery: ListedDelivery; attempts: readonly PastAttempt[] } | undefined>;

  /**
   * Gives the result of a message that is in work (laid aside or not), or that was given up without one. Durable before it resolves; wakes `resultOf`. The
   * work is due at once, as if it had never been tried, and a worker that held it is fenced. `undefined`: there is no such message.
   */
  completeResult(messageId: string, result: BusinessResult, nowMs: number): Promise<CompletedResult | undefined>;

  countReplay(filter: ReplayFilter): Promise<ReplayCount>;
  /** Begins a replay of the messages that the filter finds now; messages that arrive later are not part of it. */
  createReplay(request: ReplayRequest, nowMs: number): Promise<Replay>;
  /**
   * Begins a step of the walk, durably, with the next messages in the order of their arrival. There are fewer than `limit` where they are large. They
   * come one by one after three steps in a row that nobody added (`shared/unfinished.ts`). No messages: the replay is at its end and `done` from now on, or it no longer runs.
   */
  nextReplayed(id: string, limit: number, nowMs: number): Promise<ReplayStep>;
  /**
   * Makes the deliveries of the messages up to the last item's place, in one transaction with the replay's progress. A repeat after a crash
   * changes nothing. `fenced`: the replay was stopped, or another process has made this step. Deduplication does not apply here.
   */
  addReplayed(
    id: string,
    items: readonly { readonly place: number; readonly replayed: Replayed }[],
    nowMs: number,
  ): Promise<'done' | 'fenced'>;
  /** Withdraws its deliveries that nobody holds, also those of a replay that is done. A replay that has ended keeps its state. */
  stopReplay(id: string, nowMs: number): Promise<void>;
  /** Newest first. */
  listReplays(filter: ReplayListFilter, page: PageRequest): Promise<Page<Replay>>;
  /**
   * Makes a dead letter due again, as it was sent and with all its attempts, in a replay of its own whose id is returned.
   * `not_dead`: it is due or delivered; `undefined`: there is no such delivery.
   */
  redeliver(deliveryId: string, nowMs: number): Promise<{ readonly replay: string } | 'not_dead' | undefined>;

  /**
   * Up to `limit` events. No event is ever inserted before one that was handed out. A consumer that has acknowledged nothing begins at the oldest. A pull
   * does not keep an event from being forgotten. Throws `RangeError` on a cursor that no pull of this store gave.
   */
  pullEvents(filter: EventFilter, from: PullFrom, limit: number): Promise<Pulled>;
  /** Durable when it resolves. Makes the consumer if there is none of that name. A place before its present one changes nothing. `RangeError` as `pullEvents`. */
  acknowledge(consumer: string, cursor: string, nowMs: number): Promise<Consumer | 'too_many'>;
  /** By name. */
  listConsumers(): Promise<readonly Consumer[]>;
  /** Forgets a consumer's place, and returns the consumer as it was; `undefined` if there is none of that name. */
  deleteConsumer(name: string): Promise<Consumer | undefined>;

  /** Newest first, by when the entry was made, with the totals of all entries and of findings that found no room. Throws `RangeError` on a cursor that it did not give. */
  listFindings(filter: FindingFilter, page: PageRequest): Promise<Page<FindingEntry> & FindingTotals>;
  /** Puts an entry into a state. `stateSinceMs` stays if the entry has that state already. `false`: there is no such entry. */
  settleFinding(id: string, state: Exclude<FindingState, 'new'>, nowMs: number): Promise<boolean>;

  /**
   * Forgets the next batch of at most `limit` things that are older than their age: messages with all that belongs to them, events
   * with their deliveries, bodies. It never forgets a message in work or with an answer owed, a message with an unsettled delivery or with an
   * identity that is still remembered, an event with an unsettled delivery, nor a message under legal hold and its events. The last batches give
   * free space back, where an engine does not do so by itself.
   *
   * `dry` forgets nothing and counts what all batches would forget now. It looks at everything that is old, which takes seconds with millions of items.
   */
  prune(request: PruneRequest): Promise<Pruned>;
  /** A message under legal hold is kept with all that belongs to it until it is released (`undefined`). False: there is no such message. */
  holdMessage(id: string, reason: string | undefined): Promise<boolean>;

  /**
   * Makes a message's work due now, with fresh attempts: a message that failed or is in quarantine, one that waits for its next attempt, or one whose
   * promised answer was not delivered. Durable when it resolves; `undefined`: there is no such message.
   */
  retryMessage(id: string, nowMs: number): Promise<Retried | undefined>;
  /** At most `limit` suspects. */
  troubles(request: { sinceMs: number; unfinished: number; limit: number }): Promise<Troubles>;

  /**
   * Takes the lease of that name for a job that must run in one process only (a replay's walk, retention), or renews the caller's own. `true`: this holder has it
   * for that long. `false`: another holder has it, or it was given up (`forMs` 0). A holder that stops renewing loses it at the end of its term, so
   * the leases of a process that has died are free by then.
   */
  lease(name: string, term: LeaseTerm): Promise<boolean>;

  /** The value kept under a key of a space; `undefined`: none. Each space belongs to one user, and only that user knows what its values mean. */
  kept(space: string, key: string): Promise<Kept | undefined>;
  /** All that is kept in a space, by key. */
  listKept(space: string): Promise<readonly ListedKept[]>;
  /**
   * Keeps a value (absent: forgets it) if the key still has the version that was read, 0 where there was none. If two callers
   * read the same version, the second is told `changed`, and its value is not kept. Durable before it resolves.
   */
  keep(
    space: string,
    key: string,
    change: { readonly value: Uint8Array | undefined; readonly version: number },
  ): Promise<KeepOutcome>;
}

/** The store as only its opener has it: with what was found, how it fails, and its end. */
export interface OpenedStore extends Store {
  readonly found: Found;
  /** Resolves with the failure after which nothing can be promised any more; not while all is well. The process must end. */
  readonly failed: Promise<StoreUnavailable>;
  /** What a person should know of the database now, such as a missing standby; absent where an engine has nothing of the kind. Changes nothing. */
  concerns?(): Promise<readonly Concern[]>;
  /**
   * The time of day was set by `jumpMs`; without that it would be `nowMs`. Items that wait or are held wait as long by the new time
   * as before, and due items stay due. A store that is opened at a time before the last sign of life does this by itself.
   */
  redate(jump: { nowMs: number; jumpMs: number }): Promise<void>;
  /** Ends the budgets of `resultOf`, finishes what is queued and closes. Later calls reject. */
  close(): Promise<void>;
}

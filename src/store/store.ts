/**
 * The wall between receiving and delivering, and the only thing both know. It keeps messages, their identities, work, events
 * and deliveries. Every method states its promise; `test/store/conformance.ts` is these promises executed against each engine.
 *
 * "Durable" means: survives `kill -9` and a power cut. Times are milliseconds since the epoch and come from the caller's clock.
 */
import type {
  Appended,
  BusinessResult,
  Change,
  CompletedResult,
  Consumer,
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
  SinkPause,
  SinkStanding,
  StoredEvent,
  Troubles,
  WorkClaim,
  WorkSettled,
  WorkSteps,
} from './types.ts';

export type * from './types.ts';

/** How many consumers are kept: each name is somebody's choice, and nothing else would bound them. */
export const CONSUMERS_MAX = 100;

/**
 * Entries of one provider. Enough for a provider that changes its whole format; few enough that one which puts a random name into every
 * message fills neither the disk nor a person's day. When they are used up, the oldest resolved entry makes room, else the rarest new one, of
 * several the oldest (one that alerts last). Acknowledged entries stay: a person has looked at them.
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

export interface Store {
  /**
   * Stores a push: message, identities, nonce, credential use count and first work item in one transaction. Durable when it resolves.
   * Of many concurrent appends with one identity exactly one is `stored`. A nonce that comes again with the same identities within 60 s is a
   * `duplicate` of the message that it came with first, even where that message's identities have been released since. Rejects with `StoreUnavailable`; then nothing was kept.
   */
  append(message: NewMessage): Promise<Appended>;

  /**
   * The business result of a message, as soon as there is one, or `undefined` when `budgetMs` has passed without. In that case the
   * caller goes on to promise its sender a later answer, so before this resolves with `undefined` it is durable that an answer is owed
   * (`answerOwed`), decided in one order with `settleWork`: either the result is returned here, or its settler learns that it is owed.
   */
  resultOf(messageId: string, budgetMs: number): Promise<BusinessResult | undefined>;

  /**
   * Calls `listener` after a commit that changed something of what others wait for, and says what; returns the way to stop it. A hint, not a
   * promise: several commits may be told as one, and of those of another process nothing may be heard. So whoever waits polls, too.
   */
  onChange(listener: (what: Change) => void): () => void;

  /**
   * Up to `limit` due work items (fewer where their bodies are large), oldest first, each held by this caller for `leaseMs`. Two callers
   * never hold one at the same time.
   *
   * A claim that nobody ended (its process died, or its lease ran out) is not an attempt: the item is as it was before, but for its count of
   * `unfinished` claims, and waits (`shared/unfinished.ts`). After three in a row it is a suspect, which only a claim with `suspects: 'only'` gets;
   * whoever asks for those takes them one by one. An end that somebody gives the claim (`give_back` excepted) begins the count again.
   *
   * What waits for a time that is more than `longestWaitMs` ahead is due: no wait was meant to be so long, so a clock was wrong once.
   */
  claimWork(request: {
    nowMs: number;
    leaseMs: number;
    limit: number;
    suspects?: 'only';
    longestWaitMs?: number;
  }): Promise<readonly WorkClaim[]>;
  /**
   * Does something with a claim, ends it, or both; durable before it resolves. All steps are one transaction, in the order in which `WorkSteps`
   * names them, decided in one order with `resultOf`. Settling again under the same fence is `done` without an effect.
   */
  settleWork(claim: WorkClaim, steps: WorkSteps): Promise<WorkSettled>;

  /**
   * Newest first. A cursor is opaque and stays valid while new messages arrive. Throws `RangeError` on a cursor that it did not give. With
   * `search` a page may be short or empty and still name a next one: one call looks into a bounded number of payloads.
   */
  listMessages(filter: MessageFilter, page: PageRequest): Promise<Page<MessageSummary>>;
  /**
   * `undefined` when there is none. By its id, or by at least 4 characters with which it alone begins or ends; throws `AmbiguousId` when several
   * do. Capitals do not count. It takes milliseconds among millions.
   */
  showMessage(id: string): Promise<ShownMessage | undefined>;
  /** Newest first, as `listMessages`. */
  listEvents(filter: EventFilter, page: PageRequest): Promise<Page<StoredEvent>>;
  /** By its id, or by how that begins or ends, as `showMessage`; of an ending at least 4 characters belong to the message's id (`6a1b37-0`). */
  showEvent(id: string): Promise<{ event: StoredEvent; deliveries: readonly DeliverySummary[] } | undefined>;
  /** Per credential of a source: how often, when first and when last it vouched for a push. */
  credentialUses(source: string): Promise<readonly CredentialUse[]>;
  /**
   * Adds uses of a source's credentials that came without a message, such as those of a sandbox: durable when it resolves. Nothing of a call that
   * rejects was counted.
   */
  countUses(source: string, uses: readonly CredentialUse[]): Promise<void>;
  /** What waits: work and deliveries not yet settled, and the oldest of them. */
  backlog(): Promise<{ work: number; deliveries: number; oldestDueAtMs?: number }>;

  /** A sign of life: commits something small. Rejects when that fails: the disk is full, or nothing can be promised any more (after a failed commit). */
  healthy(): Promise<void>;

  /**
   * Up to `limit` deliveries of a sink that are due, those due longest first, each held by this caller for `leaseMs`; none while the
   * sink is paused. `lane` absent: live ones, then retries, then replays. Two callers never hold one at the same time.
   *
   * Of deliveries with the same sink and order key at most one can be claimed: that of the message received first among those
   * not yet settled. It releases the next when it is delivered or dead; a wait for its retry holds up its key and nothing else.
   * A replay has keys of its own: its deliveries are in order among themselves. Deliveries of a key that is already
   * held are not overtaken; one whose message came earlier but was processed later goes next.
   *
   * `early`: also what waits for a later time, the soonest first, when nothing is due (for probing a sink that failed).
   *
   * A claim that nobody ended counts and waits as in `claimWork`, and `longestWaitMs` is what it is there. `suspects`: `only` those, or those `too` when nothing else is due; whoever
   * asks for them takes them one by one.
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
  /** Ends a claim, and keeps what the sink said with the delivery's attempts. */
  settleDelivery(claim: DeliveryClaim, outcome: DeliveryOutcome, nowMs: number): Promise<Settled>;
  /** Holds each claim until `nowMs + leaseMs`. One word per claim, in their order; `fenced`: another worker has it, or it was given back. */
  extendClaims(
    claims: readonly (WorkClaim | DeliveryClaim)[],
    lease: { nowMs: number; leaseMs: number },
  ): Promise<readonly Settled[]>;

  /**
   * Pauses a sink, or resumes it (`undefined`). Durable: nothing of a paused one is claimed, also after a restart. What is under way is settled. The
   * first reason stays.
   */
  setSinkPause(sink: string, pause: SinkPause | undefined): Promise<void>;
  /** By name. */
  listSinks(): Promise<readonly SinkStanding[]>;

  /** Newest first, as `listMessages`. Dead letters are `{ state: 'dead' }`. */
  listDeliveries(filter: DeliveryFilter, page: PageRequest): Promise<Page<ListedDelivery>>;
  showDelivery(id: string): Promise<{ delivery: ListedDelivery; attempts: readonly PastAttempt[] } | undefined>;

  /**
   * Gives the result of a message that is in work, laid aside or not, or that was given up without one. Durable before it resolves; wakes `resultOf`. The
   * work is due at once, as if it had never been tried, and whoever held it is fenced. `undefined`: there is no such message.
   */
  completeResult(messageId: string, result: BusinessResult, nowMs: number): Promise<CompletedResult | undefined>;

  countReplay(filter: ReplayFilter): Promise<ReplayCount>;
  /** Begins a replay of what the filter finds now; what arrives later is not part of it. */
  createReplay(request: ReplayRequest, nowMs: number): Promise<Replay>;
  /**
   * Durable: a step of the walk begins, with the next messages in the order of their arrival. They are fewer than `limit` where they are large, and
   * come one by one after three steps in a row that nobody added (`shared/unfinished.ts`). None: the replay is at its end and `done` from now on, or it runs no more.
   */
  nextReplayed(id: string, limit: number, nowMs: number): Promise<ReplayStep>;
  /**
   * Makes the deliveries of the messages up to the last item's place, in one transaction with the replay's progress; a repeat after a crash
   * changes nothing. `fenced`: it was stopped, or someone else has been there. Deduplication has no say here.
   */
  addReplayed(
    id: string,
    items: readonly { readonly place: number; readonly replayed: Replayed }[],
    nowMs: number,
  ): Promise<'done' | 'fenced'>;
  /** Its deliveries that are not under way are withdrawn, also those of one that is done. One that has ended keeps its state. */
  stopReplay(id: string, nowMs: number): Promise<void>;
  /** Newest first. */
  listReplays(filter: ReplayListFilter, page: PageRequest): Promise<Page<Replay>>;
  /**
   * A dead letter is due again, as it was sent, with all its attempts before it, in a replay of its own whose id is returned.
   * `not_dead`: it is due or delivered; `undefined`: there is none.
   */
  redeliver(deliveryId: string, nowMs: number): Promise<{ readonly replay: string } | 'not_dead' | undefined>;

  /**
   * Up to `limit` events. Nothing is ever put in before what was handed out. A consumer that acknowledged nothing yet begins at the oldest. A pull
   * holds no event back from being forgotten. Throws `RangeError` on a cursor that no pull of this store gave.
   */
  pullEvents(filter: EventFilter, from: PullFrom, limit: number): Promise<Pulled>;
  /** Durable when it resolves. Makes the consumer; a place before the one it has changes nothing. `RangeError` as `pullEvents`. */
  acknowledge(consumer: string, cursor: string, nowMs: number): Promise<Consumer | 'too_many'>;
  /** By name. */
  listConsumers(): Promise<readonly Consumer[]>;
  /** Its place is forgotten; what it was, or `undefined` when there is none of that name. */
  deleteConsumer(name: string): Promise<Consumer | undefined>;

  /** Newest first, by when the entry was made; with it how many there are of all, and what found no room. Throws `RangeError` on a cursor that it did not give. */
  listFindings(filter: FindingFilter, page: PageRequest): Promise<Page<FindingEntry> & FindingTotals>;
  /** Puts an entry into a state; `stateSinceMs` stays where it is there already. `false`: there is no such entry. */
  settleFinding(id: string, state: Exclude<FindingState, 'new'>, nowMs: number): Promise<boolean>;

  /**
   * Forgets the next batch of at most `limit` things that are older than their age: messages with all that belongs to them, events
   * with their deliveries, bodies. Never what is still owed: a message in work or with an answer owed, one with a delivery that is not settled or whose
   * identity is still remembered, an event with such a delivery; and never a message under legal hold, nor its events. The last batches give the room
   * back that has become free, where an engine does not do so by itself.
   *
   * `dry` forgets nothing and counts what all batches would forget now: a look at everything that is old, which takes seconds with millions of it.
   */
  prune(request: PruneRequest): Promise<Pruned>;
  /** A message under legal hold is kept with all that belongs to it until it is released (`undefined`). False: there is no such message. */
  holdMessage(id: string, reason: string | undefined): Promise<boolean>;

  /**
   * Has a message processed again now, with fresh attempts: one that failed or is in quarantine, one that waits for its next attempt, one whose
   * promised answer was not brought. Durable when it resolves; `undefined`: there is no such message.
   */
  retryMessage(id: string, nowMs: number): Promise<Retried | undefined>;
  /** At most `limit` suspects. */
  troubles(request: { sinceMs: number; unfinished: number; limit: number }): Promise<Troubles>;

  /**
   * Takes the lease of that name for whatever must run once anywhere (a replay's walk, retention), or renews one's own. `true`: this holder has it
   * for that long. `false`: somebody else has, or it was given up (`forMs` 0). A holder that stops renewing loses it at the end of its term, and
   * the leases of a process that has died are free at the latest then.
   */
  lease(name: string, term: LeaseTerm): Promise<boolean>;

  /** What is kept under a key of a space; `undefined`: nothing. A space belongs to whoever uses it, and only that one knows what its values mean. */
  kept(space: string, key: string): Promise<Kept | undefined>;
  /** All that is kept in a space, by key. */
  listKept(space: string): Promise<readonly ListedKept[]>;
  /**
   * Keeps a value (absent: forgets what is kept) if that under the key still has the version that was read, 0 where there was none. Of two that
   * read the same version one is told `changed`, and nothing of it is kept. Durable before it resolves.
   */
  keep(
    space: string,
    key: string,
    change: { readonly value: Uint8Array | undefined; readonly version: number },
  ): Promise<KeepOutcome>;
}

/** What whoever opened the store has of it, and nobody else: how it was found, how it fails, and its end. */
export interface OpenedStore extends Store {
  readonly found: Found;
  /** Resolves with the failure after which nothing can be promised any more; not while all is well. The process must end. */
  readonly failed: Promise<StoreUnavailable>;
  /**
   * The time of day was set by `jumpMs`, and `nowMs` is what it would be without: what waits for a later time, and what is held, waits as long
   * as before by the new time; what was due is due. A store that is opened at a time before the last sign of life does this by itself.
   */
  redate(jump: { nowMs: number; jumpMs: number }): Promise<void>;
  /** Ends the budgets of `resultOf`, finishes what is queued and closes. Later calls reject. */
  close(): Promise<void>;
}

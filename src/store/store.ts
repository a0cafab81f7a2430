/**
 * The wall between receiving and delivering, and the only thing both know. It keeps messages, their identities, work, events
 * and deliveries. Every method states its promise; `test/store/conformance.ts` is these promises executed against each engine.
 *
 * "Durable" means: survives `kill -9` and a power cut. Times are milliseconds since the epoch and come from the caller's clock.
 */
import type { Consumers } from './consumers.ts';
import type { Deliveries, DeliverySummary, NewDelivery } from './deliveries.ts';
import type { Departure, Drift } from './drift.ts';
import type { EventFilter, MessageFilter } from './filters.ts';
import type { Replays } from './replays.ts';
import type { Results } from './results.ts';
import type { Retention } from './retention.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { Troubling } from './troubles.ts';

export type * from './consumers.ts';
export type * from './corpus.ts';
export type * from './deliveries.ts';
export type * from './drift.ts';
export type * from './filters.ts';
export type * from './replays.ts';
export type * from './results.ts';
export type * from './retention.ts';
export type * from './signing-keys.ts';
export type * from './troubles.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * One name under which a message is known, for telling repeats from news. A push may have several (Zettle: its uuid and its signature).
 * Scope is one source: the same key at another source is another message.
 */
export type Identity = {
  /** What the key is: `uuid`, `signature`, `token`, `body` … */
  readonly kind: string;
  readonly key: string;
  /** What this key stands for. Same key, same binding: a repeat. Same key, other binding: someone re-used it (a conflict). */
  readonly binding: string;
  /**
   * How long the key is remembered after its last new message; absent = as long as the message is kept. Later the same key is new:
   * under the same binding a `possibleRepeatOf`, under another one nothing special.
   */
  readonly windowMs?: number;
  /**
   * A repeat counts as one only while `topic` has not meanwhile held another value. Paazl: topic = barcode, value = status; the
   * same bytes after another status of that barcode are a new message, flagged `possibleRepeatOf`.
   */
  readonly unless?: { readonly topic: string; readonly value: string };
};

export type Disposition =
  /** Becomes work: follow up, parse, judge, normalise, deliver. */
  | { readonly kind: 'process' }
  /** Kept for the record and never processed (Zettle's TestMessage). Has no identity; at most `most` per group are kept, the oldest go. */
  | {
      readonly kind: 'record';
      readonly reason: string;
      readonly group: string;
      readonly most: number;
      readonly perMinute: number;
    };

export type NewMessage = {
  /** UUID version 7, made by the gateway. */
  readonly id: string;
  readonly provider: string;
  readonly source: string;
  /** `operationId` of the contract operation that received it. */
  readonly operation: string;
  readonly receivedAtMs: number;
  readonly method: string;
  /** Path and query, secrets in it redacted. */
  readonly target: string;
  /** Lower-case names; credentials removed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  readonly identities: readonly Identity[];
  /** Credentials that vouched for it, and nonces that may come again only with the same identities, within 60 s: as a repeat of the same request. */
  readonly proofs: readonly {
    readonly credential: string;
    readonly nonce?: { readonly key: string; readonly expiresAtMs: number };
  }[];
  readonly disposition: Disposition;
};

export type Appended =
  /** New: the message is durable, its identities are taken and its first work item exists. */
  | { readonly outcome: 'stored'; readonly messageId: string; readonly possibleRepeatOf?: string }
  /**
   * A repeat of `messageId`: a receipt is durable; no new work. `reopened`: that message had failed, and its work is due again with fresh
   * attempts; if its bytes had been let go for their age, those of the repeat take their place. What is quarantined stays so.
   */
  | { readonly outcome: 'duplicate'; readonly messageId: string; readonly reopened?: true }
  /**
   * One of its identities is bound to something else: stored in quarantine under its own id, with the message it collides with.
   * Sent again, it becomes a receipt: `messageId` is then the one quarantined first. `identity` is the identity's kind, never its key.
   */
  | {
      readonly outcome: 'conflict';
      readonly messageId: string;
      readonly conflictsWith: string;
      readonly identity: string;
    }
  /** Not kept, on purpose: the group's rate was spent (only for `record`). */
  | { readonly outcome: 'sampled_out' }
  /** A nonce came a second time, with other identities or later than 60 s after the first: nothing was stored. */
  | { readonly outcome: 'nonce_reused' };

/** What contract and bytes said of a message. See `src/contracts/judge.ts`. */
export type VerdictName = 'match' | 'drift' | 'violation' | 'unknown';
export type Finding = {
  readonly rule: string;
  /** JSON Pointer or XPath into the message. */
  readonly path: string;
  readonly severity: 'drift' | 'violation';
  readonly expected: string;
  readonly seen: string;
  readonly line?: number;
  /** By which contract; absent in findings that were made before this was noted. */
  readonly contract?: ContractPlace;
};
/** `schema` is what the message, or a part of it, was held against, and `path` a JSON Pointer within what that describes (of XML: of the parsed object). */
export type ContractPlace = {
  readonly name: string;
  readonly version: string;
  readonly schema?: string;
  readonly path?: string;
};

/** received → (processed | quarantined | failed); `recorded` from the start for what is only kept. */
export type MessageState = 'received' | 'processed' | 'quarantined' | 'failed' | 'recorded';

export type StoredMessage = Omit<NewMessage, 'identities' | 'proofs' | 'disposition'> & {
  readonly state: MessageState;
  /** Why it is quarantined, failed or recorded, or why it is still in work: why its last attempt is tried again. A sentence for the operator. */
  readonly reason?: string;
  readonly verdict?: VerdictName;
  readonly findings: readonly Finding[];
  readonly possibleRepeatOf?: string;
  readonly conflictsWith?: string;
  /** Labels of what vouched for it when it came first; absent where that was not noted. */
  readonly credentials?: readonly string[];
  /** How often it arrived: 1 and one more for each duplicate. */
  readonly receipts: number;
  /** Why it is kept whatever its age. */
  readonly legalHold?: string;
  /** Its bytes and documents were let go for their age: `bytes` is empty. */
  readonly bodyForgotten?: true;
};

/** Something fetched on account of a message (1ShoppingCart's order, AppDirect's event). Raw, so that everything derived can be derived again. */
export type FetchedDocument = {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly fetchedAtMs: number;
};

/** A worker's right to a piece of work until `leaseUntilMs`. `fence` grows with each claim; a stale one settles nothing. */
export type WorkClaim = {
  readonly workId: string;
  readonly fence: number;
  /** 1 for the first try. Claims that nobody ended are not counted here. */
  readonly attempt: number;
  /** Claims in a row that nobody ended, see `claimWork`. */
  readonly unfinished: number;
  readonly message: StoredMessage;
  readonly documents: readonly FetchedDocument[];
  /** The business result, where an earlier attempt already settled one. */
  readonly result?: BusinessResult;
  /** Since when; absent where that is not known. */
  readonly resultSinceMs?: number;
  /** The sender was promised a later answer (`resultOf` ran out of its budget) and has not got it by `keepAnswered`. */
  readonly answerOwed: boolean;
};

/** An event in the CloudEvents 1.0 JSON form, as it will be delivered. */
export type NewEvent = {
  /** Message id + index; the same after a crash. */
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject?: string;
  readonly envelope: { readonly [name: string]: Json };
};
export type StoredEvent = NewEvent & {
  readonly messageId: string;
  readonly createdAtMs: number;
  readonly sequence: number;
};

export type Completion = {
  readonly state: 'processed' | 'quarantined';
  readonly reason?: string;
  readonly verdict: VerdictName;
  readonly findings: readonly Finding[];
  readonly events: readonly NewEvent[];
  /** Which sink gets which event. */
  readonly deliveries: readonly NewDelivery[];
  /** What goes to the ledger of findings; absent where the message matches its contract. */
  readonly departures?: readonly Departure[];
  /** All this is done, but not the work: it is due again then, with `reason`, for an answer that is still to be brought. */
  readonly againAtMs?: number;
};

/** The answer to a question that a provider asked by its push (AppDirect). Final: repeats hear it again. Not final: a repeat is new work. */
export type BusinessResult = { readonly final: boolean; readonly value: Json };

/** `done`, or `fenced`: the lease had passed to another worker and nothing was changed. */
export type Settled = 'done' | 'fenced';

export type Page<T> = { readonly items: readonly T[]; readonly nextCursor?: string };
export type PageRequest = { readonly limit: number; readonly cursor?: string };
/** A message as listed: without its bytes. */
export type MessageSummary = Omit<StoredMessage, 'bytes' | 'headers'> & { readonly bodyBytes: number };
export type CredentialUse = {
  readonly credential: string;
  readonly uses: number;
  readonly firstUsedAtMs: number;
  readonly lastUsedAtMs: number;
};

/** The disk or the database refused. Nothing of the call is durable. `fatal`: do not try again, stop (a failed fsync proves nothing any more). */
export class StoreUnavailable extends Error {
  readonly fatal: boolean;
  constructor(message: string, options: { fatal: boolean; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'StoreUnavailable';
    this.fatal = options.fatal;
  }
}

export interface Store extends Deliveries, Drift, Consumers, Replays, Results, Retention, SigningKeys, Troubling {
  /**
   * Stores a push: message, identities, nonce, credential use count and first work item in one transaction. Durable when it resolves.
   * Of many concurrent appends with one identity exactly one is `stored`. A nonce that comes again with the same identities within 60 s is a
   * `duplicate` of the message that it came with first, even where that message's identities have been released since. Rejects with `StoreUnavailable`; then nothing was kept.
   */
  append(message: NewMessage): Promise<Appended>;

  /**
   * The business result of a message, as soon as there is one, or `undefined` when `budgetMs` has passed without. In that case the
   * caller goes on to promise its sender a later answer, so before this resolves with `undefined` it is durable that an answer is owed
   * (`answerOwed`), decided in one order with `settleResult`: either the result is returned here, or its settler learns that it is owed.
   */
  resultOf(messageId: string, budgetMs: number): Promise<BusinessResult | undefined>;

  /** Calls `listener` after each commit that made work or deliveries due; returns the way to stop it. A hint, not a promise: workers poll too. */
  onDue(listener: () => void): () => void;

  /**
   * Up to `limit` due work items (fewer where their bodies are large), oldest first, each held by this caller for `leaseMs`. Two callers
   * never hold one at the same time.
   *
   * A claim that nobody ended (its process died, or its lease ran out) is not an attempt: the item is as it was before, but for its count of
   * `unfinished` claims, and waits (`unfinished.ts`). After three in a row it is a suspect, which only a claim with `suspects: 'only'` gets;
   * whoever asks for those takes them one by one. An end that somebody gives the claim (`giveBackWork` excepted) begins the count again.
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
  /** Keeps a fetched document with the claim's message, so that a later attempt need not fetch it again. One per name: the last wins. */
  keepDocument(claim: WorkClaim, document: FetchedDocument): Promise<Settled>;
  /** Settles the business result, durable before it resolves; wakes `resultOf`. Not final: the message's identities are released for a resend, and with a new message under one of them this answer is owed no more. The first final result stays. */
  settleResult(
    claim: WorkClaim,
    result: BusinessResult,
  ): Promise<{ readonly settled: Settled; readonly answerOwed: boolean }>;
  /** The owed answer was delivered; a later attempt of this work need not send it again. */
  keepAnswered(claim: WorkClaim): Promise<Settled>;
  /** Ends the work: verdict, findings, ledger, events and deliveries in one transaction. Repeated after a crash it changes nothing: event ids are the same. */
  completeWork(claim: WorkClaim, completion: Completion, nowMs: number): Promise<Settled>;
  /** Gives the work back until `dueAtMs`, with the reason. */
  retryWork(claim: WorkClaim, retry: { dueAtMs: number; reason: string }): Promise<Settled>;
  /** Nothing was tried, or it proves nothing: as it was before the claim, with the reason. */
  giveBackWork(claim: WorkClaim, reason: string): Promise<Settled>;
  /** Gives the work up: the message is `failed` and visible with its reason. */
  failWork(claim: WorkClaim, reason: string): Promise<Settled>;

  /**
   * Newest first. A cursor is opaque and stays valid while new messages arrive. Throws `RangeError` on a cursor that it did not give. With
   * `search` a page may be short or empty and still name a next one: one call looks into a bounded number of payloads.
   */
  listMessages(filter: MessageFilter, page: PageRequest): Promise<Page<MessageSummary>>;
  /**
   * `undefined` when there is none. By its id, or by at least 4 characters with which it alone begins or ends; throws `AmbiguousId` when several
   * do. Capitals do not count. It takes milliseconds among millions. `receiptsAtMs`: the first and the latest 999.
   */
  showMessage(id: string): Promise<
    | {
        message: StoredMessage;
        documents: readonly FetchedDocument[];
        eventIds: readonly string[];
        receiptsAtMs: readonly number[];
      }
    | undefined
  >;
  /** The whole id of the message that `showMessage` would show. */
  messageNamed(id: string): Promise<string | undefined>;
  /** Newest first, as `listMessages`. */
  listEvents(filter: EventFilter, page: PageRequest): Promise<Page<StoredEvent>>;
  /** By its id, or by how that begins or ends, as `showMessage`; of an ending at least 4 characters belong to the message's id (`6a1b37-0`). */
  showEvent(id: string): Promise<{ event: StoredEvent; deliveries: readonly DeliverySummary[] } | undefined>;
  /** Per credential of a source: how often, when first and when last it vouched for a push. */
  credentialUses(source: string): Promise<readonly CredentialUse[]>;
  /** What waits: work and deliveries not yet settled, and the oldest of them. */
  backlog(): Promise<{ work: number; deliveries: number; oldestDueAtMs?: number }>;

  /** When an earlier process last called `healthy`, by its clock, as it was when this store was opened; `undefined`: there was none. */
  lastSignOfLife(): Promise<number | undefined>;
  /**
   * The time of day was set by `jumpMs`, and `nowMs` is what it would be without: what waits for a later time, and what is held, waits as long
   * as before by the new time; what was due is due. A store that is opened at a time before the last sign of life does this by itself.
   */
  redate(jump: { nowMs: number; jumpMs: number }): Promise<void>;
  /** A sign of life: commits something small. Rejects when that fails: the disk is full, or nothing can be promised any more (after a failed commit). */
  healthy(): Promise<void>;
  /** Resolves with the failure after which nothing can be promised any more; not while all is well. The process must end. */
  readonly failed: Promise<StoreUnavailable>;
  /** What a person should know of how the store was found when it was opened: sentences, mostly none. */
  readonly remarks: readonly string[];
  /** Ends the budgets of `resultOf`, finishes what is queued and closes. Later calls reject. */
  close(): Promise<void>;
}

/** Work: one item for each message, from the append until it is settled. */
import type { NewDelivery } from './deliveries.ts';
import type { NewEvent } from './events.ts';
import type { Departure } from './findings.ts';
import type { FetchedDocument, Finding, StoredMessage, VerdictName } from './messages.ts';
import type { BusinessResult } from './results.ts';

/** `done`, or `fenced`: the lease had passed to another worker and nothing was changed. */
export type Settled = 'done' | 'fenced';

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
  /** The sender was promised a later answer (`resultOf` ran out of its budget) and no step `answered` has said that it got it. */
  readonly answerOwed: boolean;
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

/**
 * `due`: its work is due now with fresh attempts. `in_work`: somebody holds it. `awaits_result`: it waits for its result to be given, and
 * nothing else. `done`: nothing of it is left to do.
 */
export type Retried = 'due' | 'in_work' | 'awaits_result' | 'done';

export type Troubles = {
  /** Messages received since then that are `failed`, by source. */
  readonly failed: readonly { readonly source: string; readonly count: number }[];
  /** Deliveries that became dead letters since then and still are, by sink. */
  readonly dead: readonly { readonly sink: string; readonly count: number }[];
  /** Messages whose provider was promised a result that it has not got and that nobody brings any more, by source, with the oldest of them. */
  readonly undelivered: readonly { readonly source: string; readonly count: number; readonly messageId: string }[];
  /** What has at least `unfinished` claims in a row that nobody ended, see `claimWork`. */
  readonly suspects: readonly (
    | { readonly messageId: string; readonly unfinished: number }
    | { readonly deliveryId: string; readonly sink: string; readonly unfinished: number }
  )[];
};

/** What is done with a claim, in this order, in one transaction. */
export type WorkSteps = {
  /** Kept with the message, so that a later attempt need not fetch it again. One per name: the last wins. */
  readonly document?: FetchedDocument;
  /**
   * Nothing will be decided soon: from now on an answer is owed, and connections in `resultOf` are told so at once, as is each that comes
   * later and finds no result. Nothing changes where there is a result already.
   */
  readonly answerOwed?: true;
  /**
   * The business result; wakes `resultOf`. Not final: the message's identities are released for a resend, and with a new message under one of
   * them this answer is owed no more. The first final result stays.
   */
  readonly result?: BusinessResult;
  /** The owed answer was delivered; a later attempt of this work need not send it again. */
  readonly answered?: true;
  readonly end?: WorkEnd;
};

export type WorkEnd =
  /** Verdict, findings, events and deliveries. Repeated after a crash it changes nothing: event ids are the same. */
  | { readonly kind: 'complete'; readonly completion: Completion; readonly nowMs: number }
  /** Given back until then, with the reason. */
  | { readonly kind: 'retry'; readonly dueAtMs: number; readonly reason: string }
  /** Nothing was tried, or it proves nothing: as it was before the claim, with the reason. */
  | { readonly kind: 'give_back'; readonly reason: string }
  /** Given up: the message is `failed` and visible with its reason. */
  | { readonly kind: 'fail'; readonly reason: string }
  /** Laid aside until `completeResult`; no clock makes it due, also not a restart. It is forgotten no sooner than other work. */
  | { readonly kind: 'await_result'; readonly reason: string };

/** As `Settled`; `answer_owed`: it is done, and the sender was promised the result for later (said of a step with a result). */
export type WorkSettled = Settled | 'answer_owed';

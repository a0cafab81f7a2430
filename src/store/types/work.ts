/** Work: one item for each message, from the append until it is settled. */
import type { NewDelivery } from './deliveries.ts';
import type { NewEvent } from './events.ts';
import type { Departure } from './findings.ts';
import type { FetchedDocument, Finding, StoredMessage, VerdictName } from './messages.ts';
import type { BusinessResult } from './results.ts';

/** `done`, or `fenced`: another worker has the lease by now, so nothing was changed. */
export type Settled = 'done' | 'fenced';

/** A worker's right to a piece of work for the time of its lease. `fence` grows with each claim; a stale one settles nothing. */
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
  /** The sender was promised a later answer (`resultOf` ran out of its budget), and no step `answered` has said that it was delivered. */
  readonly answerOwed: boolean;
};

export type AskingDue = {
  readonly nowMs: number;
  /** Those that are asked about. */
  readonly sinks: readonly string[];
  /** As in `claimWork`. */
  readonly longestWaitMs: number;
};

/** `suspects`: there are some among what is due. */
export type AnyDue = { readonly due: boolean; readonly suspects: boolean };

export type Completion = {
  readonly state: 'processed' | 'quarantined';
  readonly reason?: string;
  readonly verdict: VerdictName;
  readonly findings: readonly Finding[];
  readonly events: readonly NewEvent[];
  /** Which sink gets which event. */
  readonly deliveries: readonly NewDelivery[];
  /** What it adds to the findings; absent where the message matches its contract. */
  readonly departures?: readonly Departure[];
  /** Set if the work is not done with this: it is due again at that time, with `reason`, because an answer must still be delivered. */
  readonly againAtMs?: number;
};

/**
 * `due`: its work is due now with fresh attempts. `in_work`: a worker holds it. `awaits_result`: it waits for somebody to give its result, and
 * for nothing else. `done`: nothing is left to do.
 */
export type Retried = 'due' | 'in_work' | 'awaits_result' | 'done';

export type Troubles = {
  /** Messages received since then that are `failed`, by source. */
  readonly failed: readonly { readonly source: string; readonly count: number }[];
  /** Deliveries that became dead letters since then and still are, by sink. */
  readonly dead: readonly { readonly sink: string; readonly count: number }[];
  /** Messages whose provider was promised a result that was not delivered and is not tried any more, by source, with the oldest of them. */
  readonly undelivered: readonly { readonly source: string; readonly count: number; readonly messageId: string }[];
  /** Items with at least `unfinished` claims in a row that nobody ended, see `claimWork`. */
  readonly suspects: readonly (
    | { readonly messageId: string; readonly unfinished: number }
    | { readonly deliveryId: string; readonly sink: string; readonly unfinished: number }
  )[];
};

/** The steps of settling a claim, in this order, in one transaction. */
export type WorkSteps = {
  /** Kept with the message, so that a later attempt need not fetch it again. One per name: the last wins. */
  readonly document?: FetchedDocument;
  /**
   * Nothing will be decided soon: from now on an answer is owed. Connections in `resultOf` are told so at once, and so is each that comes
   * later and finds no result. Nothing changes where there is a result already.
   */
  readonly answerOwed?: true;
  /**
   * The business result; wakes `resultOf`. Not final: the message's identities are released for a resend, and once a new message has one of
   * them, this answer is no longer owed. The first final result stays.
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
  /** Nothing was tried, or the try proves nothing. The work is as it was before the claim, with the reason. */
  | { readonly kind: 'give_back'; readonly reason: string }
  /** Given up: the message is `failed` and visible with its reason. */
  | { readonly kind: 'fail'; readonly reason: string }
  /** Laid aside until `completeResult`: neither the clock nor a restart makes it due. It is not forgotten sooner than other work. */
  | { readonly kind: 'await_result'; readonly reason: string };

/** As `Settled`. `answer_owed` (only for a step with a result): it is done, and the sender was promised the result for later. */
export type WorkSettled = Settled | 'answer_owed';

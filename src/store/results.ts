/** The part of the store that keeps results which somebody else gives later. See `store.ts`. */
import type { BusinessResult, MessageSummary, Page, PageRequest, Settled, WorkClaim } from './store.ts';

export type CompletedResult =
  /** `result` stands from now on. */
  | { readonly outcome: 'completed'; readonly result: BusinessResult }
  /** It had a result already, which stays. */
  | { readonly outcome: 'already_completed'; readonly result: BusinessResult }
  /** Neither has it one nor will it get one: it is no work, or was settled without. */
  | { readonly outcome: 'not_owed' };

export interface Results {
  /**
   * Nothing will be decided soon: from now on an answer is owed, and connections in `resultOf` are told so at once, as is each that comes
   * later and finds no result. Durable before it resolves. Nothing changes where there is a result already.
   */
  deferResult(claim: WorkClaim): Promise<Settled>;
  /** Lays the work aside, with the reason, until `completeResult`; no clock makes it due, also not a restart. It is forgotten no sooner than other work. */
  awaitResult(claim: WorkClaim, reason: string): Promise<Settled>;
  /**
   * Gives the result of a message that is in work, laid aside or not, or that was given up without one. Durable before it resolves; wakes `resultOf`. The
   * work is due at once, as if it had never been tried, and whoever held it is fenced. `undefined`: there is no such message.
   */
  completeResult(messageId: string, result: BusinessResult, nowMs: number): Promise<CompletedResult | undefined>;
  /** How it stands: the result, if there is one, and whether the sender was promised it for later and has not got it. `undefined`: there is no such message. */
  resultStanding(
    messageId: string,
  ): Promise<{ readonly result?: BusinessResult; readonly answerOwed: boolean } | undefined>;
  /** Messages whose sender was promised a result that nobody has given, newest first. Cursors as in `listMessages`. */
  listOwedResults(filter: { readonly source?: string }, page: PageRequest): Promise<Page<MessageSummary>>;
}

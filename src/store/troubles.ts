/** The part of the store that says what wants an operator, and has a message processed again on his word. See `store.ts`. */

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

export interface Troubling {
  /**
   * Has a message processed again now, with fresh attempts: one that failed or is in quarantine, one that waits for its next attempt, one whose
   * promised answer was not brought. Durable when it resolves; `undefined`: there is no such message.
   */
  retryMessage(id: string, nowMs: number): Promise<Retried | undefined>;
  /** At most `limit` suspects. */
  troubles(request: { sinceMs: number; unfinished: number; limit: number }): Promise<Troubles>;
}

/** Where events go: the interface of a kind of sink, and what its answers mean for the worker. */

import type { Json } from '../../formats/json.ts';
import type { Backoff } from '../../outbound/backoff.ts';
import type { StoredEvent } from '../../store/store.ts';

/** What a sink said to an attempt. Whatever text is in it, the operator reads it: no secret, no token. */
export type Attempted =
  | { readonly kind: 'delivered'; readonly detail: string; readonly status?: number }
  /** Not taken; another attempt may succeed: no connection, a timeout, 408, 425, 429, 5xx. It counts for the circuit breaker. */
  | ({
      readonly kind: 'failed';
      readonly retryAfterMs?: number;
      /** The same answer was said of another event, for which it counts. */
      readonly counted?: true;
    } & Refusal)
  /** Not taken, and would not be the next time either (other 4xx): a dead letter at once. The sink is there, so the breaker stays closed. */
  | ({ readonly kind: 'refused' } & Refusal)
  /** The sink no longer exists (410): it is paused until the operator resumes it. The event waits, and the attempt does not count. */
  | ({ readonly kind: 'gone' } & Refusal);

type Refusal = {
  /** A sentence for the operator. */
  readonly detail: string;
  /** HTTP status, where there is one. */
  readonly status?: number;
  /** The beginning of what the sink answered, at most `ANSWER_BYTES_MAX`, secrets in it replaced by `***`. */
  readonly answer?: string;
};

/** How much of an answer a sink keeps; the store cuts what is longer. */
export const ANSWER_BYTES_MAX = 1_024;

export type AttemptContext = {
  readonly deliveryId: string;
  /** 1 for the first try since it was created or redelivered. */
  readonly attempt: number;
  /** The id of the replay that this delivery belongs to; the event's envelope says it as `pushdockreplay` already. */
  readonly replay?: string;
  /** The span of this attempt, to be handed on (`formats/trace-context.ts`); absent where no traces are made. */
  readonly trace?: string;
  /** Aborted when the gateway stops or the lease has passed to another worker: end waiting calls and reject or answer at once. The attempt then does not count. */
  readonly signal: AbortSignal;
};

export type Retry = Required<Backoff> & {
  /** After this many the delivery is a dead letter. */
  readonly attempts: number;
};

/** Token bucket: `perSecond` deliveries on average, `burst` at once. */
export type Rate = { readonly perSecond: number; readonly burst: number };

/** Which events a sink gets: those that pass all three. An empty list or object asks for nothing. */
export type SinkFilter = {
  /** Event types; `*` matches any text (`com.zettle.*`). */
  readonly types: readonly string[];
  /** CloudEvents sources, `/{provider}/{source name}`; `*` as above. */
  readonly sources: readonly string[];
  /** Fields of `data` by JSON Pointer, all of which must pass. */
  readonly data: { readonly [pointer: string]: FieldCondition };
};

/** The values that pass, of which an absent field has none; or whether the field must be there, with any value. */
export type FieldCondition = readonly Json[] | { readonly exists: boolean };

/** How the worker treats a sink. `sinkDefaults` below; a sink's configuration changes each. */
export type SinkSettings = {
  readonly filter: SinkFilter;
  /** How many attempts may be under way at once. */
  readonly concurrency: number;
  readonly retry: Retry;
  /** Absent: as fast as the sink takes them. */
  readonly rate?: Rate;
  /**
   * `subject`: of the events of one subject the next is attempted only when the one before is delivered or a dead letter; other
   * subjects go on meanwhile. Events without a subject have no order.
   */
  readonly order: 'none' | 'subject';
};

export const sinkDefaults: SinkSettings = {
  filter: { types: [], sources: [], data: {} },
  concurrency: 8,
  // 15 attempts, doubling from 1 s up to an hour, with full jitter: a sink may be away for an hour and a half on average, three hours
  // at most, before an event becomes a dead letter. To wait longer, raise the attempts: each one beyond the 12th adds half an hour.
  retry: { firstMs: 1_000, factor: 2, capMs: 3_600_000, jitter: 'full', attempts: 15 },
  order: 'none',
};

export interface Sink {
  readonly name: string;
  readonly settings: SinkSettings;
  /**
   * One attempt. `delivered` means that the event is where the sink's kind promises it to be (file: synced to disk). Answers expected
   * failures, and bounds its own time: the worker only aborts for a stop or a lost lease. A rejection counts as `failed`.
   */
  deliver(event: StoredEvent, context: AttemptContext): Promise<Attempted>;
  /** Called by a reload that does not change the sink: close what others have moved away (a file after logrotate). */
  reopen?(): Promise<void>;
  /** Frees what the sink holds, after the deliveries under way have ended. */
  close(): Promise<void>;
}

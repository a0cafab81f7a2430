/** Replays: messages that are sent again on purpose. */
import type { NewEvent, StoredEvent } from './events.ts';
import type { FetchedDocument, MessageState, StoredMessage, VerdictName } from './messages.ts';
import type { BusinessResult } from './results.ts';

/** Which messages. A message must match every filter that is given; without a filter every message does. */
export type ReplayFilter = {
  readonly messageIds?: readonly string[];
  readonly provider?: string;
  readonly source?: string;
  /** Has an event of this type. */
  readonly type?: string;
  readonly state?: MessageState;
  readonly verdict?: VerdictName;
  /** Received at or after. */
  readonly fromMs?: number;
  /** Received before. */
  readonly toMs?: number;
  /** Only messages with dead letters; those same deliveries are due again. */
  readonly dead?: true;
  /** With `dead`: only dead letters of these sinks. */
  readonly deadAt?: readonly string[];
};

export type ReplayRequest = {
  readonly filter: ReplayFilter;
  /** To these sinks only; absent: to every one that takes the event. */
  readonly sinks?: readonly string[];
  /** `derived`: events are made again from the stored bytes. `as_sent`: the stored events. */
  readonly mode: 'derived' | 'as_sent';
  /** How many messages a second at most. */
  readonly perSecond: number;
};

/** What a filter finds, counted. */
export type ReplayCount = {
  readonly messages: number;
  /** Of those: not processed (failed, quarantined, still in work). */
  readonly unprocessed: number;
  /** Of those: their bytes are no longer kept, so nothing can be derived from them. */
  readonly withoutBytes: number;
  readonly events: readonly { readonly type: string; readonly source: string; readonly count: number }[];
  readonly dead: readonly { readonly sink: string; readonly count: number }[];
};

export type ReplayState = 'running' | 'done' | 'stopped';

export type Replay = ReplayRequest & {
  readonly id: string;
  /** Where it sends this one dead letter and nothing else; see `redeliver`. */
  readonly delivery?: string;
  readonly state: ReplayState;
  readonly createdAtMs: number;
  readonly endedAtMs?: number;
  /** Messages that the filter found when it began, and how many of them it has been through. */
  readonly total: number;
  readonly walked: number;
  /** Of those walked: left out, and why the last one was. */
  readonly skipped: number;
  readonly lastSkip?: string;
  /** Of those walked: never processed before, and now work again. */
  readonly reopened: number;
  /** Deliveries that it made, by their state now. */
  readonly deliveries: { readonly due: number; readonly delivered: number; readonly dead: number };
  /** Steps in a row that were begun and never added: the process ended meanwhile. */
  readonly unfinished: number;
};

export type ReplayListFilter = { readonly id?: string; readonly state?: ReplayState };

export type ReplayStep = {
  readonly items: readonly ReplayItem[];
  /** Steps in a row before this one that were begun and never added. */
  readonly unfinished: number;
};

/** A message on its way through a replay. */
export type ReplayItem = {
  /** Its place in the walk, for `addReplayed`. */
  readonly place: number;
  readonly message: StoredMessage;
  readonly documents: readonly FetchedDocument[];
  readonly result?: BusinessResult;
  readonly events: readonly StoredEvent[];
  /** Its dead letters. */
  readonly dead: readonly { readonly eventId: string; readonly sink: string }[];
};

export type Replayed =
  /** The events as they must be sent (also ones that did not exist before), and the sinks that get them. */
  | {
      readonly kind: 'events';
      readonly events: readonly NewEvent[];
      readonly deliveries: readonly { readonly eventId: string; readonly sink: string; readonly orderKey?: string }[];
    }
  /** It was never processed: its work is due again, from its first attempt. */
  | { readonly kind: 'reopen' }
  | { readonly kind: 'skip'; readonly reason: string };

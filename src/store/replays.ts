/** The part of the store that sends again. See `store.ts`; `deliver/replay.ts` does the sending. */
import type {
  BusinessResult,
  FetchedDocument,
  MessageState,
  NewEvent,
  Page,
  PageRequest,
  StoredEvent,
  StoredMessage,
  VerdictName,
} from './store.ts';

/** Which messages. All that is named must hold; nothing named is every message. */
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
  /** Only what ended as a dead letter; those same deliveries are due again. */
  readonly dead?: true;
  /** With `dead`: only what ended so at one of these sinks. */
  readonly deadAt?: readonly string[];
};

export type ReplayRequest = {
  readonly filter: ReplayFilter;
  /** To these sinks only; absent: to every one that takes the event. */
  readonly sinks?: readonly string[];
  /** `derived`: events are made anew from the stored bytes. `as_sent`: the stored events. */
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
  /** Deliveries that it made, and what has become of them. */
  readonly deliveries: { readonly due: number; readonly delivered: number; readonly dead: number };
  /** Steps in a row that were begun and never added: the process ended meanwhile. */
  readonly unfinished: number;
};

/** A message on its way through a replay. */
export type ReplayItem = {
  /** Where it stands; given back to `addReplayed`. */
  readonly place: number;
  readonly message: StoredMessage;
  readonly documents: readonly FetchedDocument[];
  readonly result?: BusinessResult;
  readonly events: readonly StoredEvent[];
  /** Its dead letters. */
  readonly dead: readonly { readonly eventId: string; readonly sink: string }[];
};

export type Replayed =
  /** The events as they are to be sent (also such as did not exist before), and who gets them. */
  | {
      readonly kind: 'events';
      readonly events: readonly NewEvent[];
      readonly deliveries: readonly { readonly eventId: string; readonly sink: string; readonly orderKey?: string }[];
    }
  /** It was never processed: its work is due again, from its first attempt. */
  | { readonly kind: 'reopen' }
  | { readonly kind: 'skip'; readonly reason: string };

export interface Replays {
  countReplay(filter: ReplayFilter): Promise<ReplayCount>;
  /** Begins a replay of what the filter finds now; what arrives later is not part of it. */
  createReplay(request: ReplayRequest, nowMs: number): Promise<Replay>;
  /** Durable: a step of the walk begins. How many were begun before it and never added, see `unfinished`; 0 where it runs no more. */
  beginReplayStep(id: string): Promise<number>;
  /** The next messages of a replay, in the order of their arrival, fewer where they are large; empty at its end, or when it runs no more. */
  nextReplayed(id: string, limit: number): Promise<readonly ReplayItem[]>;
  /**
   * Makes the deliveries of the messages up to the last item's place, in one transaction with the replay's progress; a repeat after a crash
   * changes nothing. `fenced`: it was stopped, or someone else has been there. Deduplication has no say here.
   */
  addReplayed(
    id: string,
    items: readonly { readonly place: number; readonly replayed: Replayed }[],
    nowMs: number,
  ): Promise<'done' | 'fenced'>;
  /** `stopped`: its deliveries that are not under way are withdrawn, also those of one that is done. One that has ended keeps its state. */
  endReplay(id: string, state: 'done' | 'stopped', nowMs: number): Promise<void>;
  /** Newest first. */
  listReplays(page: PageRequest): Promise<Page<Replay>>;
  showReplay(id: string): Promise<Replay | undefined>;
  /**
   * A dead letter is due again, as it was sent, with all its attempts before it, in a replay of its own whose id is returned.
   * `not_dead`: it is due or delivered; `undefined`: there is none.
   */
  redeliver(deliveryId: string, nowMs: number): Promise<{ readonly replay: string } | 'not_dead' | undefined>;
}

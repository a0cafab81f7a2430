/** The part of the store that delivers: what is owed to each sink, who holds it, what became of it. See `store.ts`. */
import type { DeliveryFilter } from './filters.ts';
import type { Page, PageRequest, Settled, StoredEvent, WorkClaim } from './store.ts';

export type NewDelivery = {
  readonly eventId: string;
  readonly sink: string;
  /** Deliveries of one sink with one key are claimed one after the other; without a key in no order. See `claimDeliveries`. */
  readonly orderKey?: string;
};

/** What was never tried, what failed before, and what is sent again on purpose. Each is claimed by itself, so that none waits behind another. */
export type Lane = 'live' | 'retry' | 'replay';

export type DeliveryClaim = {
  readonly deliveryId: string;
  readonly fence: number;
  /** 1 for the first try since it was made or redelivered. Claims that nobody ended are not counted here. */
  readonly attempt: number;
  /** Claims in a row that nobody ended, see `claimDeliveries`. */
  readonly unfinished: number;
  readonly sink: string;
  readonly lane: Lane;
  /** The replay that sends it again. */
  readonly replay?: string;
  /** It was not yet due (a claim with `early`). */
  readonly early: boolean;
  /** As it is to be sent: of a replay the event derived anew, where that was asked for. */
  readonly event: StoredEvent;
};

/** What a sink said, as the operator reads it. */
export type AttemptRecord = {
  readonly detail: string;
  readonly status?: number;
  /** The beginning of what the sink answered; the store keeps 1,024 characters, of the last attempt only. */
  readonly answer?: string;
  readonly tookMs?: number;
};

export type DeliveryOutcome =
  | ({ readonly kind: 'delivered' } & AttemptRecord)
  | ({ readonly kind: 'retry'; readonly dueAtMs: number } & AttemptRecord)
  | ({ readonly kind: 'dead' } & AttemptRecord)
  /** The sink is no more: it is paused in the same transaction, and the delivery waits in it as it did before. The attempt does not count. */
  | ({ readonly kind: 'gone' } & AttemptRecord)
  /** Nothing was tried, or it proves nothing: as it was before the claim. */
  | { readonly kind: 'given_back' };

export type DeliveryState = 'due' | 'delivered' | 'dead';

export type DeliverySummary = {
  readonly deliveryId: string;
  readonly sink: string;
  readonly state: DeliveryState;
  readonly lane: Lane;
  readonly attempts: number;
  /** When it may be claimed next; absent once settled, and while it waits behind another of its order key. */
  readonly dueAtMs?: number;
  /** It waits for an earlier delivery of its order key. */
  readonly behind?: true;
  readonly settledAtMs?: number;
  readonly replay?: string;
  /** Of the last attempt. */
  readonly detail?: string;
  readonly status?: number;
  readonly answer?: string;
};

export type ListedDelivery = DeliverySummary & {
  readonly event: Pick<StoredEvent, 'id' | 'type' | 'source' | 'subject' | 'messageId' | 'createdAtMs'>;
};

export type PastAttempt = Omit<AttemptRecord, 'answer'> & {
  readonly outcome: 'delivered' | 'retry' | 'dead' | 'gone';
  readonly endedAtMs: number;
};

/** A sink as the store knows it: since its first delivery or pause. */
export type SinkStanding = {
  readonly sink: string;
  readonly paused?: { readonly sinceMs: number; readonly reason: string };
  /** Not yet settled, by lane, and those that wait behind another of their order key. */
  readonly waiting: { readonly [lane in Lane | 'behind']: number };
  readonly dead: number;
  /** The earliest time for which one of them was due. */
  readonly oldestDueAtMs?: number;
};

export interface Deliveries {
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

  /** Durable: nothing of the sink is claimed until `resumeSink`, also after a restart. What is under way is settled. The first reason stays. */
  pauseSink(sink: string, pause: { nowMs: number; reason: string }): Promise<void>;
  resumeSink(sink: string): Promise<void>;
  pausedSinks(): Promise<readonly string[]>;
  /** By name. */
  listSinks(): Promise<readonly SinkStanding[]>;

  /** Newest first, as `listMessages`. Dead letters are `{ state: 'dead' }`. */
  listDeliveries(filter: DeliveryFilter, page: PageRequest): Promise<Page<ListedDelivery>>;
  showDelivery(id: string): Promise<{ delivery: ListedDelivery; attempts: readonly PastAttempt[] } | undefined>;
}

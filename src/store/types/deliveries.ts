/** Deliveries: which event goes to which sink, who has claimed it, and how it ended. */
import type { StoredEvent } from './events.ts';

export type NewDelivery = {
  readonly eventId: string;
  readonly sink: string;
  /** Deliveries of one sink with the same key are claimed one after the other. Without a key they have no order. See `claimDeliveries`. */
  readonly orderKey?: string;
};

/** Deliveries never tried, those that failed before, and those sent again on purpose. Each lane is claimed by itself, so that none waits behind another. */
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
  /** The next of its order key waits for its end. */
  readonly ordered: boolean;
  /** As it must be sent. In a replay with mode `derived` it is the event as derived again. */
  readonly event: StoredEvent;
};

/** What a sink answered, as the operator reads it. */
export type AttemptRecord = {
  readonly detail: string;
  readonly status?: number;
  /** The beginning of the sink's answer. The store keeps 1,024 characters, and only those of the last attempt. */
  readonly answer?: string;
  readonly tookMs?: number;
};

export type DeliveryOutcome =
  | ({ readonly kind: 'delivered' } & AttemptRecord)
  | ({ readonly kind: 'retry'; readonly dueAtMs: number } & AttemptRecord)
  | ({ readonly kind: 'dead' } & AttemptRecord)
  /** The sink no longer exists: it is paused in the same transaction, and the delivery waits as it did before. The attempt does not count. */
  | ({ readonly kind: 'gone' } & AttemptRecord)
  /** Nothing was tried, or the try proves nothing. The delivery is as it was before the claim. */
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

export type SinkPause = { readonly nowMs: number; readonly reason: string };

/** A sink as the store knows it: since its first delivery or pause. */
export type SinkStanding = {
  readonly sink: string;
  readonly paused?: { readonly sinceMs: number; readonly reason: string };
  /** Not yet settled, by lane, and those that wait behind another of their order key. */
  readonly waiting: { readonly [lane in Lane | 'behind']: number };
  readonly dead: number;
  /** The earliest time for which one of them was due. */
  readonly oldestDueAtMs?: number;
  /** The same without replays. */
  readonly oldestNewDueAtMs?: number;
};

/** A sink at a glance; each count ends at the bound of the question. */
export type SinkGlance = Omit<SinkStanding, 'dead'>;

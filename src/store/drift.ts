/**
 * The ledger of distinct findings: where the messages of a provider depart from their contracts, each place once, however many
 * messages depart there. Written in the transaction that ends the work, so a message that was judged is counted exactly once.
 */
import type { NewDelivery } from './deliveries.ts';
import type { Finding, NewEvent, Page, PageRequest } from './store.ts';

/** A resolved entry whose departure comes back is new again. */
export type DriftState = 'new' | 'acknowledged' | 'resolved';

/**
 * Entries of one provider. Enough for a provider that changes its whole format; few enough that one which puts a random name into every
 * message fills neither the disk nor a person's day. When they are used up, the oldest resolved entry makes room, else the rarest new one, of
 * several the oldest (one that alerts last). Acknowledged entries stay: a person has looked at them.
 */
export const DRIFT_ENTRIES_MAX = 500;

/** What a message adds to the ledger: one for each place and rule. */
export type Departure = {
  /** Type of the event that the message became, or the operation that received it. */
  readonly event: string;
  /** Where, without the indexes of arrays; with provider, event and rule it names the entry. */
  readonly path: string;
  /** As this message shows it. */
  readonly finding: Finding;
  /** How often in this message. */
  readonly times: number;
  readonly alert: boolean;
  /** Added when the entry becomes new by this, and only then; not where another new entry made room for it. */
  readonly announcement?: { readonly event: NewEvent; readonly deliveries: readonly NewDelivery[] };
};

export type DriftEntry = {
  readonly id: string;
  readonly provider: string;
  /** That the latest message came by. */
  readonly source: string;
  readonly event: string;
  readonly path: string;
  readonly rule: string;
  readonly state: DriftState;
  readonly stateSinceMs: number;
  readonly firstSeenAtMs: number;
  readonly lastSeenAtMs: number;
  readonly count: number;
  /** A departure that was to alert has come since it became new. */
  readonly alert: boolean;
  /** The latest message; it may have been forgotten. */
  readonly messageId: string;
  readonly finding: Finding;
};

export type DriftFilter = { readonly provider?: string; readonly state?: DriftState };

/** Departures that found no room, and those of entries that made room while they were new. */
export type DriftOverflow = { readonly provider: string; readonly count: number; readonly lastSeenAtMs: number };

export type DriftStanding = {
  readonly counts: readonly { readonly provider: string; readonly state: DriftState; readonly count: number }[];
  readonly overflow: readonly DriftOverflow[];
  /** New entries that are to alert, oldest first, at most a hundred. */
  readonly alerting: readonly DriftEntry[];
};

export interface Drift {
  /** Newest first, by when the entry was made. Throws `RangeError` on a cursor that it did not give. */
  listDrift(filter: DriftFilter, page: PageRequest): Promise<Page<DriftEntry>>;
  showDrift(id: string): Promise<DriftEntry | undefined>;
  /** Puts an entry into a state; `stateSinceMs` stays where it is there already. `false`: there is no such entry. */
  settleDrift(id: string, state: Exclude<DriftState, 'new'>, nowMs: number): Promise<boolean>;
  /** How many there are, what found no room, and what wants a person. */
  driftStanding(): Promise<DriftStanding>;
}

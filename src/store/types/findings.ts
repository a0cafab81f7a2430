/** The findings: where the messages of a provider depart from their contracts, each place once, however many messages depart there. */
import type { NewDelivery } from './deliveries.ts';
import type { NewEvent } from './events.ts';
import type { Finding } from './messages.ts';

/** A resolved entry whose departure comes back is new again. */
export type FindingState = 'new' | 'acknowledged' | 'resolved';

/** What a message adds to the findings: one departure for each place and rule. */
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
  /** Added only if this departure makes the entry new, and no other new entry had to make room for it. */
  readonly announcement?: { readonly event: NewEvent; readonly deliveries: readonly NewDelivery[] };
};

export type FindingEntry = {
  readonly id: string;
  readonly provider: string;
  /** The source of the latest message. */
  readonly source: string;
  readonly event: string;
  readonly path: string;
  readonly rule: string;
  readonly state: FindingState;
  readonly stateSinceMs: number;
  readonly firstSeenAtMs: number;
  readonly lastSeenAtMs: number;
  readonly count: number;
  /** Whether a departure with `alert` has come since the entry became new. */
  readonly alert: boolean;
  /** The latest message; it may have been forgotten. */
  readonly messageId: string;
  readonly finding: Finding;
};

export type FindingFilter = {
  readonly id?: string;
  readonly provider?: string;
  readonly state?: FindingState;
  /** Only those with `alert`. */
  readonly alert?: true;
};

/** Departures that found no room, and those of entries that made room while they were new. */
export type FindingOverflow = { readonly provider: string; readonly count: number; readonly lastSeenAtMs: number };

/** Of all entries, whatever the filter. */
export type FindingTotals = {
  readonly counts: readonly { readonly provider: string; readonly state: FindingState; readonly count: number }[];
  readonly overflow: readonly FindingOverflow[];
};

/**
 * The part of the store from which events are pulled instead of being delivered: in the order in which they became durable, with a place kept for
 * each consumer by its name. See `store.ts`. At least once: until it is acknowledged, the same comes again.
 */
import type { EventFilter } from './filters.ts';
import type { StoredEvent } from './store.ts';

/** Where a pull begins: at a consumer's place, at the oldest event that is kept, after the newest there is, or after a cursor. */
export type PullFrom =
  | { readonly consumer: string }
  | { readonly after: 'oldest' | 'newest' }
  | { readonly cursor: string };

export type Pulled = {
  /** Oldest first. */
  readonly items: readonly StoredEvent[];
  /** How far this looked: what comes later is pulled from here, and what is acknowledged by it is all that came before. */
  readonly cursor: string;
  /** There is more now: the page was full, or had looked into as many payloads as one call may. */
  readonly more: boolean;
  /** Events after the place where it began were forgotten for their age; when the newest of them was made. */
  readonly forgottenUntilMs?: number;
};

export type Consumer = {
  readonly name: string;
  /** Of its last acknowledgement. */
  readonly cursor: string;
  readonly createdAtMs: number;
  readonly acknowledgedAtMs: number;
  /** Events after it; counted up to 10,000. */
  readonly waiting: number;
  readonly oldestWaitingAtMs?: number;
  readonly forgottenUntilMs?: number;
};

/** How many consumers are kept: each name is somebody's choice, and nothing else would bound them. */
export const CONSUMERS_MAX = 100;

export interface Consumers {
  /**
   * Up to `limit` events. Nothing is ever put in before what was handed out. A consumer that acknowledged nothing yet begins at the oldest. A pull
   * holds no event back from being forgotten. Throws `RangeError` on a cursor that no pull of this store gave.
   */
  pullEvents(filter: EventFilter, from: PullFrom, limit: number): Promise<Pulled>;
  /** Durable when it resolves. Makes the consumer; a place before the one it has changes nothing. `RangeError` as `pullEvents`. */
  acknowledge(consumer: string, cursor: string, nowMs: number): Promise<Consumer | 'too_many'>;
  /** By name. */
  listConsumers(): Promise<readonly Consumer[]>;
  /** Its place is forgotten; what it was, or `undefined` when there is none of that name. */
  deleteConsumer(name: string): Promise<Consumer | undefined>;
  /** Calls `listener` after each commit that made events; returns the way to stop it. A hint, as `onDue` is. */
  onEvents(listener: () => void): () => void;
}

/** Consumers: who pulls events, and how far each has come. */
import type { StoredEvent } from './events.ts';

/** Where a pull begins: at a consumer's place, at the oldest event that is kept, after the newest there is, or after a cursor. */
export type PullFrom =
  | { readonly consumer: string }
  | { readonly after: 'oldest' | 'newest' }
  | { readonly cursor: string };

export type Pulled = {
  /** Oldest first. */
  readonly items: readonly StoredEvent[];
  /** How far this pull looked. A later pull continues here; acknowledging it acknowledges every event before it. */
  readonly cursor: string;
  /** There may be more now: the page was full, or it had looked into as many payloads as one call may. */
  readonly more: boolean;
  /** Set if events after the place where it began were forgotten for their age: when the newest of them was made. */
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

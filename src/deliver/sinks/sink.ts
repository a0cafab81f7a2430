/** Where events go. */
import type { StoredEvent } from '../../store/store.ts';

export type Attempted =
  | { readonly kind: 'delivered'; readonly detail: string }
  /** Not taken; another attempt may succeed. */
  | { readonly kind: 'failed'; readonly detail: string; readonly retryAfterMs?: number };

export interface Sink {
  readonly name: string;
  /** Event type patterns (`com.zettle.*`); none means every event. */
  readonly events: readonly string[];
  /** How many deliveries may be under way at once. */
  readonly concurrency: number;
  /** One attempt. `delivered` means that the event is where the sink's kind promises it to be (file: synced to disk). Never rejects for an expected failure. */
  deliver(event: StoredEvent): Promise<Attempted>;
  /** Frees what the sink holds, after the deliveries under way have ended. */
  close(): Promise<void>;
}

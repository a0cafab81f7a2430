/** The part of the store that forgets. See `store.ts`. */
import type { MessageSummary, Page, PageRequest } from './store.ts';

/** For how long what is kept, in milliseconds since it came; absent: for ever. */
export type RetentionAges = {
  readonly messagesMs?: number;
  readonly eventsMs?: number;
  /** Bytes of messages and the documents fetched for them. Without them nothing can be derived anew. */
  readonly bodiesMs?: number;
};

/** Counted: messages with all that belongs to them; events and bodies of messages that stay. */
export type Forgotten = { readonly messages: number; readonly events: number; readonly bodies: number };

export type Pruned = Forgotten & {
  /** Where the next batch goes on; absent: all was looked at. */
  readonly nextCursor?: string;
};

export interface Retention {
  /**
   * Forgets the next batch of at most `limit` things that are older than their age: messages with all that belongs to them, events
   * with their deliveries, bodies. Never what is still owed: a message in work or with an answer owed, one with a delivery that is not settled or whose
   * identity is still remembered, an event with such a delivery; and never a message under legal hold, nor its events.
   */
  prune(request: { nowMs: number; ages: RetentionAges; limit: number; cursor?: string }): Promise<Pruned>;
  /** What `prune` would forget now, batch after batch. A look at everything that is old: seconds, with millions of it. */
  countAged(request: { nowMs: number; ages: RetentionAges }): Promise<Forgotten>;
  /** Gives up to `pages` free pages back to the file system; how many are still free. Where an engine does that by itself: 0. */
  shrink(pages: number): Promise<number>;
  /** A message under legal hold is kept with all that belongs to it until it is released (`undefined`). False: there is no such message. */
  holdMessage(id: string, reason: string | undefined): Promise<boolean>;
  /** Messages under legal hold, newest first. */
  listHeldMessages(page: PageRequest): Promise<Page<MessageSummary>>;
}

/** What is forgotten for its age. */

/** For how long what is kept, in milliseconds since it came; absent: for ever. */
export type RetentionAges = {
  readonly messagesMs?: number;
  readonly eventsMs?: number;
  /** Bytes of messages and the documents fetched for them. Without them nothing can be derived anew. */
  readonly bodiesMs?: number;
};

/** Counted: messages with all that belongs to them; events and bodies of messages that stay. */
export type Forgotten = { readonly messages: number; readonly events: number; readonly bodies: number };

export type PruneRequest =
  | { readonly nowMs: number; readonly ages: RetentionAges; readonly limit: number; readonly cursor?: string }
  | { readonly nowMs: number; readonly ages: RetentionAges; readonly dry: true };

export type Pruned = Forgotten & {
  /** Where the next batch goes on; absent: all was looked at, or it was dry. */
  readonly nextCursor?: string;
};

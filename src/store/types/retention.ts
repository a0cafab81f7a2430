/** Retention: what is forgotten because of its age. */

/** How long each kind is kept, in milliseconds since it came; absent: for ever. */
export type RetentionAges = {
  readonly messagesMs?: number;
  readonly eventsMs?: number;
  /** Bytes of messages and the documents fetched for them. Without them nothing can be derived again. */
  readonly bodiesMs?: number;
};

/** Counted: messages with all that belongs to them; events and bodies of messages that stay. */
export type Forgotten = { readonly messages: number; readonly events: number; readonly bodies: number };

export type PruneRequest =
  | { readonly nowMs: number; readonly ages: RetentionAges; readonly limit: number; readonly cursor?: string }
  | { readonly nowMs: number; readonly ages: RetentionAges; readonly dry: true };

export type Pruned = Forgotten & {
  /** Where the next batch continues; absent: everything was looked at, or the run was dry. */
  readonly nextCursor?: string;
};

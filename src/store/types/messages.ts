/** Messages: the push as it is stored, its identities, and its state. */
import type { BusinessResult } from './results.ts';

/**
 * One name under which a message is known. It tells repeats from new messages. A push may have several (Zettle: its uuid and its signature).
 * Its scope is one source: the same key at another source is another message.
 */
export type Identity = {
  /** What the key is: `uuid`, `signature`, `token`, `body` … */
  readonly kind: string;
  readonly key: string;
  /** What this key is bound to. Same key, same binding: a repeat. Same key, other binding: someone re-used the key (a conflict). */
  readonly binding: string;
  /**
   * How long the key is remembered after its last new message; absent = as long as the message is kept. Later the same key is new:
   * under the same binding a `possibleRepeatOf`, under another one nothing special.
   */
  readonly windowMs?: number;
  /**
   * A repeat counts as one only if `topic` has not had another value meanwhile. Paazl: topic = barcode, value = status. The
   * same bytes after another status of that barcode are a new message, flagged `possibleRepeatOf`.
   */
  readonly unless?: { readonly topic: string; readonly value: string };
};

export type Disposition =
  /** Becomes work: follow up, parse, judge, normalise, deliver. */
  | { readonly kind: 'process' }
  /** Kept for the record and never processed (Zettle's TestMessage). Has no identity; at most `most` per group are kept, the oldest go. */
  | {
      readonly kind: 'record';
      readonly reason: string;
      readonly group: string;
      readonly most: number;
      readonly perMinute: number;
    };

export type NewMessage = {
  /** UUID version 7, made by the gateway. */
  readonly id: string;
  readonly provider: string;
  readonly source: string;
  /** `operationId` of the contract operation that received it. */
  readonly operation: string;
  readonly receivedAtMs: number;
  readonly method: string;
  /** Path and query, secrets in it redacted. */
  readonly target: string;
  /** Lower-case names; credentials removed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  readonly identities: readonly Identity[];
  /** Credentials that vouched for it, some with a nonce. A nonce may come again only within 60 s and with the same identities, as a repeat of the same request. */
  readonly proofs: readonly {
    readonly credential: string;
    readonly nonce?: { readonly key: string; readonly expiresAtMs: number };
  }[];
  readonly disposition: Disposition;
  /** The span that received it, where traces are made: a `traceparent`, and after a blank its `tracestate` where there is one. At most 1,024 characters. */
  readonly trace?: string;
};

export type Appended =
  /** New: the message is durable, its identities are taken and its first work item exists. */
  | { readonly outcome: 'stored'; readonly messageId: string; readonly possibleRepeatOf?: string }
  /**
   * A repeat of `messageId`: a receipt is durable; no new work. `reopened`: that message had failed, and its work is due again with fresh
   * attempts; if its bytes had been forgotten for their age, those of the repeat take their place. A quarantined message stays in quarantine.
   */
  | { readonly outcome: 'duplicate'; readonly messageId: string; readonly reopened?: true }
  /**
   * One of its identities is bound to something else: stored in quarantine under its own id, with the message it collides with.
   * Sent again, it becomes a receipt: `messageId` is then the one quarantined first. `identity` is the identity's kind, never its key.
   */
  | {
      readonly outcome: 'conflict';
      readonly messageId: string;
      readonly conflictsWith: string;
      readonly identity: string;
    }
  /** Not kept, on purpose: the group's rate was spent (only for `record`). */
  | { readonly outcome: 'sampled_out' }
  /** A nonce came a second time, with other identities or later than 60 s after the first: nothing was stored. */
  | { readonly outcome: 'nonce_reused' };

/** What contract and bytes said of a message. See `src/contracts/judge.ts`. */
export type VerdictName = 'match' | 'drift' | 'violation' | 'unknown';

export type Finding = {
  readonly rule: string;
  /** JSON Pointer or XPath into the message. */
  readonly path: string;
  readonly severity: 'drift' | 'violation';
  readonly expected: string;
  readonly seen: string;
  readonly line?: number;
  /** By which contract; absent in findings that were made before this was noted. */
  readonly contract?: ContractPlace;
};

/** `schema`: by which the message, or a part of it, was judged. `path`: a JSON Pointer within the data that it describes (for XML: within the parsed object). */
export type ContractPlace = {
  readonly name: string;
  readonly version: string;
  readonly schema?: string;
  readonly path?: string;
};

/** received → (processed | quarantined | failed). A message that is only kept is `recorded` from the start. */
export type MessageState = 'received' | 'processed' | 'quarantined' | 'failed' | 'recorded';

export type StoredMessage = Omit<NewMessage, 'identities' | 'proofs' | 'disposition'> & {
  readonly state: MessageState;
  /** Why it is quarantined, failed or recorded, or why its last attempt is tried again. A sentence for the operator. */
  readonly reason?: string;
  readonly verdict?: VerdictName;
  readonly findings: readonly Finding[];
  readonly possibleRepeatOf?: string;
  readonly conflictsWith?: string;
  /** Labels of the credentials that vouched for it when it first came; absent where that was not noted. */
  readonly credentials?: readonly string[];
  /** How often it arrived: 1 and one more for each duplicate. */
  readonly receipts: number;
  /** Why it is kept at any age. */
  readonly legalHold?: string;
  /** Its bytes and documents were forgotten for their age: `bytes` is empty. */
  readonly bodyForgotten?: true;
};

/** Something fetched on account of a message (1ShoppingCart's order, AppDirect's event). Raw, so that everything derived can be derived again. */
export type FetchedDocument = {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly fetchedAtMs: number;
};

/** A message as listed: without its bytes. */
export type MessageSummary = Omit<StoredMessage, 'bytes' | 'headers'> & {
  readonly bodyBytes: number;
  /** How many deliveries of its events are dead letters; absent where none is. */
  readonly deadLetters?: number;
};

/** A message with what belongs to it. */
export type ShownMessage = {
  readonly message: StoredMessage;
  readonly documents: readonly FetchedDocument[];
  readonly eventIds: readonly string[];
  /** The first and the latest 999. */
  readonly receiptsAtMs: readonly number[];
  readonly result?: BusinessResult;
  /** The sender was promised the result for later and has not got it. */
  readonly answerOwed: boolean;
  /** As in `MessageSummary`. */
  readonly deadLetters?: number;
};

export type CredentialUse = {
  readonly credential: string;
  readonly uses: number;
  readonly firstUsedAtMs: number;
  readonly lastUsedAtMs: number;
};

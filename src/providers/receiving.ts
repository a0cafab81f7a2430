/**
 * The side of a provider before the ack, at the sender's pace: what a push is called with, what may become of it, and the two leaves that decide.
 * They wait for nobody, and look no further into the message than identity needs.
 */
import type { Checked, PushRefusalCode } from '../problems.ts';
import type { BusinessResult, Disposition, Identity } from '../store/store.ts';
import type { RawRequest, Verified } from '../trust/trust.ts';

/** One operation of a `push.yaml`, from the generated table. */
export type PushOperation = {
  readonly operationId: string;
  /** Lower case, as in the contract. */
  readonly method: 'get' | 'post';
  /** Path template such as `/push/zettle/{source}`. */
  readonly path: string;
  readonly statuses: readonly number[];
  readonly extensions: { readonly [name: `x-${string}`]: unknown };
};

/** An HTTP answer. Typed handlers narrow `status` and `body` to what the contract declares. */
export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Serialised as JSON when an object; sent as it is when a string. */
  readonly body?: unknown;
  readonly contentType?: string | undefined;
};

/** What became of a push, before `respond` puts it into the provider's words. */
export type Outcome =
  /** Durable (new, repeated, quarantined or recorded: the sender gets the same answer). */
  | { readonly kind: 'accepted'; readonly messageId?: string }
  /** Durable, and its business result is known (only where the source `awaitsResult`). */
  | { readonly kind: 'answered'; readonly messageId: string; readonly result: BusinessResult }
  /** Durable, but the result did not come within the budget. */
  | { readonly kind: 'pending'; readonly messageId: string }
  /** Nothing was kept. */
  | { readonly kind: 'refused'; readonly code: PushRefusalCode };

/** What a typed handler is called with. */
export type PushInput = {
  readonly path: Readonly<Record<string, string>>;
  readonly request: RawRequest;
  /** To be called once the proof is found good: until then the bytes take part in what strangers may hold together. */
  readonly proven?: () => void;
  /** When its last header had been read, by the clock's `monotonic`; absent: it was not measured. */
  readonly beganMs?: number;
};

/** The flow of `receive/receive.ts`, given to handlers: verify, identify, append, and what became of it. */
export type Receive = (operationId: string, input: PushInput) => Promise<Outcome>;

export type Identification = { readonly identities: readonly Identity[]; readonly disposition: Disposition };

/** The side before the ack. Leaves: no I/O, no store. */
export type Receiving = {
  /** Did this provider send exactly these bytes? `path` holds the decoded path parameters. */
  verify(input: PushInput, nowMs: number): Checked<Verified> | Promise<Checked<Verified>>;
  /** Under which names is it known, and what is to become of it? Never throws on odd bytes: the digest of the body is always a name. A promise only where a library is loaded for it. */
  identify(message: Verified): Identification | Promise<Identification>;
  /** Path and query to be stored and logged, with any secret replaced by `***`. */
  redactTarget(input: PushInput): string;
  /** Set where the provider waits for the business result: how long a connection may wait, in milliseconds. */
  readonly awaitsResult?: { readonly budgetMs: number };
};

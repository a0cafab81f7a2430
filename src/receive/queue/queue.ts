/** A queue that a source polls. A message stays in it until it is deleted, which is how this gateway says yes. */
import type { QueuedMessage } from '../../providers/queued.ts';

export type Received = QueuedMessage & {
  /** Names this receipt of it: what deletes it, or has it come again later. */
  readonly receipt: string;
  /** How often the queue has handed it out, this time included. */
  readonly receipts: number;
};

export type Queue = {
  /** Its host, where an HTTP push has the caller's address. */
  readonly address: string;
  /** For how long a message that was handed out is nobody else's. */
  readonly holdSeconds: number;
  /** At most `BATCH_MAX` messages; waits for the first for up to 20 s. Rejects where the queue does not answer, or when `signal` aborts. */
  receive(signal: AbortSignal): Promise<readonly Received[]>;
  /** For good. Rejects where some may be left; those come again. */
  remove(messages: readonly Received[]): Promise<void>;
  /** They come again after `seconds` from now, to whoever asks then. Rejects where that may not be so. */
  hold(messages: readonly Received[], seconds: number): Promise<void>;
  /** Why a call was rejected, for the operator: never a secret. */
  faultOf(error: unknown): string;
  close(): void;
};

/** SQS hands out no more at once. Each has at most 1 MiB. */
export const BATCH_MAX = 10;

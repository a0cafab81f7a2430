/** Pushes that wait in a queue: what a provider says of them. `src/receive/queue` polls it. */
import type { RawRequest } from '../trust/trust.ts';

/** A message of a queue, as it came. Nothing in it is proven. */
export type QueuedMessage = {
  /** The queue's own id of it; for headers and the log. */
  readonly id: string;
  readonly bytes: Uint8Array;
  /** Those of its attributes that are text, names in lower case. */
  readonly attributes: Readonly<Record<string, string>>;
};

/** A source whose pushes come through a queue. */
export type Queued = {
  /** The operation of the contract that takes the same push over HTTP. */
  readonly operationId: string;
  /** The request that would have brought it over HTTP: same bytes, same proof. `verify` and all that follows see no difference. */
  request(message: QueuedMessage): Pick<RawRequest, 'method' | 'path' | 'headers'>;
};

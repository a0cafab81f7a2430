/** Claims as they cross the threads. */

/** A claim by its name: row and fence. */
export type Held = { readonly id: string; readonly fence: number };

export type Claiming = {
  readonly nowMs: number;
  readonly leaseMs: number;
  readonly limit: number;
  /** An item that waits for longer than this is due. */
  readonly longestWaitMs?: number;
};

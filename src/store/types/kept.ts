/** What others keep in the store for themselves: bytes under a space and a key, whose meaning only they know. */

export type Kept = {
  /** Secrets in it are sealed (`src/trust/sealing.ts`): a store never sees one. */
  readonly value: Uint8Array;
  /** Grows with each change, also across one that forgets the value. */
  readonly version: number;
};

export type ListedKept = Kept & { readonly key: string };

/** `changed`: it has another version, so nothing was kept. Read it again, and decide again. */
export type KeepOutcome = 'kept' | 'changed';

/** A backup of the embedded store, and what putting one back did. */

/** What was found in a store's file when every page of it was read. */
export type ExaminedFile = {
  /** The number of its schema. */
  readonly schema: number;
  readonly bytes: number;
  /** Rows of each table. */
  readonly counts: Readonly<Record<string, number>>;
};

export type BackedUp = ExaminedFile & { readonly path: string };

export type RestoredStore = ExaminedFile & {
  readonly path: string;
  /** Where the store that was here before is now; absent: there was none. */
  readonly keptAs?: string;
  /**
   * Whether new events and deliveries get numbers that the store before never gave, so that a consumer's cursor of that store misses nothing. `false`: that
   * store could not be read.
   */
  readonly numbersContinue: boolean;
};

export type BackupOrder = {
  /** The backup's file. */
  readonly to: string;
  /** Replaces an existing backup. */
  readonly force: boolean;
  /** Called with the bytes of the copy until now, and about how many they will be. */
  readonly onProgress?: (bytes: number, ofBytes: number) => void;
  /** Called with the copy's name while it is not complete. Code that ends the process before then removes this file. */
  readonly onTemporary?: (path: string) => void;
};

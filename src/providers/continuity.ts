/** How an outage shows in the events of a source: numbers that are missing, and things whose status jumped. */

export type Continuity = {
  /** A field of `data` that the provider counts up by one. */
  readonly numbered?: { readonly type: string; readonly field: string; readonly noun: string };
  /** A status that a thing goes through in order. Those not named may come at any time. */
  readonly progress?: {
    readonly type: string;
    /** Which thing it is of. */
    readonly key: string;
    readonly field: string;
    readonly order: readonly string[];
    readonly noun: string;
  };
  /** The beginning of a sentence that goes on with `, from … to …`: whom to ask for what. */
  readonly ask: string;
};

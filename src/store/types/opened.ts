/** What was found when the store was opened, and what is heard of it while it is open. */

/** `due`: work or deliveries. `events`: there are new ones. */
export type Change = 'due' | 'events';

export type Found = {
  /** What a person should know of it: sentences, mostly none. */
  readonly remarks: readonly string[];
  /** When an earlier process last called `healthy`, by its clock; absent: there was none. */
  readonly lastSignMs?: number;
};

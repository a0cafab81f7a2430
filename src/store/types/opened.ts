/** What was found when the store was opened, and the changes that it tells while it is open. */

/** `work`, `deliveries`: some became due. `events`: there are new ones. */
export type Change = 'work' | 'deliveries' | 'events';

/** Something about the database itself that a person should know now. `kind` and `about` as those of conditions. */
export type Concern = { readonly kind: string; readonly about: string; readonly detail: string };

export type Found = {
  /** Sentences that a person should read about it; usually there are none. */
  readonly remarks: readonly string[];
  /** When an earlier process last called `healthy`, by its clock; absent: there was none. */
  readonly lastSignMs?: number;
};

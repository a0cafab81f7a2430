/** A contract as its pages show it beside its last release: read once, because its parts are known by being the same object. */
import type { Review } from '../releases.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Parsed, parsed, partsBefore } from './before.ts';
import { type Marks, marksOf, noMarks } from './site/marks.ts';

export type SinceRelease = {
  readonly now: Parsed;
  /** Marks what no release has. */
  readonly next: Marks;
  /** The release that it is told apart from. */
  readonly last?: Snapshot;
};

/** Nothing is marked where nothing is released, and where the last release is what the contract says now. */
export function sinceRelease({ snapshot, released, publishedAs }: Review): SinceRelease {
  const now = parsed(snapshot);
  const last = released.at(-1);
  if (last === undefined || last.version === publishedAs) return { now, next: noMarks };
  return { now, next: marksOf(partsBefore(parsed(last), now)), last };
}

/** A release by itself: all of it is released. */
export const asReleased = (release: Snapshot): SinceRelease => ({ now: parsed(release), next: noMarks });

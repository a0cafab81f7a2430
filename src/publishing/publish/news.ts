/** What changed last, for the first page: the newest version of each contract that has more than one. */
import type { Review } from '../releases.ts';
import { changeLog, changeText } from './change-log.ts';
import { stemOf, titleOf } from './names.ts';
import { versionId } from './site/pages/changes.ts';
import type { News } from './site/pages/home.ts';

/** More are on the page of all changes. */
const lines_max = 5;

/** Breaking changes come first, since they are what a reader has to act upon. */
export function latestNews(reviews: readonly Review[]): readonly News[] {
  return reviews.flatMap((review): News[] => {
    const [newest] = changeLog(review);
    if (newest === undefined || newest.first || newest.changes.length === 0) return [];
    const { snapshot } = review;
    const lines = newest.changes
      .toSorted((one, other) => other.breaks.length - one.breaks.length)
      .map((change) => changeText(change));
    const more = lines.length - lines_max;
    return [
      {
        title: titleOf(snapshot),
        version: newest.version,
        path: `${snapshot.owner}/${stemOf(snapshot)}-changes.html#${versionId(newest.version)}`,
        lines: more > 0 ? [...lines.slice(0, lines_max), `${more} more`] : lines,
      },
    ];
  });
}

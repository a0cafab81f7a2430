/** What changed from release to release, newest first, as Markdown; made from the releases themselves, so that nothing is forgotten. */
import type { Change } from '../diff/change.ts';
import { diffSnapshots } from '../diff/diff.ts';
import type { Review } from '../releases.ts';
import type { ReleaseNotes } from '../snapshot.ts';

export type ChangeLogEntry = {
  readonly version: string;
  readonly first: boolean;
  readonly changes: readonly Change[];
  readonly notes?: ReleaseNotes;
};

export function changeLog({ released, changes, publishedAs }: Review): readonly ChangeLogEntry[] {
  const entries = released.map((snapshot, index): ChangeLogEntry => {
    const before = released[index - 1];
    return {
      version: snapshot.version,
      first: before === undefined,
      changes: before === undefined ? [] : diffSnapshots(before, snapshot),
      ...(snapshot.notes && { notes: snapshot.notes }),
    };
  });
  const isReleased = released.at(-1)?.version === publishedAs;
  const present: readonly ChangeLogEntry[] = isReleased
    ? []
    : [{ version: publishedAs, first: released.length === 0, changes }];
  return [...present, ...entries.toReversed()];
}

export function changeLogMarkdown(title: string, entries: readonly ChangeLogEntry[]): string {
  const sections = entries.map(({ version, first, changes, notes }) => {
    const lines = first ? ['* The first version.'] : changes.map((change) => `* ${changeText(change)}`);
    const said = notes === undefined ? [] : noteLines(notes).flatMap((line) => [line, '']);
    return [`## ${version}`, '', ...said, ...(lines.length > 0 ? lines : ['* Nothing changed but the version.'])].join(
      '\n',
    );
  });
  return `${[`# ${title}: changes`, ...sections].join('\n\n')}\n`;
}

/** What its maker says of a release, as paragraphs. */
export const noteLines = ({ date, summary, migrate }: ReleaseNotes): readonly string[] => [
  `Released on ${date}.${summary === undefined ? '' : ` ${summary}`}`,
  ...(migrate === undefined ? [] : [`**How to migrate:** ${migrate}`]),
];

export function changeText({ breaks, place, path, what, rule }: Change): string {
  const where = [place, path].filter((part) => part !== '').join(' ');
  const whom = breaks.length === 0 ? '' : `**Breaks ${breaks.map(named).join(' and ')}.** `;
  return `${whom}${where === '' ? '' : `\`${where}\`: `}${what} (\`${rule}\`)`;
}

const named = (party: string): string =>
  party === 'us' ? 'the gateway' : party === 'provider' ? 'the provider' : 'those who take the events';

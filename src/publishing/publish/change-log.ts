/** What changed from release to release, newest first, as Markdown; made from the releases themselves, so that nothing is forgotten. */
import type { Change } from '../diff/change.ts';
import { diffSnapshots } from '../diff/diff.ts';
import type { Review } from '../releases.ts';

export type ChangeLogEntry = { readonly version: string; readonly first: boolean; readonly changes: readonly Change[] };

export function changeLog({ released, changes, publishedAs }: Review): readonly ChangeLogEntry[] {
  const entries = released.map((snapshot, index): ChangeLogEntry => {
    const before = released[index - 1];
    return {
      version: snapshot.version,
      first: before === undefined,
      changes: before === undefined ? [] : diffSnapshots(before, snapshot),
    };
  });
  const isReleased = released.at(-1)?.version === publishedAs;
  const present: readonly ChangeLogEntry[] = isReleased
    ? []
    : [{ version: publishedAs, first: released.length === 0, changes }];
  return [...present, ...entries.toReversed()];
}

export function changeLogMarkdown(title: string, entries: readonly ChangeLogEntry[]): string {
  const sections = entries.map(({ version, first, changes }) => {
    const lines = first ? ['* The first version.'] : changes.map((change) => `* ${changeText(change)}`);
    return [`## ${version}`, '', ...(lines.length > 0 ? lines : ['* Nothing changed but the version.'])].join('\n');
  });
  return `${[`# ${title}: changes`, ...sections].join('\n\n')}\n`;
}

export function changeText({ breaks, place, path, what, rule }: Change): string {
  const where = [place, path].filter((part) => part !== '').join(' ');
  const whom = breaks.length === 0 ? '' : `**Breaks ${breaks.map(named).join(' and ')}.** `;
  return `${whom}${where === '' ? '' : `\`${where}\`: `}${what} (\`${rule}\`)`;
}

const named = (party: string): string =>
  party === 'us' ? 'the gateway' : party === 'provider' ? 'the provider' : 'those who take the events';

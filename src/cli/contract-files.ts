/** What the commands of `pushdock contracts` do. */
import { join, resolve } from 'node:path';
import { ContractError } from '../contracts/schema.ts';
import type { Change } from '../publishing/diff/change.ts';
import { partnerPackage } from '../publishing/package/package.ts';
import { aboutOf } from '../publishing/publish/about.ts';
import { publishedFolder } from '../publishing/publish/folder.ts';
import { publication } from '../publishing/publish/publication.ts';
import { writePublication } from '../publishing/publish/write.ts';
import { type Review, release, review } from '../publishing/releases.ts';
import { publishedNames, type ReleaseNotes } from '../publishing/snapshot.ts';
import { whyStale } from '../publishing/stale.ts';
import { CommandFailed } from './failure.ts';
import { printJson, printTable, printText } from './print.ts';

/** Throws `CommandFailed` with every version that is too low, after everything was printed. */
export function printDifferences(root: string, names: readonly string[], json: boolean): void {
  const reviews = chosen(root, names).map((name) => reading(() => review(root, name)));
  if (json) printJson(reviews.map(asData));
  else for (const one of reviews) printReview(one);
  const faults = reviews.flatMap(({ fault }) => fault ?? []);
  if (faults.length > 0) throw refusal(faults);
}

export function writeReleases(root: string, names: readonly string[], notes: ReleaseNotes): void {
  for (const name of chosen(root, names)) {
    const released = reading(() => release(root, name, notes));
    if (!released.ok) throw refusal([released.sentence]);
    printText(`${released.folder} is written; commit it`);
  }
}

/** `config` is a configuration's path: what it says of the gateway stands on the pages. */
export function publish(root: string, out: string | undefined, config?: string): void {
  refuseStale(root);
  const folder = resolve(out ?? publishedFolder(root));
  const made = reading(() => publication(root, config === undefined ? {} : aboutOf(resolve(config))));
  if (!made.ok) throw refusal(made.faults);
  writePublication(made.files, folder);
  printText(`${made.files.size} files are in ${folder}`);
}

export function writePackages(root: string, names: readonly string[], out: string | undefined): void {
  for (const name of chosen(root, names)) {
    const made = reading(() => partnerPackage(root, name));
    if (!made.ok) throw refusal([made.sentence]);
    const folder = join(resolve(out ?? join(root, 'dist', 'packages')), made.name);
    writePublication(made.files, folder);
    printText(folder);
  }
}

const refusal = (sentences: readonly string[]) => new CommandFailed('failed', sentences.join('\n'));

/** Half of a contract is read from spec/, half from generated/: both must say the same. */
function refuseStale(root: string): void {
  const stale = whyStale(root);
  if (stale !== undefined) throw new CommandFailed('failed', stale);
}

/** The named ones, or all. */
function chosen(root: string, names: readonly string[]): readonly string[] {
  refuseStale(root);
  const known = reading(() => publishedNames(root));
  const [unknown] = names.filter((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new CommandFailed('not found', `No published contract is named ${unknown}; there are ${known.join(', ')}`);
  return names.length > 0 ? names : known;
}

function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ContractError) throw new CommandFailed('failed', error.message);
    throw error;
  }
}

function asData({ snapshot, released, changes, needed, publishedAs, fault }: Review) {
  const last = released.at(-1)?.version;
  return { contract: snapshot.name, version: snapshot.version, last, needed, publishedAs, changes, fault };
}

function printReview({ snapshot, released, changes, publishedAs }: Review): void {
  const last = released.at(-1)?.version;
  const since =
    last === undefined ? 'never released' : changes.length === 0 ? 'unchanged since its release' : `since ${last}:`;
  printText(`${snapshot.name} ${publishedAs}, ${since}`);
  if (changes.length > 0)
    printTable(
      ['  breaks', 'rule', 'where', 'what'],
      changes.map((change) => [`  ${whom(change)}`, change.rule, where(change), change.what]),
    );
}

const whom = ({ breaks }: Change): string => (breaks.length === 0 ? 'nobody' : breaks.join(', '));
const where = ({ place, path }: Change): string => [place, path].filter((part) => part !== '').join(' ');

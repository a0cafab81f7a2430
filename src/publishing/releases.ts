/**
 * Released versions of the contracts, `spec/published/<contract>/<version>/`, and whether what `spec/` says now may follow the last one
 * under the version that it has.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Change, covers, type Level, levelOf } from './diff/change.ts';
import { diffSnapshots } from './diff/diff.ts';
import { compareVersions, nextVersion, parseVersion, stepOf, versionText } from './diff/version.ts';
import { examplesOf } from './release-examples.ts';
import {
  DOCUMENT,
  EXAMPLES,
  NOTES,
  type ReleaseNotes,
  releasedSnapshot,
  type Snapshot,
  workingSnapshot,
} from './snapshot.ts';

export type Review = {
  readonly snapshot: Snapshot;
  /** Oldest first. */
  readonly released: readonly Snapshot[];
  /** Since the last release; none where there was none. */
  readonly changes: readonly Change[];
  readonly needed: Level;
  /** Its own version where that is released as it stands, else the next one with `-unreleased`. */
  readonly publishedAs: string;
  /** Why it cannot be published; a sentence with the cure. */
  readonly fault?: string;
};

const releasesFolder = (root: string, name: string): string => join(root, 'spec', 'published', name);

/** Oldest first. What is no version among the folders is not looked at. */
function releasedVersions(root: string, name: string): readonly string[] {
  const folder = releasesFolder(root, name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map(parseVersion)
    .filter((version) => version !== undefined)
    .sort(compareVersions)
    .map(versionText);
}

/** Compares what `spec/` says with the last release. Throws `ContractError` when something cannot be read. */
export function review(root: string, name: string): Review {
  const snapshot = workingSnapshot(root, name);
  const released = releasedVersions(root, name).map((version) =>
    releasedSnapshot(join(releasesFolder(root, name), version), name),
  );
  return judge(snapshot, released, existsSync(join(root, 'spec', 'published')));
}

/** `hasReleases`: whether `root` keeps releases at all. The npm package does not, and its contracts are published as they stand. */
export function judge(snapshot: Snapshot, released: readonly Snapshot[], hasReleases = true): Review {
  const last = released.at(-1);
  const version = parseVersion(snapshot.version);
  const changes = last === undefined ? [] : diffSnapshots(last, snapshot);
  const needed = levelOf(changes);
  const common = { snapshot, released, changes, needed };
  if (version === undefined)
    return faulty(common, `${snapshot.name} has the version ${snapshot.version}; write three numbers, such as 1.0.0`);
  if (last === undefined)
    return { ...common, publishedAs: hasReleases ? `${snapshot.version}-unreleased` : snapshot.version };
  const before = parseVersion(last.version) ?? [0, 0, 0];
  const given = stepOf(before, version);
  if (compareVersions(version, before) < 0)
    return faulty(common, `${snapshot.name} has the version ${snapshot.version}, and ${last.version} is released`);
  const enough = versionText(nextVersion(before, needed));
  if (given === 'none' && needed !== 'major')
    return { ...common, publishedAs: needed === 'none' ? snapshot.version : `${enough}-unreleased` };
  if (!covers(given, needed)) return faulty(common, tooLow(snapshot, last, changes, needed, enough));
  return { ...common, publishedAs: `${snapshot.version}-unreleased` };
}

type Common = Omit<Review, 'publishedAs' | 'fault'>;

const faulty = (common: Common, fault: string): Review => ({
  ...common,
  publishedAs: common.snapshot.version,
  fault,
});

function tooLow(snapshot: Snapshot, last: Snapshot, changes: readonly Change[], needed: Level, enough: string): string {
  const breaking = changes.filter(({ breaks }) => breaks.length > 0);
  const [first] = breaking.length > 0 ? breaking : changes;
  const reason =
    first === undefined ? '' : ` (${first.rule}: ${[first.place, first.path].join(' ').trim()}, ${first.what})`;
  const what = breaking.length > 0 ? counted(breaking.length, 'breaking') : counted(changes.length, 'compatible');
  return (
    `${snapshot.name} ${snapshot.version} has ${what} since ${last.version}${reason}; ` +
    `that is a ${needed} step: make its version ${enough} or later`
  );
}

const counted = (count: number, kind: string): string => `${count} ${kind} ${count === 1 ? 'change' : 'changes'}`;

export type Released =
  | { readonly ok: true; readonly folder: string }
  | { readonly ok: false; readonly sentence: string };

/** Writes what `spec/` says now as a release. It is refused when the version is too low, when it is released already, or when it breaks somebody and says nothing of what to do. */
export function release(root: string, name: string, notes: ReleaseNotes): Released {
  const { snapshot, released, changes, needed, fault } = review(root, name);
  if (fault !== undefined) return { ok: false, sentence: fault };
  const last = released.at(-1);
  if (last?.version === snapshot.version)
    return {
      ok: false,
      sentence:
        needed === 'none'
          ? `${name} ${snapshot.version} is released already, and nothing has changed since`
          : `${name} ${snapshot.version} is released already; make its version ${nextText(last, needed)} or later`,
    };
  const breaking = changes.find(({ breaks }) => breaks.length > 0);
  if (breaking !== undefined && notes.migrate === undefined)
    return {
      ok: false,
      sentence: `${name} ${snapshot.version} breaks ${breaking.breaks.join(' and ')} (${breaking.rule}: ${[breaking.place, breaking.path].join(' ').trim()}); say what they have to do with --migrate '…'`,
    };
  const folder = join(releasesFolder(root, name), snapshot.version);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, DOCUMENT), snapshot.text);
  for (const [file, text] of snapshot.files) writeFileSync(join(folder, file), text);
  const examples = examplesOf(root, snapshot);
  if (examples.size > 0) mkdirSync(join(folder, EXAMPLES));
  for (const [file, text] of examples) writeFileSync(join(folder, EXAMPLES, file), text);
  writeFileSync(join(folder, NOTES), `${JSON.stringify(notes, null, 2)}\n`);
  return { ok: true, folder };
}

const nextText = (last: Snapshot, needed: Level): string =>
  versionText(nextVersion(parseVersion(last.version) ?? [0, 0, 0], needed));

/** The contract files that a proposal changes, in memory. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatPatch, structuredPatch } from 'diff';

/** What is left for a person to do. */
export type ByHand = readonly string[];

export type Files = {
  readonly root: string;
  /** As it is by now; path relative to the root. */
  text(file: string): string;
  change(file: string, text: string): void;
  /** Schemas of our events. */
  eventSchemas(): readonly string[];
  /** All that changed as one unified diff for `git apply`, in the order of the paths; empty when nothing did. */
  patch(): string;
};

export function openFiles(root: string): Files {
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  const text = (file: string): string => {
    const known = after.get(file);
    if (known !== undefined) return known;
    const read = readFileSync(join(root, file), 'utf8');
    before.set(file, read);
    after.set(file, read);
    return read;
  };
  return {
    root,
    text,
    change: (file, changed) => void after.set(file, changed),
    eventSchemas: () =>
      readdirSync(join(root, 'spec', 'events'))
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map((name) => `spec/events/${name}`),
    patch: () =>
      [...after]
        .filter(([file, changed]) => before.get(file) !== changed)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([file, changed]) => unifiedDiff(file, before.get(file) ?? '', changed))
        .join(''),
  };
}

/** With three lines of context, as git shows it. */
function unifiedDiff(file: string, before: string, after: string): string {
  const patch = structuredPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 });
  return formatPatch({ ...patch, isGit: true });
}

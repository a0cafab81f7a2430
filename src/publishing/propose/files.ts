/** The contract files that a proposal changes, in memory. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is left for a person to do. */
export type ByHand = readonly string[];

export type Files = {
  readonly root: string;
  /** As it is by now; path relative to the root. */
  text(file: string): string;
  change(file: string, text: string): void;
  /** Schemas of our events. */
  eventSchemas(): readonly string[];
  changed(): readonly { readonly file: string; readonly before: string; readonly after: string }[];
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
    changed: () =>
      [...after]
        .filter(([file, changed]) => before.get(file) !== changed)
        .map(([file, changed]) => ({ file, before: before.get(file) ?? '', after: changed }))
        .toSorted((a, b) => (a.file < b.file ? -1 : 1)),
  };
}

import type { Inspected } from '../inspected.ts';

/** What an upgrade will do to the schema of a store at `place`: nothing, the steps that are due, or why it cannot. */
export function dueText(
  place: string,
  version: number,
  steps: readonly { readonly number: number; readonly name: string }[],
): readonly Inspected[] {
  const newest = steps.at(-1)?.number ?? 0;
  if (version > newest) {
    const text = `${place} has schema ${version}, and this version of Pushdock knows up to ${newest}; start a newer one, or restore the backup of before`;
    return [{ level: 'fault', text }];
  }
  const due = steps.filter(({ number }) => number > version);
  if (due.length === 0) return [];
  const names = due.map(({ number, name }) => `${number} (${name})`).join(', ');
  const text = `${place} has schema ${version}; the next start of this version brings it to ${newest}: ${names}. An older version cannot read it afterwards, so back it up first`;
  return [{ level: 'warning', text }];
}

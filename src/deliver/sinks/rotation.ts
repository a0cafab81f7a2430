/** Renaming a file that has become too large or too old, and deleting the oldest of the renamed ones. */

import { existsSync } from 'node:fs';
import { readdir, rename, unlink } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { codeOf } from '../../running/thrown.ts';

export type Rotation = {
  readonly bytes?: number;
  readonly ageMs?: number;
  /** How many renamed files are kept. */
  readonly keep: number;
};

/** Whether the file must be renamed before `addedBytes` more go into it. An empty one never is: a single event may be larger than `bytes`. */
export function isDue(
  rotation: Rotation,
  file: { readonly bytes: number; readonly begunAtMs: number },
  addedBytes: number,
  nowMs: number,
): boolean {
  if (file.bytes === 0) return false;
  if (rotation.bytes !== undefined && file.bytes + addedBytes > rotation.bytes) return true;
  return rotation.ageMs !== undefined && nowMs - file.begunAtMs >= rotation.ageMs;
}

/** `data/events.ndjson` → `data/events.2026-11-21T10-15-00-000Z.ndjson`; a number is added where that one exists. Returns the new path, or undefined when somebody else has moved the file away already. */
export async function renameAway(path: string, nowMs: number): Promise<string | undefined> {
  const { stem, extension } = partsOf(path);
  const stamp = new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-');
  let target = join(dirname(path), `${stem}.${stamp}${extension}`);
  for (let more = 1; existsSync(target); more += 1)
    target = join(dirname(path), `${stem}.${stamp}.${String(more).padStart(4, '0')}${extension}`);
  try {
    await rename(path, target);
    return target;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Deletes the oldest renamed files of `path` beyond `keep`. Names sort by their time. */
export async function deleteOldest(path: string, keep: number): Promise<void> {
  const { stem, extension } = partsOf(path);
  const isRenamed = (name: string) =>
    name.startsWith(`${stem}.`) &&
    name.endsWith(extension) &&
    /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z(\.\d{4,})?$/.test(
      name.slice(stem.length + 1, name.length - extension.length),
    );
  const stampOf = (name: string) => name.slice(0, name.length - extension.length);
  const names = (await readdir(dirname(path))).filter(isRenamed).sort((a, b) => (stampOf(a) < stampOf(b) ? -1 : 1));
  for (const name of names.slice(0, -keep)) await unlink(join(dirname(path), name));
}

function partsOf(path: string): { stem: string; extension: string } {
  const extension = extname(path);
  return { stem: basename(path, extension), extension };
}

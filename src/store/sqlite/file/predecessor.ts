/** Signs that another store was at this place before. Its messages are not in this one, and the operator must know that. */
import { existsSync, renameSync, statSync, utimesSync } from 'node:fs';
import { logsOf } from '../../side-files.ts';

// Lock and store of one first start are made within milliseconds of each other.
const TOGETHER_MS = 1_000;

/**
 * Gives another name to the log of a store that is gone or empty. SQLite would delete it, and it may contain acknowledged messages. Only the owner
 * of the lock may do this.
 */
export function putLogAside(path: string): void {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0) return;
  for (const log of logsOf(path)) {
    if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 0) renameSync(log, freeName(`${log}.of-lost-store`));
  }
}

/** `stem-1`, or the first number that is not taken. */
export function freeName(stem: string): string {
  for (let number = 1; ; number += 1) if (!existsSync(`${stem}-${number}`)) return `${stem}-${number}`;
}

/**
 * A sentence if the store is younger than its lock, its saved copies, or one of `witnesses` (files that an earlier store has left
 * elsewhere, such as delivered events). `made`: it is empty. It is said once for each store: afterwards the lock is as old as the store.
 */
export function remarkOnPredecessor(
  path: string,
  { lockPath, made, witnesses }: { lockPath: string; made: boolean; witnesses: readonly string[] },
): string | undefined {
  const bornMs = birthOf(path, made);
  if (bornMs === undefined) return undefined;
  const left = [`${path}.saved-1`, `${path}-wal.of-lost-store-1`, ...witnesses];
  const older = [lockPath, ...left.filter((file) => sizeOf(file) > 0)].filter(
    (file) => statSync(file).mtimeMs < bornMs - TOGETHER_MS,
  );
  const isNews = older.includes(lockPath) || made;
  utimesSync(lockPath, new Date(bornMs), new Date(bornMs));
  if (older.length === 0 || !isNews) return undefined;
  return `The store ${path} is younger than ${older.join(' and ')}: the store before it was deleted, moved or replaced, or its folder is not mounted. This store does not have the messages of the old one. If you did not intend this, stop the gateway and restore the old store.`;
}

/** 0 also where nobody can look: a witness may be in a folder that is closed to us, or whose parent is a file. That is its sink's trouble and not the store's. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** `undefined` where the file system does not say: some give the time of the last change in its place. */
function birthOf(path: string, made: boolean): number | undefined {
  const { birthtimeMs, ctimeMs, mtimeMs } = statSync(path);
  if (made) return mtimeMs;
  return birthtimeMs > 0 && birthtimeMs !== ctimeMs ? birthtimeMs : undefined;
}

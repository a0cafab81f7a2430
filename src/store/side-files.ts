/** The files that SQLite keeps beside a store's, under names that it makes from the store's own. */
import { rmSync } from 'node:fs';

/** Of a store in use: its log, and the log's index. */
export const logsOf = (path: string): readonly string[] => [`${path}-wal`, `${path}-shm`];

/** Those, and the journal of a file that is not a store in use yet: of a copy that is filled, or of `VACUUM INTO`. */
export const sideFilesOf = (path: string): readonly string[] => [...logsOf(path), `${path}-journal`];

/** Removes a file that is not finished, with what SQLite has beside it. */
export function removeUnfinished(path: string): void {
  for (const file of [path, ...sideFilesOf(path)]) rmSync(file, { force: true });
}

/**
 * Makes a folder and those above it that are missing. Not by `recursive`: where the system says ENOENT of a folder whose parent is there (in `/proc`,
 * or on a share that is going away), Node tries again without an end, and the call never returns.
 */
import { mkdirSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** `mode`: of each folder that is made. Rejects with the system's error, unless the folder is there. */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path), mode);
  await mkdir(path, { mode }).catch(async (error: unknown) => {
    if (!(await isFolder(path))) throw error; // Otherwise somebody else has made it meanwhile.
  });
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false, // To make it says why.
  );

/** The same where nothing else goes on meanwhile. */
export function makeFolderSync(path: string, mode?: number): void {
  if (isFolderSync(path)) return;
  if (dirname(path) !== path) makeFolderSync(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (!isFolderSync(path)) throw error;
  }
}

function isFolderSync(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Makes what was written to files and folders survive a power cut. */
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

/** Not for a file that SQLite has open in this process: closing it here would drop SQLite's locks on it (fcntl(2)). */
export function syncFile(path: string): void {
  sync(path, 'r+');
}

/** A new name, or one that is gone, is durable when its folder is. */
export function syncFolderOf(path: string): void {
  sync(dirname(path), 'r');
}

function sync(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Gives the file at `path` the name `free` as well, and never takes that name from another file. Where the file system knows one name a file, it is the
 * only one afterwards.
 */
export function takeName(path: string, free: string): void {
  try {
    linkSync(path, free);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if ((code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') || existsSync(free)) throw error;
    renameSync(path, free);
  }
}

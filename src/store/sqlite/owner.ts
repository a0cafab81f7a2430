/**
 * The embedded store has one owner. The proof is a second, empty database beside the file, held in an exclusive
 * transaction: Node has no file locks of its own, SQLite's are the operating system's and end with the process, also by
 * `kill -9`. The store's own file cannot serve, because the reading connection must share it.
 */
import { chmodSync, existsSync, mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../store.ts';

export type Owned = { readonly path: string; release(): void };

/**
 * Makes this process the owner of the store at `path`, creating folder and file where missing, readable by this user
 * only. Throws `StoreUnavailable` naming the file when another process has it.
 */
export function own(path: string): Owned {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Two names of one file must meet at one lock.
  const real = existsSync(path) ? realpathSync(path) : join(realpathSync(folder), basename(path));
  const release = lock(`${real}.lock`, real);
  keepPrivate(real);
  return { path: real, release };
}

function lock(lockPath: string, path: string): () => void {
  keepPrivate(lockPath);
  const db = new Database(lockPath, { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    throw new StoreUnavailable(
      `${path} is in use by another process. One process owns an embedded store: stop that one, or give this one a path of its own.`,
      { fatal: true, cause: error },
    );
  }
  return () => db.close();
}

/** Never opens an existing file: closing it would drop the locks that SQLite holds on it in this process (POSIX says so). */
function keepPrivate(path: string): void {
  if (!existsSync(path)) writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  else if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
}

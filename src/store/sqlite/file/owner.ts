/**
 * The embedded store has one owner. The operating system gives two proofs of it, and both end with the process, also after `kill -9`:
 *
 * - a second, empty database beside the file, with an open exclusive transaction: Node has no file locks of its own, SQLite has. The store's own
 *   file cannot serve, because the reading connection must share it. It holds between machines and containers that share the folder, but only
 *   as long as nobody removes its name;
 * - on Linux a socket whose name is made of the file's device and inode. It has no name in a folder, so nobody can remove it, and every path
 *   to the file leads to it.
 */
import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../../store.ts';
import { keepOwner, keepPrivate, locate, type Place } from './place.ts';
import { putLogAside, remarkOnPredecessor } from './predecessor.ts';
import { type FileId, fileIdAt } from './same-file.ts';
import { explained } from './trouble.ts';

export type Owned = Place & {
  /** The file that is owned. */
  readonly file: FileId;
  /** For a person: how the store was found. */
  readonly remarks: readonly string[];
  release(): Promise<void>;
};

/**
 * Makes this process the owner of the store at `configured`, creating folder and file where missing, readable by this user
 * only. Rejects with `StoreUnavailable` naming the file when another process has it, or when it cannot be used.
 */
export async function own(configured: string, witnesses: readonly string[] = []): Promise<Owned> {
  const releases: (() => Promise<void>)[] = [];
  const release = async () => {
    for (const one of releases.splice(0).reverse()) await one();
  };
  try {
    const place = locate(configured);
    const { path } = place;
    const lockPath = `${path}.lock`;
    keepPrivate(lockPath);
    accessSync(lockPath, constants.R_OK | constants.W_OK);
    releases.push(lock(lockPath, path));
    putLogAside(path);
    keepPrivate(path);
    keepOwner(path, lockPath);
    const file = fileIdAt(path);
    releases.push(await lockInode(file, path));
    const made = statSync(path).size === 0;
    const remark = remarkOnPredecessor(path, { lockPath, made, witnesses });
    return { ...place, file, remarks: remark === undefined ? [] : [remark], release };
  } catch (error) {
    await release();
    throw explained(configured, error);
  }
}

const taken = (path: string, cause: unknown): StoreUnavailable =>
  new StoreUnavailable(
    `${path} is in use by another process. Only one process can use a store: stop the other one, or give this gateway a path of its own.`,
    { fatal: true, cause },
  );

function lock(lockPath: string, path: string): () => Promise<void> {
  const db = new Database(lockPath, { timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    throw taken(path, error);
  }
  return async () => void db.close();
}

/** An abstract socket (unix(7)): Linux alone has them. */
function lockInode({ device, inode }: FileId, path: string): Promise<() => Promise<void>> {
  if (process.platform !== 'linux') return Promise.resolve(async () => {});
  const server = createServer((socket) => socket.destroy()).unref();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? taken(path, error) : error),
    );
    server.listen({ path: `\0pushdock store ${device}:${inode}`, exclusive: true }, () =>
      // Open until then, so that the inode of a file that was deleted meanwhile is not another store's before its name is free.
      resolve(keptOpen(path, () => new Promise((closed) => void server.close(() => closed())))),
    );
  });
}

/** Only once the file is owned: closing any descriptor of it takes back the locks that this process has on it (fcntl(2)). */
function keptOpen(path: string, release: () => Promise<void>): () => Promise<void> {
  const descriptor = openSync(path, 'r');
  return async () => {
    await release();
    closeSync(descriptor);
  };
}

/** Checks the store's path before it is opened: either there is a file that may be opened, or a sentence says why not. */
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { makeFolderSync } from '../../../running/make-folder.ts';
import { StoreUnavailable } from '../../store.ts';

export type Place = {
  /** Absolute, as configured. */
  readonly named: string;
  /** Without links. */
  readonly path: string;
};

/** Creates the folder where it is missing, readable by this user only. Throws what the system says, or `StoreUnavailable`. */
export function locate(configured: string): Place {
  const named = resolve(configured);
  const folder = dirname(named);
  makeFolderSync(folder, 0o700);
  const path = realPath(named, folder);
  if (existsSync(path)) {
    beRegular(path);
    haveOneName(path);
    accessSync(path, constants.R_OK | constants.W_OK);
  }
  return { named, path };
}

function realPath(named: string, folder: string): string {
  if (existsSync(named)) return realpathSync(named);
  const real = join(realpathSync(folder), basename(named));
  if (!lstatSync(real, { throwIfNoEntry: false })?.isSymbolicLink()) return real;
  throw refusal(
    named,
    `it is a link to ${readlinkSync(real)}, which does not exist. Create or mount that, or remove the link`,
  );
}

function beRegular(path: string): void {
  const status = statSync(path);
  if (status.isDirectory())
    throw refusal(path, `it is a folder. Name a file in it, such as ${join(path, 'pushdock.db')}`);
  if (!status.isFile()) throw refusal(path, 'it is not a regular file. Give another path under `store:`');
}

/**
 * SQLite keeps its log beside the name by which it was given the file. Under another name of the same file there is another log, or none, and
 * messages acknowledged into the first are not seen (sqlite.org/howtocorrupt.html, "Multiple links to the same file").
 */
function haveOneName(path: string): void {
  const { nlink, ino } = statSync(path);
  if (nlink > 1)
    throw refusal(
      path,
      `the file has ${nlink} names (hard links), and its log is beside one of them only. Remove the others (find / -xdev -inum ${ino}), or copy the file`,
    );
  if (mountPoints().includes(path))
    throw refusal(path, 'the file itself is a mount point, and its log would stay outside. Mount its folder instead');
}

/** Known on Linux only. */
function mountPoints(): readonly string[] {
  try {
    const lines = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
    return lines.map((line) => unescaped(line.split(' ')[4] ?? ''));
  } catch {
    return [];
  }
}

/** Blanks and backslashes are written in octal there. */
const unescaped = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/**
 * Creates the file where it is missing, and lets nobody but its owner read it. Never opens an existing one: closing it would drop the locks
 * that SQLite holds on it in this process (POSIX says so).
 */
export function keepPrivate(path: string): void {
  if (!existsSync(path)) writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  else if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
}

/** Started once as root, the store's own user must still be able to take the lock. */
export function keepOwner(path: string, lockPath: string): void {
  const { uid, gid } = statSync(path);
  if (process.getuid?.() === 0 && statSync(lockPath).uid !== uid) chownSync(lockPath, uid, gid);
}

const refusal = (path: string, sentence: string): StoreUnavailable =>
  new StoreUnavailable(`The store ${path} cannot be used: ${sentence}.`, { fatal: true });

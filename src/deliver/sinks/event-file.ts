/**
 * A file that is appended to and that others may move, delete or replace at any time: logrotate, archive jobs, editors, people. Before
 * each write the file at the path is the open one (device and inode); otherwise the one at the path is opened.
 */
import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '../../running/make-folder.ts';
import { dropTornLine } from './damaged-lines.ts';
import { syncFolder } from './sync-folder.ts';

export type FileState = {
  readonly bytes: number;
  /** When the file was made, in milliseconds since 1970. */
  readonly madeAtMs: number;
  readonly mode: number;
  /** Whether this call opened it. */
  readonly opened: boolean;
};

export type EventFile = {
  /**
   * Opens the file at the path unless it is the open one. A missing file and its folders are made. Rejects with the system's error, or
   * for a path that leads to something that is not a file. `mode`: of a file that is made.
   */
  look(mode?: number): Promise<FileState>;
  /**
   * Appends whole lines and syncs them. False: they are in a file that was moved, deleted or shortened meanwhile, so a reader of the
   * path may never see them. A rejection leaves no half line behind, or has the next `look` remove it.
   */
  append(lines: string): Promise<boolean>;
  close(): Promise<void>;
};

// Read by others than the store's user it must not be: events hold names and addresses.
const PRIVATE = 0o600;
// Without O_NONBLOCK, opening a FIFO that somebody put at the path would wait for a reader for ever. It changes nothing for files.
const FLAGS = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | (constants.O_NONBLOCK ?? 0);

type Open = { readonly file: FileHandle; readonly identity: string };

export function eventFile(path: string): EventFile {
  let current: Open | undefined;
  /** Where the open file must end before anything more is written: a failed write may have left half a line. */
  let tornAfterBytes: number | undefined;
  let closed = false;

  async function openAtPath(mode: number): Promise<void> {
    const next = await openFile(path, mode);
    const before = current;
    // The half line is in a file that gets no further write, so this is the last chance to remove it.
    if (before !== undefined) await mend().catch(() => undefined);
    current = next;
    tornAfterBytes = undefined;
    await before?.file.close().catch(() => undefined);
  }

  async function mend(): Promise<void> {
    if (tornAfterBytes === undefined || current === undefined || closed) return;
    const { size } = await current.file.stat();
    // A file that was emptied meanwhile is shorter: to cut it at the old length would fill it with NULs.
    if (size > tornAfterBytes) await current.file.truncate(tornAfterBytes);
    else await dropTornLine(current.file);
    tornAfterBytes = undefined;
  }

  return {
    async look(mode = PRIVATE) {
      let opened = false;
      if (current === undefined || (await identityAt(path)) !== current.identity) {
        await openAtPath(mode);
        opened = true;
      }
      await mend();
      const { size, birthtimeMs, mode: own } = await handleOf(current).stat();
      return { bytes: size, madeAtMs: birthtimeMs, mode: own & 0o777, opened };
    },
    async append(lines) {
      const file = handleOf(current);
      const { size } = await file.stat(); // Asked and not counted: the file may have been emptied.
      tornAfterBytes = size;
      try {
        await file.appendFile(lines);
        await file.datasync();
      } catch (error) {
        await mend().catch(() => undefined); // Now, for those who read the file; if that fails too, it is the next look's work.
        throw error;
      }
      tornAfterBytes = undefined;
      const isThere = (await identityAt(path)) === current?.identity;
      return isThere && (await file.stat()).size >= size + Buffer.byteLength(lines);
    },
    async close() {
      closed = true;
      await current?.file.close();
      current = undefined;
    },
  };
}

function handleOf(current: Open | undefined): FileHandle {
  if (current === undefined) throw new Error('the file is not open');
  return current.file;
}

/** Undefined where no file can be found, whatever the reason: opening it says which. */
async function identityAt(path: string): Promise<string | undefined> {
  return await stat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => undefined,
  );
}

async function openFile(path: string, mode: number): Promise<Open> {
  await makeFolder(dirname(path));
  const found = await stat(path).catch(() => undefined);
  if (found !== undefined) refuseOther(found);
  const file = await open(path, FLAGS, mode);
  try {
    refuseOther(await file.stat());
    await dropTornLine(file);
    await syncFolder(dirname(path));
    const { dev, ino } = await file.stat({ bigint: true });
    return { file, identity: `${dev}:${ino}` };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function refuseOther(found: Stats): void {
  if (found.isFile()) return;
  const kind = found.isDirectory() ? 'a folder (EISDIR)' : found.isFIFO() ? 'a FIFO' : 'a device or socket';
  throw new Error(`the path leads to ${kind}, and events are written only to files; move it away, or set another path`);
}

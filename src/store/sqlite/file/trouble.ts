/** Turns an error of the system or of SQLite into a sentence that names the file and the cure. */
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../../store.ts';

const ofSystem: Readonly<Record<string, string>> = {
  EACCES:
    'this user may not use it. Let this user read and write the file and its folder, or give another path under `store:`',
  EPERM:
    'it belongs to another user. Give the file and its folder to this user (chown), or give another path under `store:`',
  EROFS: 'its disk is mounted read-only. Mount it for writing, or give another path under `store:`',
  ENOSPC: 'its disk is full. Make room there',
  EDQUOT: 'the disk quota is used up. Make room there',
  ENOENT: 'a folder or a mount on the way to it is missing. Create it, or give another path under `store:`',
  ENOTDIR: 'a part of its path is a file, not a folder. Give another path under `store:`',
  EEXIST: 'a part of its path is a file, not a folder. Give another path under `store:`',
  ELOOP: 'its links lead in a circle. Give another path under `store:`',
  ENAMETOOLONG: 'its path is too long. Give a shorter one under `store:`',
  EMFILE:
    'this process has too few file descriptors. Raise the limit (ulimit -n, LimitNOFILE= in a unit) to at least 1024',
  ENFILE: 'the machine has no file descriptor left. Raise the limit, or stop the programs that use them',
  EIO: 'its disk reports errors. Check the log of the system (dmesg)',
};

const ofSqlite: readonly (readonly [code: RegExp, sentence: string])[] = [
  [
    /CORRUPT|NOTADB/,
    'it is damaged. Keep a copy of it with its -wal, then restore a backup, or try `sqlite3 FILE .recover`',
  ],
  [/FULL/, 'its disk is full. Make room there'],
  [/READONLY/, 'it cannot be written. Let this user write the file and its folder, or mount the disk for writing'],
  [
    /CANTOPEN/,
    'it cannot be opened. Let this user read and write the file and its folder, and raise the limit on open files (ulimit -n) if it is low',
  ],
  [/IOERR/, 'its disk fails. Check the log of the system (dmesg), and the room that is left'],
  [/BUSY|LOCKED/, 'another program uses it. Stop that program'],
];

/** `error` with a sentence on what it means for the store at `path`, if it is one of those. Any other error comes back unchanged. */
export function explained(path: string, error: unknown): unknown {
  if (error instanceof StoreUnavailable || !(error instanceof Error)) return error;
  const fails = (sentence: string) =>
    new StoreUnavailable(`The store ${path} cannot be used: ${sentence}.`, { fatal: true, cause: error });
  if (error instanceof Database.SqliteError) return fails(`${sqliteCure(error.code)} (${error.code})`);
  const code = 'code' in error ? String(error.code) : '';
  const cure = ofSystem[code];
  if (cure !== undefined) return fails(`${cure} (${code}${placeOf(error)})`);
  if (code === 'ERR_DLOPEN_FAILED' || /bindings file|NODE_MODULE_VERSION/.test(error.message))
    return fails(
      `SQLite's binding is missing or was made for another Node than this one (${process.version}, ${process.platform} ${process.arch}). Run \`npm rebuild better-sqlite3\` with this Node`,
    );
  return error;
}

const placeOf = (error: Error): string => ('path' in error ? ` at ${String(error.path)}` : '');

export function sqliteCure(code: string): string {
  return ofSqlite.find(([pattern]) => pattern.test(code))?.[1] ?? 'the database refuses';
}

/** Throws what `run` throws, explained. */
export function explaining<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw explained(path, error);
  }
}

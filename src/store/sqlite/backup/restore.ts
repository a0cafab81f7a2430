/**
 * `pushdock restore`: puts a backup in the place of the store, while nobody uses it. Whatever ends the process in between, the path has the old store, the
 * new one, or a file that no gateway starts with. A log is never beside a file to which it does not belong, because SQLite would write it into that file.
 */
import {
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  existsSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import Database from 'better-sqlite3';
import { sideFilesOf } from '../../side-files.ts';
import { type ExaminedFile, type RestoredStore, StoreUnavailable } from '../../store.ts';
import { own } from '../file/owner.ts';
import { freeName } from '../file/predecessor.ts';
import { isSameFile } from '../file/same-file.ts';
import { explained } from '../file/trouble.ts';
import { syncFile, syncFolderOf, takeName } from './durable.ts';
import { difference, examine } from './examine.ts';

const refusal = (sentence: string): StoreUnavailable => new StoreUnavailable(sentence, { fatal: true });

/** Rejects with `StoreUnavailable`; then the store at `configured` is as it was. Durable when it resolves. */
export async function restoreSqlite(backup: string, configured: string): Promise<RestoredStore> {
  const before = examine(backup);
  const { path, release } = await own(configured);
  try {
    if (isSameFile(backup, path)) throw refusal(`${backup} is the store itself. Name a backup.`);
    return replace(backup, path, before);
  } catch (error) {
    // `own` makes a file where there was none.
    if (statSync(path, { throwIfNoEntry: false })?.size === 0) rmSync(path);
    throw explained(path, error);
  } finally {
    await release();
  }
}

function replace(backup: string, path: string, before: ExaminedFile): RestoredStore {
  const temporary = `${path}.restoring`;
  rmSync(temporary, { force: true });
  try {
    copyFileSync(backup, temporary, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    chmodSync(temporary, 0o600);
    const { uid, gid } = statSync(path);
    if (process.getuid?.() === 0) chownSync(temporary, uid, gid);
    const numbersContinue = prepare(temporary, path);
    syncFile(temporary);
    const found = examine(temporary);
    const apart = difference(before, found);
    if (apart !== undefined) throw refusal(`The copy of ${backup} is not what that file contains: it has ${apart}.`);
    const keptAs = putAside(path);
    renameSync(temporary, path);
    syncFolderOf(path);
    // The gateway warns of a store that is younger than its lock. This one is so on purpose.
    const { birthtimeMs, mtimeMs } = statSync(path);
    const born = new Date(Math.max(birthtimeMs, mtimeMs));
    utimesSync(`${path}.lock`, born, born);
    return { path, ...found, ...(keptAs !== undefined && { keptAs }), numbersContinue };
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Numbers that the old store gave after the backup are not given again: a consumer that has a cursor of the old store would take new events for those
 * that it has seen. `false`: the old store cannot be read.
 */
function prepare(temporary: string, path: string): boolean {
  const given = statSync(path).size === 0 ? [] : numbersOf(path);
  const db = new Database(temporary, { fileMustExist: true });
  try {
    // Without a log of its own, which would have the temporary name. The gateway turns it on again.
    db.pragma('journal_mode = DELETE');
    db.pragma('synchronous = FULL');
    if (given === undefined) return false;
    const raise = db.prepare('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?');
    const add = db.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)');
    const isTable = db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`);
    db.transaction(() => {
      for (const { name, seq } of given)
        if (isTable.get(name) !== undefined && raise.run(seq, name).changes === 0) add.run(name, seq);
    })();
    return true;
  } finally {
    db.close();
  }
}

/** Writes the log into the file on the way, if there is one. `undefined`: the store cannot be read. */
function numbersOf(path: string): readonly { readonly name: string; readonly seq: number }[] | undefined {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { fileMustExist: true });
    db.pragma('synchronous = FULL');
    db.pragma('wal_checkpoint(TRUNCATE)');
    return db.prepare<[], { name: string; seq: number }>('SELECT name, seq FROM sqlite_sequence').all();
  } catch {
    return undefined; // It may be damaged: that is why somebody restores a backup.
  } finally {
    db?.close();
  }
}

/** Where the old store is now, with its log if that could not be written into it. `undefined`: there was none. */
function putAside(path: string): string | undefined {
  if (statSync(path).size === 0) return undefined;
  const aside = freeName(`${path}.before-restore`);
  const beside = sideFilesOf(path).filter((file) => existsSync(file));
  if (beside.length === 0) {
    // Two names until the new file takes one of them. No gateway starts with a store that has two.
    takeName(path, aside);
    return aside;
  }
  renameSync(path, aside);
  // None may stay: SQLite would take it for one of the new file.
  for (const file of beside) renameSync(file, `${aside}${file.slice(path.length)}`);
  return aside;
}

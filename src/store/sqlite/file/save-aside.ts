/** Saves the contents of an open store whose file or log is no longer at its path, so that the next start or a person finds them. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { makeFolderSync } from '../../../running/make-folder.ts';
import { logsOf } from '../../side-files.ts';
import { freeName } from './predecessor.ts';
import type { Difference, SameFile } from './same-file.ts';

/**
 * Call it outside a transaction and as the last step on the connection. If the file itself is in place, its log is written into it. Otherwise everything
 * is copied beside the path. The sentence says where the contents are, or why they could not be saved.
 */
export function saveAside(db: Database.Database, path: string, kind: Difference['kind']): string {
  try {
    if (kind === 'in place') {
      db.pragma('wal_checkpoint(TRUNCATE)');
      return `Everything is in ${path} itself. Start the gateway again.`;
    }
    return `Its content is saved in ${copyBeside(db, path)}. Move that file to ${path}, and start the gateway again.`;
  } catch (error) {
    return `Its content could not be saved (${error instanceof Error ? error.message : String(error)}).`;
  }
}

function copyBeside(db: Database.Database, path: string): string {
  makeFolderSync(dirname(path), 0o700);
  const copy = freeName(`${path}.saved`);
  writeFileSync(copy, '', { flag: 'wx', mode: 0o600 }); // An empty file is filled, with the rights that it has.
  try {
    db.prepare('VACUUM INTO ?').run(copy);
    const descriptor = openSync(copy, 'r+');
    fsyncSync(descriptor);
    closeSync(descriptor);
    return copy;
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  }
}

/**
 * Closes the connection to a file that is no longer at its path. The files at the names of its logs are then either its own, which must not lie beside
 * another file, because SQLite would take them for that one's. Or they belong to another store, such as a restored one. The last connection deletes both
 * by *name*, so they get other names meanwhile.
 */
export function closeMoved(db: Database.Database, path: string, sameFile: SameFile): void {
  const logs = logsOf(path).filter((log) => existsSync(log));
  const own = logs.filter(sameFile.isOpenLog);
  const others = logs.filter((log) => !own.includes(log));
  for (const log of own) renameSync(log, freeName(`${log}.of-lost-store`));
  for (const log of others) renameSync(log, `${log}.closing`);
  db.close();
  for (const log of others) renameSync(`${log}.closing`, log);
}

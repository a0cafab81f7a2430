/** What an open store holds whose file, or whose log, is not at its path any more: brought to where the next start, or a person, finds it. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { freeName } from './predecessor.ts';
import type { Difference, SameFile } from './same-file.ts';

/**
 * Outside a transaction, and the last thing that is done on the connection. Where the file itself is in place its log is written into it; else all
 * of it is copied beside the path. The sentence says where it is, or why it could not be saved.
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
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
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
 * Closes the connection to a file that is not at its path any more. What is at the names of its logs then: its own, which must not lie beside
 * another file, because SQLite would take it for that one's; or another store's, such as a restored one's. The last connection deletes both
 * by *name*, so they have other names meanwhile.
 */
export function closeMoved(db: Database.Database, path: string, sameFile: SameFile): void {
  const logs = [`${path}-wal`, `${path}-shm`].filter((log) => existsSync(log));
  const own = logs.filter(sameFile.isOpenLog);
  const others = logs.filter((log) => !own.includes(log));
  for (const log of own) renameSync(log, freeName(`${log}.of-lost-store`));
  for (const log of others) renameSync(log, `${log}.closing`);
  db.close();
  for (const log of others) renameSync(`${log}.closing`, log);
}

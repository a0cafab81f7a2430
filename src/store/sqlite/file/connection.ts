/**
 * How the file is opened. The promise of the ack depends on `synchronous = FULL`. SQLite reopens a WAL file with the driver's
 * default, and that of better-sqlite3 is NORMAL, which may drop the last commits in a power cut. By then
 * we have told the sender to forget them. So it is set at every open, and read back.
 */
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../../store.ts';
import { migrate } from './migrate.ts';

const FULL = 2;
const INCREMENTAL = 2;

const settings = {
  // Another program may have the write lock for a moment (`sqlite3` in a shell). If it takes longer than this, senders should get 503.
  busy_timeout: 2_000,
  foreign_keys: 1,
  // 16 MiB of log between checkpoints: at 4 MiB (the default) a burst spends its time in checkpoints' fsyncs; at 256 MiB
  // one commit waits seconds for the copy on a slow disk.
  wal_autocheckpoint: 4_000,
  // After a burst the log is cut back to this many bytes.
  journal_size_limit: 67_108_864,
  // In KiB when negative.
  cache_size: -32_768,
  // Off: through a mapping, a read error of the disk ends the process with SIGBUS instead of an error that we can name.
  mmap_size: 0,
  // In memory: what is kept there is of this process alone.
  temp_store: 2,
} as const;

/** The one connection that writes: created where missing, migrated, and proven to be as safe as we promise. */
export function openForWriting(path: string): Database.Database {
  const db = new Database(path);
  try {
    // Before the first table, or not at all: retention gives pages back with `incremental_vacuum` later.
    db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    for (const [name, value] of Object.entries(settings)) db.pragma(`${name} = ${value}`);
    migrate(db);
    demand(db, 'journal_mode', 'wal');
    demand(db, 'synchronous', FULL);
    demand(db, 'foreign_keys', 1);
    demand(db, 'auto_vacuum', INCREMENTAL);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Says before a transaction whether its commit waits for the disk. Without that (`NORMAL`) the log is written and not synced: the commit survives the process, a power cut
 * may take it back, and then also every later one that was not synced. The next one that waits syncs all before it, because the log is one file in the order of the commits.
 */
export function syncing(db: Database.Database): (wait: boolean) => void {
  let waits: boolean | undefined;
  return (wait) => {
    if (wait !== waits) db.exec(`PRAGMA synchronous = ${wait ? 'FULL' : 'NORMAL'}`);
    waits = wait;
  };
}

/** A connection for listings. It sees every commit that was reported before the read began. */
export function openForReading(path: string): Database.Database {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  db.pragma(`busy_timeout = ${settings.busy_timeout}`);
  db.pragma(`cache_size = ${settings.cache_size}`);
  db.pragma('mmap_size = 0');
  return db;
}

function demand(db: Database.Database, pragma: string, wanted: string | number): void {
  const found = db.pragma(pragma, { simple: true });
  if (found === wanted) return;
  throw new StoreUnavailable(
    `${db.name} was opened with ${pragma} = ${String(found)} instead of ${wanted}; what it acknowledges could be lost.`,
    { fatal: true },
  );
}

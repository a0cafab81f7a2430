import type Database from 'better-sqlite3';
import { StoreUnavailable } from '../../store.ts';
import { withIdentityHash } from '../messages/identity-index.ts';
import { type Migration, migrations } from '../migrations/list.ts';

/** Marks the file as ours in SQLite's header (`PRAGMA application_id`, the letters `PuDk`), so that another program's database is never migrated. */
export const APPLICATION_ID = 0x5075446b;

/**
 * Brings the file to the newest schema, one transaction per migration. Refuses, with a sentence for the operator, a file
 * that belongs to another program or was written by a newer Pushdock: an older one cannot know what it would break.
 */
export function migrate(db: Database.Database, steps: readonly Migration[] = migrations): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  const owner = Number(db.pragma('application_id', { simple: true }));
  const newest = steps.at(-1)?.number ?? 0;
  const empty = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM sqlite_schema').get()?.n === 0;
  if (owner !== APPLICATION_ID && !empty) {
    throw refusal(db, 'is a database of another program. Give another path under `store:`');
  }
  if (version > newest) {
    throw refusal(db, `has schema ${version}, and this version of Pushdock knows up to ${newest}. Start a newer one`);
  }
  withIdentityHash(db);
  for (const step of steps.filter((one) => one.number > version)) {
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${step.number}`);
    }).immediate();
  }
}

function refusal(db: Database.Database, what: string): StoreUnavailable {
  return new StoreUnavailable(`${db.name} ${what}.`, { fatal: true });
}

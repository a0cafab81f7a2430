/** Looks at a file without opening the store in it, for `pushdock doctor`: which migrations the next start will run. */
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Inspected } from '../../inspected.ts';
import { dueText } from '../../shared/due-text.ts';
import { migrations } from '../migrations/list.ts';
import { APPLICATION_ID } from './migrate.ts';

/** Nothing of a file that does not exist yet, or that cannot be read: opening it says why. */
export function dueInFile(path: string): readonly Inspected[] {
  if (!existsSync(path)) return [];
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    if (Number(db.pragma('application_id', { simple: true })) !== APPLICATION_ID) return [];
    return dueText(path, Number(db.pragma('user_version', { simple: true })), migrations);
  } catch {
    return [];
  } finally {
    db?.close();
  }
}

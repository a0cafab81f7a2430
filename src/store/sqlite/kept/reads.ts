import type Database from 'better-sqlite3';
import type { Kept, ListedKept } from '../../store.ts';

export function keptReads(db: Database.Database) {
  const one = db.prepare<[string, string], Kept>(
    'SELECT value, version FROM kept WHERE space = ? AND key = ? AND value IS NOT NULL',
  );
  const all = db.prepare<[string], ListedKept>(
    'SELECT key, value, version FROM kept WHERE space = ? AND value IS NOT NULL ORDER BY key',
  );
  return {
    kept: ({ space, key }: { space: string; key: string }): Kept | undefined => one.get(space, key),
    listKept: ({ space }: { space: string }): readonly ListedKept[] => all.all(space),
  };
}

/** Values that other parts of the gateway keep in the store. */
import type Database from 'better-sqlite3';
import type { KeepOutcome, Kept, ListedKept } from '../store.ts';

export type Keep = {
  readonly space: string;
  readonly key: string;
  readonly value: Uint8Array | undefined;
  readonly version: number;
};

export function keptWrites(db: Database.Database) {
  const found = db.prepare<[string, string], { version: number; there: 0 | 1 }>(
    'SELECT version, value IS NOT NULL AS there FROM kept WHERE space = ? AND key = ?',
  );
  // A forgotten value leaves its version behind, so that no version comes twice.
  const put = db.prepare<[string, string, Uint8Array | null, number]>(
    'INSERT OR REPLACE INTO kept (space, key, value, version) VALUES (?, ?, ?, ?)',
  );
  return {
    keep({ space, key, value, version }: Keep): KeepOutcome {
      const row = found.get(space, key);
      const current = row?.there === 1 ? row.version : 0;
      if (current !== version) return 'changed';
      put.run(space, key, value ?? null, (row?.version ?? 0) + 1);
      return 'kept';
    },
  };
}

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

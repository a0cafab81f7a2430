/** Finds the messages that came with an identity. The index begins with the source, so it looks at each source by itself; there are few. */
import type Database from 'better-sqlite3';
import type { IdentityName } from '../../store.ts';

// Each collision with new content is a new message in quarantine. To see the rest, filter by state and time.
const QUARANTINED_MAX = 1_000;

export function findByIdentity(db: Database.Database): (name: IdentityName) => readonly number[] {
  const next = (table: string) =>
    db.prepare<[string], { source: string | null }>(`SELECT min(source) AS source FROM ${table} WHERE source > ?`);
  const sourcesOf = { identities: next('identities'), conflicts: next('conflicts') };
  const holder = db.prepare<[string, string, string], { sequence: number }>(
    'SELECT message_sequence AS sequence FROM identities WHERE source = ? AND kind = ? AND key = ?',
  );
  const quarantined = db.prepare<[string, string, string, number], { sequence: number }>(
    'SELECT message_sequence AS sequence FROM conflicts WHERE source = ? AND kind = ? AND key = ? LIMIT ?',
  );

  function sources(table: keyof typeof sourcesOf): readonly string[] {
    const found: string[] = [];
    for (let source = ''; ; found.push(source)) {
      const following = sourcesOf[table].get(source)?.source;
      if (typeof following !== 'string') return found;
      source = following;
    }
  }

  return ({ kind, key }) =>
    [
      ...sources('identities').flatMap((source) => holder.all(source, kind, key)),
      ...sources('conflicts').flatMap((source) => quarantined.all(source, kind, key, QUARANTINED_MAX)),
    ].map(({ sequence }) => sequence);
}

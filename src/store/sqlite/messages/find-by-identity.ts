/** Finds the messages that came with an identity. The index of conflicts begins with the source, so it looks at each source by itself; there are few. */
import type Database from 'better-sqlite3';
import type { IdentityName } from '../../store.ts';
import { holdersOf } from './identity-index.ts';

// Each collision with new content is a new message in quarantine. To see the rest, filter by state and time.
const QUARANTINED_MAX = 1_000;

export function findByIdentity(db: Database.Database): (name: IdentityName) => readonly number[] {
  const holders = holdersOf(db);
  const nextSource = db.prepare<[string], string | null>('SELECT min(source) FROM conflicts WHERE source > ?').pluck();
  const quarantined = db
    .prepare<[string, string, string, number], number>(
      'SELECT message_sequence FROM conflicts WHERE source = ? AND kind = ? AND key = ? LIMIT ?',
    )
    .pluck();

  return ({ kind, key }) => {
    const found = [...holders({ kind, key })];
    for (let source = nextSource.get(''); typeof source === 'string'; source = nextSource.get(source))
      found.push(...quarantined.all(source, kind, key, QUARANTINED_MAX));
    return found;
  };
}

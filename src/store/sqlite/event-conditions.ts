import type Database from 'better-sqlite3';
import type { EventFilter } from '../store.ts';
import { fewFirst } from './few.ts';
import { identityHolders } from './holders.ts';
import { among, type Condition, equals, within } from './slices.ts';
import { timeBounds } from './time-bounds.ts';

/** What a filter says of `events e` joined with `messages m`; without what is looked for in the envelope. */
export function eventConditions(db: Database.Database): (filter: EventFilter) => readonly Condition[] {
  const holders = identityHolders(db);
  const bounds = timeBounds(db, 'events', 'e', 'created_at_ms');
  const judged = fewFirst(db, {
    find: `SELECT sequence FROM messages WHERE verdict = ? AND verdict <> 'match'`,
    column: 'e.message_sequence',
    check: '+m.verdict = ?',
  });
  return (filter) => {
    const { messageId, identity, type, source, provider, verdict } = filter;
    const time = bounds(filter);
    return [
      ...equals('m.id', messageId, 'indexed'),
      ...(identity ? [among('e.message_sequence', holders(identity))] : []),
      ...(verdict === undefined || verdict === 'match' ? equals('m.verdict', verdict) : [judged(verdict)]),
      ...equals('e.type', type, 'indexed'),
      ...equals('e.source', source, 'indexed'),
      ...equals('m.provider', provider),
      ...within('e.sequence', time.sequence),
      ...time.exact,
    ];
  };
}

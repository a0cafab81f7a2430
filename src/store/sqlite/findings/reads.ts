import type Database from 'better-sqlite3';
import { type FindingRow, findingOf } from '../../shared/finding-rows.ts';
import type { Slice, Sliced } from '../../shared/pages.ts';
import type { FindingEntry, FindingFilter, FindingOverflow, FindingTotals } from '../../store.ts';
import { equals, slicer } from '../listing/list-query.ts';

const columns = `id AS sequence, provider, source, event, path, rule, message_id, finding, state, state_since_ms,
  first_seen_at_ms, last_seen_at_ms, count, alert`;

export function findingReads(db: Database.Database) {
  const slice = slicer<FindingRow>(db, `SELECT ${columns} FROM drift`, 'id', (row) => row.finding.length);
  const counts = db.prepare<[], FindingTotals['counts'][number]>(
    'SELECT provider, state, count(*) AS count FROM drift GROUP BY state, provider ORDER BY provider, state',
  );
  const overflow = db.prepare<[], FindingOverflow>(
    'SELECT provider, count, last_seen_at_ms AS lastSeenAtMs FROM drift_overflow ORDER BY provider',
  );

  return {
    listFindings({
      filter: { id, provider, state, alert },
      slice: wanted,
    }: {
      filter: FindingFilter;
      slice: Slice;
    }): Sliced<FindingEntry> & FindingTotals {
      const conditions = [
        ...equals('id', id, 'indexed'),
        ...equals('state', state, 'indexed'),
        ...equals('provider', provider, 'indexed'),
        ...equals('alert', alert && 1),
      ];
      const { items, last } = slice({ conditions, slice: wanted });
      return {
        items: items.map(findingOf),
        ...(last !== undefined && { last }),
        counts: counts.all(),
        overflow: overflow.all(),
      };
    },
  };
}

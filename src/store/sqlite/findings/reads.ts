import type Database from 'better-sqlite3';
import type { Slice, Sliced } from '../../shared/pages.ts';
import type { FindingEntry, FindingFilter, FindingOverflow, FindingState, FindingTotals } from '../../store.ts';
import { equals, slicer } from '../listing/list-query.ts';

type FindingRow = {
  sequence: number;
  provider: string;
  source: string;
  event: string;
  path: string;
  rule: string;
  message_id: string;
  finding: string;
  state: FindingState;
  state_since_ms: number;
  first_seen_at_ms: number;
  last_seen_at_ms: number;
  count: number;
  alert: 0 | 1;
};

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
        items: items.map(entryOf),
        ...(last !== undefined && { last }),
        counts: counts.all(),
        overflow: overflow.all(),
      };
    },
  };
}

const entryOf = (row: FindingRow): FindingEntry => ({
  id: String(row.sequence),
  provider: row.provider,
  source: row.source,
  event: row.event,
  path: row.path,
  rule: row.rule,
  state: row.state,
  stateSinceMs: row.state_since_ms,
  firstSeenAtMs: row.first_seen_at_ms,
  lastSeenAtMs: row.last_seen_at_ms,
  count: row.count,
  alert: row.alert === 1,
  messageId: row.message_id,
  finding: JSON.parse(row.finding),
});

import type Database from 'better-sqlite3';
import type { DriftEntry, DriftFilter, DriftOverflow, DriftStanding, DriftState } from '../store.ts';
import { equals, type Slice, type Sliced, slicer } from './slices.ts';

// A condition each; more would tell a person nothing more.
const ALERTING_SHOWN_MAX = 100;

type DriftRow = {
  sequence: number;
  provider: string;
  source: string;
  event: string;
  path: string;
  rule: string;
  message_id: string;
  finding: string;
  state: DriftState;
  state_since_ms: number;
  first_seen_at_ms: number;
  last_seen_at_ms: number;
  count: number;
  alert: 0 | 1;
};

const columns = `id AS sequence, provider, source, event, path, rule, message_id, finding, state, state_since_ms,
  first_seen_at_ms, last_seen_at_ms, count, alert`;

export function driftReads(db: Database.Database) {
  const slice = slicer<DriftRow>(db, `SELECT ${columns} FROM drift`, 'id', (row) => row.finding.length);
  const one = db.prepare<[string], DriftRow>(`SELECT ${columns} FROM drift WHERE id = ?`);
  const counts = db.prepare<[], DriftStanding['counts'][number]>(
    'SELECT provider, state, count(*) AS count FROM drift GROUP BY state, provider ORDER BY provider, state',
  );
  const overflow = db.prepare<[], DriftOverflow>(
    'SELECT provider, count, last_seen_at_ms AS lastSeenAtMs FROM drift_overflow ORDER BY provider',
  );
  const alerting = db.prepare<[number], DriftRow>(
    `SELECT ${columns} FROM drift WHERE state = 'new' AND alert = 1 ORDER BY id LIMIT ?`,
  );

  return {
    listDrift({ filter, slice: wanted }: { filter: DriftFilter; slice: Slice }): Sliced<DriftEntry> {
      const conditions = [
        ...equals('state', filter.state, 'indexed'),
        ...equals('provider', filter.provider, 'indexed'),
      ];
      const { items, last } = slice({ conditions, slice: wanted });
      return { items: items.map(entryOf), ...(last !== undefined && { last }) };
    },
    showDrift({ id }: { id: string }): DriftEntry | undefined {
      const row = one.get(id);
      return row && entryOf(row);
    },
    driftStanding: (): DriftStanding => ({
      counts: counts.all(),
      overflow: overflow.all(),
      alerting: alerting.all(ALERTING_SHOWN_MAX).map(entryOf),
    }),
  };
}

const entryOf = (row: DriftRow): DriftEntry => ({
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

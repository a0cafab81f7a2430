/** Reads findings, and settles an entry for an operator. */
import { type FindingRow, findingOf } from '../../shared/finding-rows.ts';
import type { Slice, Sliced } from '../../shared/pages.ts';
import type { FindingEntry, FindingFilter, FindingOverflow, FindingState, FindingTotals } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { equals, list } from '../listing/pages.ts';
import { numberOf } from '../work/status.ts';

const columns = `f.id AS sequence, f.provider, f.source, f.event, f.path, f.rule, f.message_id, f.finding, f.state, f.state_since_ms,
  f.first_seen_at_ms, f.last_seen_at_ms, f.count, f.alert`;

export async function listFindings(
  session: Session,
  { id, provider, state, alert }: FindingFilter,
  slice: Slice,
): Promise<Sliced<FindingEntry> & FindingTotals> {
  const conditions = [
    ...(id === undefined ? [] : equals('f.id', numberOf(id) ?? 0)),
    ...equals('f.state', state),
    ...equals('f.provider', provider),
    ...equals('f.alert', alert && 1),
  ];
  const { items, last } = await list<FindingRow>(session, {
    select: `SELECT ${columns} FROM pushdock.findings f`,
    order: 'f.id',
    conditions,
    slice,
    weigh: (row) => row.finding.length,
  });
  const counts = await session.rows<FindingTotals['counts'][number]>(
    'SELECT provider, state, count(*) AS count FROM pushdock.findings GROUP BY state, provider ORDER BY provider, state',
  );
  const overflow = await session.rows<FindingOverflow>(
    'SELECT provider, count, last_seen_at_ms AS "lastSeenAtMs" FROM pushdock.finding_overflow WHERE count > 0 ORDER BY provider',
  );
  return { items: items.map(findingOf), ...(last !== undefined && { last }), counts, overflow };
}

export async function settleFinding(
  session: Session,
  id: string,
  state: FindingState,
  nowMs: number,
): Promise<boolean> {
  const changed = await session.run(
    'UPDATE pushdock.findings SET state_since_ms = CASE state WHEN $2 THEN state_since_ms ELSE $3 END, state = $2 WHERE id = $1',
    [numberOf(id) ?? 0, state, nowMs],
  );
  return changed === 1;
}

/** Counts of messages: what the triggers noted, added up. */

import { type CountRow, countOf, HOUR_MS } from '../../shared/count-rows.ts';
import type { CountRequest, MessageCount } from '../../store.ts';
import type { Session } from '../connection/session.ts';

/** As old as counts become. */
const HOURS_MAX = 2_400;

/** Adds the notes to the counts. Of two nodes at a time each takes other notes; both take the counts in one order, so neither waits for the other in a circle. */
export async function addUpCounts(session: Session): Promise<void> {
  const changed = await session.run(
    `WITH free AS MATERIALIZED (SELECT ctid FROM pushdock.message_count_notes FOR UPDATE SKIP LOCKED),
     taken AS (DELETE FROM pushdock.message_count_notes n USING free WHERE n.ctid = free.ctid RETURNING hour, source, state, verdict, count),
     sums AS (SELECT hour, source, state, verdict, sum(count) AS count FROM taken GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4)
     INSERT INTO pushdock.message_counts (hour, source, state, verdict, count) SELECT * FROM sums
     ON CONFLICT (hour, source, state, verdict) DO UPDATE SET count = message_counts.count + excluded.count`,
  );
  if (changed === 0) return;
  await session.run(
    'DELETE FROM pushdock.message_counts WHERE hour < (SELECT max(hour) FROM pushdock.message_counts) - $1',
    [HOURS_MAX],
  );
}

export async function countMessages(
  session: Session,
  { fromMs, toMs, stepMs, source }: CountRequest,
): Promise<readonly MessageCount[]> {
  const hours = stepMs / HOUR_MS;
  const rows = await session.rows<CountRow>(
    `SELECT hour / $3 * $3 AS hour, source, state, verdict, sum(count) AS count FROM (
       SELECT * FROM pushdock.message_counts UNION ALL SELECT * FROM pushdock.message_count_notes) c
     WHERE hour >= $1 AND hour < $2 AND ($4::text IS NULL OR source = $4)
     GROUP BY 1, 2, 3, 4 HAVING sum(count) > 0 ORDER BY 1, 2, 3, 4`,
    [Math.floor(fromMs / HOUR_MS), Math.ceil(toMs / HOUR_MS), hours, source ?? null],
  );
  return rows.map(countOf);
}

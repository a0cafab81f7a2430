/** Reads the counts of messages that have ended, which the writer keeps (`writes.ts`), and counts those that wait: about a second for a million. */
import type Database from 'better-sqlite3';
import { type CountRow, countOf, HOUR_MS } from '../../shared/count-rows.ts';
import type { CountRequest, MessageCount } from '../../store.ts';

export function countReads(db: Database.Database) {
  const counts = db.prepare<[{ from: number; to: number; hours: number; source: string | null }], CountRow>(
    `SELECT hour / cast(@hours AS INTEGER) * cast(@hours AS INTEGER) AS hour, source, state, verdict, sum(count) AS count FROM (
       SELECT hour, source, state, verdict, count FROM message_counts UNION ALL
       SELECT received_at_ms / ${HOUR_MS}, source, state, ifnull(verdict, ''), 1 FROM messages INDEXED BY messages_by_state
         WHERE state = 'received' AND state <> 'processed')
     WHERE hour >= @from AND hour < @to AND (@source IS NULL OR source = @source)
     GROUP BY 1, 2, 3, 4 HAVING sum(count) > 0 ORDER BY 1, 2, 3, 4`,
  );
  return {
    countMessages: ({ fromMs, toMs, stepMs, source }: CountRequest): readonly MessageCount[] =>
      counts
        .all({
          from: Math.floor(fromMs / HOUR_MS),
          to: Math.ceil(toMs / HOUR_MS),
          hours: stepMs / HOUR_MS,
          source: source ?? null,
        })
        .map(countOf),
  };
}

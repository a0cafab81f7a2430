/** Reads the counts of messages, which the writer keeps (`writes.ts`). */
import type Database from 'better-sqlite3';
import { type CountRow, countOf, HOUR_MS } from '../../shared/count-rows.ts';
import type { CountRequest, MessageCount } from '../../store.ts';

export function countReads(db: Database.Database) {
  const counts = db.prepare<[{ from: number; to: number; hours: number; source: string | null }], CountRow>(
    `SELECT hour / cast(@hours AS INTEGER) * cast(@hours AS INTEGER) AS hour, source, state, verdict, sum(count) AS count FROM message_counts
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

/** Whether a claim may find something: one statement of seeks into the indexes that claims walk, bounded below as they are. */
import type { AnyDue } from '../../types/work.ts';
import type { Session } from '../connection/session.ts';
import { AWAITING_MS } from './status.ts';

export type AskingDue = {
  /** By the database, as all times here. */
  readonly nowMs: number;
  readonly sinks: readonly string[];
  readonly longestWaitMs: number;
  /** See `due-bound.ts`. */
  readonly bounds: { readonly work: number; readonly deliveries: number };
};

// $1 now, $2 from when on a wait is too long. In the order of the index, because of EXISTS the planner made a walk through the whole table: 360 ms with 600,000 waiting.
const some = (table: string, which: string, bound: string) => {
  const first = (due: string) => `(SELECT t.due_at_ms FROM pushdock.${table} t
    WHERE ${which} AND t.due_at_ms IS NOT NULL AND t.lease_until_ms <= $1 AND t.due_at_ms ${due} ORDER BY t.due_at_ms LIMIT 1) IS NOT NULL`;
  return `(${first(`BETWEEN ${bound} AND $1`)} OR ${first(`> $2 AND t.due_at_ms < ${AWAITING_MS}`)})`;
};

const ofSink = 't.sink = s.name';
const statement = `
  WITH s AS (
    SELECT name FROM unnest($3::text[]) AS wanted (name)
    WHERE NOT EXISTS (SELECT 1 FROM pushdock.sinks p WHERE p.name = wanted.name AND p.paused_at_ms IS NOT NULL)
  )
  SELECT
    ${some('work', 'true', '$4')} OR EXISTS (
      SELECT 1 FROM s, unnest('{live,retry,replay}'::text[]) AS l (lane) WHERE ${some('deliveries', `${ofSink} AND t.lane = l.lane`, '$5')}
    ) AS due,
    ${some('work', 't.unfinished >= 3', '$4')} OR EXISTS (
      SELECT 1 FROM s WHERE ${some('deliveries', `${ofSink} AND t.unfinished >= 3`, '$5')}
    ) AS suspects`;

export async function anyDue(session: Session, request: AskingDue): Promise<AnyDue> {
  const { nowMs, sinks, longestWaitMs, bounds } = request;
  const values = [nowMs, nowMs + longestWaitMs, sinks, bounds.work, bounds.deliveries];
  const [found] = await session.rows<AnyDue>(statement, values);
  return found ?? { due: true, suspects: true };
}

/** Reads the backlog, and work that needs a person. */
import type { Troubles } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import type { DatabaseTime } from '../time.ts';
import { AWAITING_MS } from './status.ts';

type Waiting = { readonly count: number; readonly oldest: number | null };

export async function backlog(
  session: Session,
  time: DatabaseTime,
): Promise<{ work: number; deliveries: number; oldestDueAtMs?: number }> {
  const waiting = async (table: string) =>
    (
      await session.rows<Waiting>(
        `SELECT count(*) AS count, min(since_ms) AS oldest FROM pushdock.${table} WHERE due_at_ms IS NOT NULL AND due_at_ms < ${AWAITING_MS}`,
      )
    )[0];
  const [work, deliveries] = [await waiting('work'), await waiting('deliveries')];
  const [behind] = await session.rows<{ count: number }>(
    'SELECT count(*) AS count FROM pushdock.deliveries WHERE behind = 1',
  );
  const oldest = [work, deliveries].flatMap((one) => one?.oldest ?? []);
  return {
    work: work?.count ?? 0,
    deliveries: (deliveries?.count ?? 0) + (behind?.count ?? 0),
    ...(oldest.length > 0 && { oldestDueAtMs: time.toCaller(Math.min(...oldest)) }),
  };
}

export async function troubles(
  session: Session,
  { sinceMs, unfinished, limit }: { sinceMs: number; unfinished: number; limit: number },
): Promise<Troubles> {
  const failed = await session.rows<{ source: string; count: number }>(
    `SELECT m.source, count(*) AS count FROM pushdock.outcomes o JOIN pushdock.messages m ON m.sequence = o.message_sequence
     WHERE o.state = 'failed' AND o.state <> 'processed' AND m.received_at_ms >= $1 GROUP BY m.source ORDER BY m.source`,
    [sinceMs],
  );
  const dead = await session.rows<{ sink: string; count: number }>(
    `SELECT sink, count(*) AS count FROM pushdock.deliveries WHERE state = 'dead' AND settled_at_ms >= $1 GROUP BY sink ORDER BY sink`,
    [sinceMs],
  );
  const undelivered = await session.rows<{ source: string; count: number; messageId: string }>(
    `SELECT m.source, count(*) AS count, min(m.id) AS "messageId" FROM pushdock.owed_answers a
     JOIN pushdock.messages m ON m.sequence = a.message_sequence JOIN pushdock.results r ON r.message_sequence = m.sequence
     JOIN pushdock.work w ON w.message_sequence = m.sequence WHERE a.answered = 0 AND w.due_at_ms IS NULL GROUP BY m.source ORDER BY m.source`,
  );
  const work = await session.rows<{ messageId: string; unfinished: number }>(
    `SELECT m.id AS "messageId", w.unfinished FROM pushdock.work w JOIN pushdock.messages m ON m.sequence = w.message_sequence
     WHERE w.due_at_ms IS NOT NULL AND w.unfinished >= 3 AND w.unfinished >= $1 ORDER BY w.unfinished DESC LIMIT $2`,
    [unfinished, limit],
  );
  const deliveries = await session.rows<{ deliveryId: number; sink: string; unfinished: number }>(
    `SELECT id AS "deliveryId", sink, unfinished FROM pushdock.deliveries
     WHERE due_at_ms IS NOT NULL AND unfinished >= 3 AND unfinished >= $1 ORDER BY unfinished DESC LIMIT $2`,
    [unfinished, limit],
  );
  return {
    failed,
    dead,
    undelivered,
    suspects: [...work, ...deliveries.map((one) => ({ ...one, deliveryId: String(one.deliveryId) }))].slice(0, limit),
  };
}

/** Reads the backlog, and work that needs a person. */
import type Database from 'better-sqlite3';
import type { Troubles } from '../../store.ts';
import { AWAITING_MS } from './claim-status.ts';
import { withoutWorkRow } from './first-claims.ts';

export function workReads(db: Database.Database) {
  const waiting = (table: string) =>
    db.prepare<[], { count: number; oldest: number | null }>(
      `SELECT count(*) AS count, min(since_ms) AS oldest FROM ${table} INDEXED BY ${table}_waiting WHERE due_at_ms IS NOT NULL AND due_at_ms < ${AWAITING_MS}`,
    );
  const waitingWork = waiting('work');
  const unclaimed = db.prepare<[], { count: number }>(`SELECT count(*) AS count ${withoutWorkRow}`);
  const oldest = db.prepare<[], { oldest: number }>(
    `SELECT m.received_at_ms AS oldest ${withoutWorkRow} ORDER BY m.sequence LIMIT 1`,
  );
  const waitingDeliveries = waiting('deliveries');
  const behind = db.prepare<[], { count: number }>(
    'SELECT count(*) AS count FROM deliveries INDEXED BY deliveries_behind WHERE behind = 1',
  );
  const failed = db.prepare<[number], { source: string; count: number }>(
    `SELECT source, count(*) AS count FROM messages INDEXED BY messages_by_state
     WHERE state = 'failed' AND state <> 'processed' AND received_at_ms >= ? GROUP BY source ORDER BY source`,
  );
  const dead = db.prepare<[number], { sink: string; count: number }>(
    `SELECT sink, count(*) AS count FROM deliveries INDEXED BY deliveries_dead_since
     WHERE state = 'dead' AND settled_at_ms >= ? GROUP BY sink ORDER BY sink`,
  );
  const undelivered = db.prepare<[], { source: string; count: number; messageId: string }>(
    `SELECT m.source, count(*) AS count, min(m.id) AS messageId
     FROM owed_answers o INDEXED BY owed_answers_open CROSS JOIN messages m ON m.sequence = o.message_sequence
     JOIN results r ON r.message_sequence = m.sequence LEFT JOIN work w ON w.message_sequence = m.sequence
     WHERE o.answered = 0 AND m.state <> 'received' AND w.due_at_ms IS NULL GROUP BY m.source ORDER BY m.source`,
  );
  const suspectWork = db.prepare<[number, number], { messageId: string; unfinished: number }>(
    `SELECT m.id AS messageId, w.unfinished FROM work w INDEXED BY work_suspects CROSS JOIN messages m ON m.sequence = w.message_sequence
     WHERE w.due_at_ms IS NOT NULL AND w.unfinished >= 3 AND w.unfinished >= ? ORDER BY w.unfinished DESC LIMIT ?`,
  );
  const suspectDeliveries = db.prepare<[number, number], { deliveryId: number; sink: string; unfinished: number }>(
    `SELECT id AS deliveryId, sink, unfinished FROM deliveries INDEXED BY deliveries_suspects
     WHERE due_at_ms IS NOT NULL AND unfinished >= 3 AND unfinished >= ? ORDER BY unfinished DESC LIMIT ?`,
  );

  return {
    backlog: (): { work: number; deliveries: number; oldestDueAtMs?: number } => {
      const both = [waitingWork.get(), waitingDeliveries.get()];
      const since = [...both, oldest.get()].flatMap((one) => one?.oldest ?? []);
      return {
        work: (both[0]?.count ?? 0) + (unclaimed.get()?.count ?? 0),
        deliveries: (both[1]?.count ?? 0) + (behind.get()?.count ?? 0),
        ...(since.length > 0 && { oldestDueAtMs: Math.min(...since) }),
      };
    },

    troubles({ sinceMs, unfinished, limit }: { sinceMs: number; unfinished: number; limit: number }): Troubles {
      return {
        failed: failed.all(sinceMs),
        dead: dead.all(sinceMs),
        undelivered: undelivered.all(),
        suspects: [
          ...suspectWork.all(unfinished, limit),
          ...suspectDeliveries.all(unfinished, limit).map(({ deliveryId, ...rest }) => ({
            ...rest,
            deliveryId: String(deliveryId),
          })),
        ].slice(0, limit),
      };
    },
  };
}

/** A message whose work an operator makes due now, and what wants his attention. */
import type Database from 'better-sqlite3';
import type { MessageState, Retried, Troubles } from '../store.ts';
import { AWAITING_MS } from './awaiting-time.ts';
import { reopening } from './reopening.ts';
import { owedReader, resultReader } from './results.ts';

type Row = { sequence: number; state: MessageState; work: number | null; due_at_ms: number | null; since_ms: number };

export function retryCommands(db: Database.Database) {
  const { reopen } = reopening(db);
  const resultOf = resultReader(db);
  const owed = owedReader(db);
  const find = db.prepare<[string], Row>(
    `SELECT m.sequence, m.state, w.id AS work, w.due_at_ms, w.since_ms
     FROM messages m LEFT JOIN work w ON w.message_sequence = m.sequence WHERE m.id = ?`,
  );
  const dueNow = db.prepare<[number, number, number]>(
    'UPDATE work SET due_at_ms = ?, since_ms = ?, attempts = 0, unfinished = 0, fence = fence + 1 WHERE id = ?',
  );
  const resultSince = db.prepare<[number, number]>('UPDATE results SET settled_at_ms = ? WHERE message_sequence = ?');

  return {
    retryMessage({ id, nowMs }: { id: string; nowMs: number }): Retried | undefined {
      const row = find.get(id);
      if (!row) return undefined;
      const { sequence, work, due_at_ms: dueAtMs, since_ms: sinceMs } = row;
      if (work === null) return 'done';
      if (reopen(sequence, ['failed', 'quarantined'], 'An operator asked to process it again.', nowMs)) return 'due';
      if (dueAtMs === AWAITING_MS) return 'awaits_result';
      if (dueAtMs !== null && dueAtMs !== sinceMs) return 'in_work';
      // Settled without its promised answer having been brought, or waiting to bring it: it has its day again.
      const answer = owed(sequence) && resultOf(sequence) !== undefined;
      if (dueAtMs === null && !answer) return 'done';
      if (answer) resultSince.run(nowMs, sequence);
      dueNow.run(nowMs, nowMs, work);
      return 'due';
    },
  };
}

export function troubleReads(db: Database.Database) {
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
     JOIN results r ON r.message_sequence = m.sequence JOIN work w ON w.message_sequence = m.sequence
     WHERE o.answered = 0 AND w.due_at_ms IS NULL GROUP BY m.source ORDER BY m.source`,
  );
  const messages = db.prepare<[number, number], { messageId: string; unfinished: number }>(
    `SELECT m.id AS messageId, w.unfinished FROM work w INDEXED BY work_suspects CROSS JOIN messages m ON m.sequence = w.message_sequence
     WHERE w.due_at_ms IS NOT NULL AND w.unfinished >= 3 AND w.unfinished >= ? ORDER BY w.unfinished DESC LIMIT ?`,
  );
  const deliveries = db.prepare<[number, number], { deliveryId: number; sink: string; unfinished: number }>(
    `SELECT id AS deliveryId, sink, unfinished FROM deliveries INDEXED BY deliveries_suspects
     WHERE due_at_ms IS NOT NULL AND unfinished >= 3 AND unfinished >= ? ORDER BY unfinished DESC LIMIT ?`,
  );

  return {
    troubles({ sinceMs, unfinished, limit }: { sinceMs: number; unfinished: number; limit: number }): Troubles {
      return {
        failed: failed.all(sinceMs),
        dead: dead.all(sinceMs),
        undelivered: undelivered.all(),
        suspects: [
          ...messages.all(unfinished, limit),
          ...deliveries.all(unfinished, limit).map(({ deliveryId, ...rest }) => ({
            ...rest,
            deliveryId: String(deliveryId),
          })),
        ].slice(0, limit),
      };
    },
  };
}

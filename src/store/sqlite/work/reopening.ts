/** Makes messages work again, with fresh attempts: for a repeat, for a replay, or because an operator says so. */
import type Database from 'better-sqlite3';
import type { MessageState, Retried } from '../../store.ts';
import { owedReader, resultReader } from '../results/reads.ts';
import { AWAITING_MS } from './claim-status.ts';

type Ended = 'failed' | 'quarantined';

export function reopening(db: Database.Database) {
  const work = db.prepare<[number, number, number]>(
    `UPDATE work SET due_at_ms = ?, since_ms = ?, attempts = 0, unfinished = 0, fence = fence + 1
     WHERE message_sequence = ? AND due_at_ms IS NULL`,
  );
  const message = db.prepare<[string, number, Ended, Ended]>(
    `UPDATE messages SET state = 'received', reason = ? WHERE sequence = ? AND (state = ? OR state = ?)`,
  );

  return {
    /** False, and nothing changes, if it is in none of those states. A message that never was work (a conflict) cannot become work. */
    reopen(sequence: number, states: readonly [Ended, Ended?], reason: string, nowMs: number): boolean {
      const [one, other = one] = states;
      return message.run(reason, sequence, one, other).changes === 1 && work.run(nowMs, nowMs, sequence).changes === 1;
    },
  };
}

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
      // It was settled before its promised answer was delivered, or it waits to deliver it: it gets another day.
      const answer = owed(sequence) && resultOf(sequence) !== undefined;
      if (dueAtMs === null && !answer) return 'done';
      if (answer) resultSince.run(nowMs, sequence);
      dueNow.run(nowMs, nowMs, work);
      return 'due';
    },
  };
}

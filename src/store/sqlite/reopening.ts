/** Messages whose processing had ended and that are work again, with fresh attempts: by a repeat, by a replay, or because an operator says so. */
import type Database from 'better-sqlite3';

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
    /** False, and nothing changes, where it is in none of those states. What never was work (a conflict) cannot become work. */
    reopen(sequence: number, states: readonly [Ended, Ended?], reason: string, nowMs: number): boolean {
      const [one, other = one] = states;
      return message.run(reason, sequence, one, other).changes === 1 && work.run(nowMs, nowMs, sequence).changes === 1;
    },
  };
}

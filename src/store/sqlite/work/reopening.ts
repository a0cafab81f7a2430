/** Makes messages work again, with fresh attempts: for a repeat, for a replay, or because an operator says so. */
import type Database from 'better-sqlite3';
import type { MessageState, Retried } from '../../store.ts';
import type { MessageStates } from '../messages/states.ts';
import { owedReader, resultReader } from '../results/reads.ts';
import { AWAITING_MS } from './claim-status.ts';
import { FIRST_FENCE, firstClaims } from './first-claims.ts';

type Ended = 'failed' | 'quarantined';

/** Makes work due, with fresh attempts and a fence of its own. What its first claim settled gets its row. */
export function dueAgain(db: Database.Database) {
  const first = firstClaims(db);
  const due = (which: string) =>
    db.prepare<[number, number, number]>(
      `INSERT INTO work (message_sequence, due_at_ms, since_ms, fence) VALUES (?, ?, ?, ${FIRST_FENCE + 1})
       ON CONFLICT (message_sequence) DO UPDATE SET due_at_ms = excluded.due_at_ms, since_ms = excluded.since_ms, attempts = 0,
         unfinished = 0, fence = fence + 1 ${which}`,
    );
  const [any, settled] = [due(''), due('WHERE due_at_ms IS NULL')];
  return {
    /** A worker that holds it is fenced. */
    any(sequence: number, nowMs: number): void {
      first.letGo(sequence);
      any.run(sequence, nowMs, nowMs);
    },
    /** False, and nothing changes, if it is due or held already. */
    settled: (sequence: number, nowMs: number): boolean => settled.run(sequence, nowMs, nowMs).changes === 1,
  };
}

export function reopening(db: Database.Database, states: MessageStates) {
  const { settled: work } = dueAgain(db);

  return {
    /** False, and nothing changes, if it is in none of those states. A message that never was work (a conflict) cannot become work. */
    reopen: (sequence: number, ended: readonly Ended[], reason: string, nowMs: number): boolean =>
      states.reopen(sequence, ended, reason) && work(sequence, nowMs),
  };
}

type Row = {
  sequence: number;
  state: MessageState;
  conflicts_with: string | null;
  due_at_ms: number | null;
  since_ms: number | null;
};

export function retryCommands(db: Database.Database, states: MessageStates) {
  const { reopen } = reopening(db, states);
  const resultOf = resultReader(db);
  const owed = owedReader(db);
  const find = db.prepare<[string], Row>(
    `SELECT m.sequence, m.state, m.conflicts_with, w.due_at_ms, w.since_ms
     FROM messages m LEFT JOIN work w ON w.message_sequence = m.sequence WHERE m.id = ?`,
  );
  const { any: dueNow } = dueAgain(db);
  const first = firstClaims(db);
  const resultSince = db.prepare<[number, number]>('UPDATE results SET settled_at_ms = ? WHERE message_sequence = ?');

  return {
    retryMessage({ id, nowMs }: { id: string; nowMs: number }): Retried | undefined {
      const row = find.get(id);
      if (!row) return undefined;
      const { sequence, state, conflicts_with, due_at_ms: dueAtMs, since_ms: sinceMs } = row;
      // Neither is ever work.
      if (state === 'recorded' || conflicts_with !== null) return 'done';
      if (first.isHeld(sequence)) return 'in_work';
      if (state === 'received' && sinceMs === null) return 'due';
      if (reopen(sequence, ['failed', 'quarantined'], 'An operator asked to process it again.', nowMs)) return 'due';
      if (dueAtMs === AWAITING_MS) return 'awaits_result';
      if (dueAtMs !== null && dueAtMs !== sinceMs) return 'in_work';
      // It was settled before its promised answer was delivered, or it waits to deliver it: it gets another day.
      const answer = owed(sequence) && resultOf(sequence) !== undefined;
      if (dueAtMs === null && !answer) return 'done';
      if (answer) resultSince.run(nowMs, sequence);
      dueNow(sequence, nowMs);
      return 'due';
    },
  };
}

/** Reads a message's result. */
import type Database from 'better-sqlite3';
import type { BusinessResult } from '../../store.ts';

type ResultRow = { final: number; value: string; settled_at_ms: number | null };

/** Prepares reading the result of a message by its sequence. */
export function resultReader(db: Database.Database): (sequence: number) => BusinessResult | undefined {
  const find = db.prepare<[number], Pick<ResultRow, 'final' | 'value'>>(
    'SELECT final, value FROM results WHERE message_sequence = ?',
  );
  return (sequence) => {
    const row = find.get(sequence);
    return row && { final: row.final === 1, value: JSON.parse(row.value) };
  };
}

/** Prepares reading since when there is one. */
export function resultSinceReader(db: Database.Database): (sequence: number) => number | undefined {
  const find = db.prepare<[number], Pick<ResultRow, 'settled_at_ms'>>(
    'SELECT settled_at_ms FROM results WHERE message_sequence = ?',
  );
  return (sequence) => find.get(sequence)?.settled_at_ms ?? undefined;
}

/** Prepares asking whether the sender of a message still waits for a later answer. */
export function owedReader(db: Database.Database): (sequence: number) => boolean {
  const find = db.prepare<[number], { found: 1 }>(
    'SELECT 1 AS found FROM owed_answers WHERE message_sequence = ? AND answered = 0',
  );
  return (sequence) => find.get(sequence) !== undefined;
}

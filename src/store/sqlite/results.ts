/** Business results: the answer to a question that a provider asked by its push. */
import type Database from 'better-sqlite3';
import type { BusinessResult, Settled } from '../store.ts';
import type { Held } from './claims.ts';
import { releasing } from './released.ts';
import { workStanding } from './standing.ts';

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

export function resultCommands(db: Database.Database) {
  const standing = workStanding(db);
  const resultOf = resultReader(db);
  const owed = owedReader(db);
  const sequenceOf = db.prepare<[string], { sequence: number }>('SELECT sequence FROM messages WHERE id = ?');
  // The first final result stays: the provider has heard it.
  const settle = db.prepare<[number, number, string, number]>(
    `INSERT INTO results (message_sequence, final, value, settled_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET final = excluded.final, value = excluded.value, settled_at_ms = excluded.settled_at_ms
       WHERE results.final = 0`,
  );
  const { release, settleAnswer } = releasing(db);
  const owe = db.prepare<[number]>('INSERT OR IGNORE INTO owed_answers (message_sequence) VALUES (?)');

  return {
    readResult({ messageId }: { messageId: string }): BusinessResult | 'owed' | undefined {
      const message = sequenceOf.get(messageId);
      return message && (resultOf(message.sequence) ?? (owed(message.sequence) ? 'owed' : undefined));
    },

    /** `result`: the one that stands now. */
    settleResult({ claim, result, nowMs }: { claim: Held; result: BusinessResult; nowMs: number }): {
      settled: Settled;
      answerOwed: boolean;
      result?: BusinessResult;
    } {
      const found = standing(claim);
      if (found.kind === 'fenced') return { settled: 'fenced', answerOwed: false };
      settle.run(found.sequence, result.final ? 1 : 0, JSON.stringify(result.value), nowMs);
      const stands = resultOf(found.sequence);
      if (stands && !stands.final) release(found.sequence);
      return { settled: 'done', answerOwed: owed(found.sequence), ...(stands && { result: stands }) };
    },

    /** In one transaction, so that a result is either seen here or its settler sees that it is owed. */
    oweAnswer({ messageId }: { messageId: string }): BusinessResult | undefined {
      const message = sequenceOf.get(messageId);
      if (!message) return undefined;
      const result = resultOf(message.sequence);
      if (!result) owe.run(message.sequence);
      return result;
    },

    keepAnswered({ claim }: { claim: Held }): Settled {
      const found = standing(claim);
      if (found.kind === 'fenced') return 'fenced';
      settleAnswer(found.sequence);
      return 'done';
    },
  };
}

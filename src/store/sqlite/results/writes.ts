/** Business results: the answers to questions that a provider asked by its push. Also work that is laid aside until somebody gives a result; no clock makes it due. */
import type Database from 'better-sqlite3';
import type { BusinessResult, CompletedResult, Settled } from '../../store.ts';
import type { MessageStates } from '../messages/states.ts';
import { AWAITING_MS, claimStatus } from '../work/claim-status.ts';
import type { Held } from '../work/claims.ts';
import { firstClaims } from '../work/first-claims.ts';
import { dueAgain } from '../work/reopening.ts';
import { owedReader, resultReader } from './reads.ts';
import { releasing } from './released.ts';

export function resultCommands(db: Database.Database) {
  const statusOf = claimStatus(db);
  const resultOf = resultReader(db);
  const owed = owedReader(db);
  const sequenceOf = db.prepare<[string], { sequence: number }>('SELECT sequence FROM messages WHERE id = ?');
  // The first final result stays, because the provider has got it.
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

    /** `result`: the present one. */
    settleResult({ claim, result, nowMs }: { claim: Held; result: BusinessResult; nowMs: number }): {
      settled: Settled;
      answerOwed: boolean;
      result?: BusinessResult;
    } {
      const found = statusOf(claim);
      if (found.kind === 'fenced') return { settled: 'fenced', answerOwed: false };
      settle.run(found.sequence, result.final ? 1 : 0, JSON.stringify(result.value), nowMs);
      const stands = resultOf(found.sequence);
      if (stands && !stands.final) release(found.sequence);
      return { settled: 'done', answerOwed: owed(found.sequence), ...(stands && { result: stands }) };
    },

    /** In one transaction, so that either a result is seen here, or the worker that settles it sees that it is owed. */
    oweAnswer({ messageId }: { messageId: string }): BusinessResult | undefined {
      const message = sequenceOf.get(messageId);
      if (!message) return undefined;
      const result = resultOf(message.sequence);
      if (!result) owe.run(message.sequence);
      return result;
    },

    keepAnswered({ claim }: { claim: Held }): Settled {
      const found = statusOf(claim);
      if (found.kind === 'fenced') return 'fenced';
      settleAnswer(found.sequence);
      return 'done';
    },
  };
}

type FoundMessage = { sequence: number; state: string };

export function deferredWorkCommands(db: Database.Database, states: MessageStates) {
  const statusOf = claimStatus(db);
  const resultOf = resultReader(db);
  const find = db.prepare<[string], FoundMessage>('SELECT sequence, state FROM messages WHERE id = ?');
  const owe = db.prepare<[number]>('INSERT OR IGNORE INTO owed_answers (message_sequence) VALUES (?)');
  const first = firstClaims(db);
  const layAside = db.prepare<[number, number, number]>(
    'UPDATE work SET due_at_ms = ?, since_ms = ?, fence = fence + 1, unfinished = 0 WHERE message_sequence = ?',
  );
  const explain = db.prepare<[string | null, number]>('UPDATE messages SET reason = ? WHERE sequence = ?');
  const settle = db.prepare<[number, number, string, number]>(
    'INSERT INTO results (message_sequence, final, value, settled_at_ms) VALUES (?, ?, ?, ?)',
  );
  const { release } = releasing(db);
  // Attempts are counted from the start: the earlier ones were spent on asking, and the result must still be delivered.
  const { any: wake } = dueAgain(db);

  return {
    /** `result`: there is one already, and nothing was promised. */
    deferResult({ claim }: { claim: Held }): { settled: Settled; result?: BusinessResult } {
      const found = statusOf(claim);
      if (found.kind === 'fenced') return { settled: 'fenced' };
      const result = resultOf(found.sequence);
      if (result) return { settled: 'done', result };
      owe.run(found.sequence);
      return { settled: 'done' };
    },

    awaitResult({ claim, reason }: { claim: Held; reason: string }): Settled {
      const found = statusOf(claim);
      if (found.kind === 'fenced') return 'fenced';
      if (found.kind === 'settled') return 'done';
      first.toRow(found.sequence);
      layAside.run(AWAITING_MS, AWAITING_MS, found.sequence);
      explain.run(reason, found.sequence);
      return 'done';
    },

    completeResult(request: { id: string; result: BusinessResult; nowMs: number }): CompletedResult | undefined {
      const { id, result, nowMs } = request;
      const message = find.get(id);
      if (!message) return undefined;
      const { sequence, state } = message;
      const stands = resultOf(sequence);
      if (stands) return { outcome: 'already_completed', result: stands };
      if (state !== 'received' && state !== 'failed') return { outcome: 'not_owed' };
      settle.run(sequence, result.final ? 1 : 0, JSON.stringify(result.value), nowMs);
      if (!result.final) release(sequence);
      states.become(sequence, 'received', null);
      wake(sequence, nowMs);
      return { outcome: 'completed', result };
    },
  };
}

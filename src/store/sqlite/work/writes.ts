/** Work: one item per message, from the append until it is settled. */
import type Database from 'better-sqlite3';
import { portion } from '../../shared/page-limits.ts';
import type { FetchedDocument, Settled, WorkClaim } from '../../store.ts';
import { anyLimit } from '../listing/any-limit.ts';
import { messageReader } from '../messages/reader.ts';
import { owedReader, resultReader, resultSinceReader } from '../results/reads.ts';
import { AWAITING_MS, claimStatus } from './claim-status.ts';
import type { Claiming, Held } from './claims.ts';
import { leaseEnd, reaper } from './leases.ts';

/** `only`: suspects, which are claimed by themselves. */
export type WorkClaiming = Claiming & { readonly suspects?: 'only' };
type WaitingRow = {
  id: number;
  message_sequence: number;
  message_id: string;
  fence: number;
  attempts: number;
  unfinished: number;
  due_at_ms: number;
  since_ms: number;
  bytes: number;
};
/** A claim without its message, which the caller may still have. */
export type ClaimedWork = Omit<WorkClaim, 'message' | 'documents'> & {
  readonly messageId: string;
  readonly sequence: number;
};
export type WorkContent = Pick<WorkClaim, 'message' | 'documents'>;

export function workCommands(db: Database.Database) {
  const statusOf = claimStatus(db);
  const read = messageReader(db);
  const resultOf = resultReader(db);
  const resultSince = resultSinceReader(db);
  const owed = owedReader(db);
  const reap = reaper(db, 'work');
  const waiting = (index: string, which: string) => ({
    due: prepare(index, `${which} AND w.due_at_ms <= ?`),
    // A wait that is too long means that a clock was wrong.
    beyond: prepare(index, `${which} AND w.due_at_ms > ? AND w.due_at_ms < ${AWAITING_MS}`),
  });
  const prepare = (index: string, which: string) =>
    db.prepare<[number, number], WaitingRow>(
      `SELECT w.id, w.message_sequence, m.id AS message_id, w.fence, w.attempts, w.unfinished, w.due_at_ms, w.since_ms, m.body_bytes
         + (SELECT ifnull(sum(length(bytes)), 0) FROM documents d WHERE d.message_sequence = w.message_sequence) AS bytes
       FROM work w INDEXED BY ${index} CROSS JOIN messages m ON m.sequence = w.message_sequence
       WHERE w.due_at_ms IS NOT NULL AND ${which} ORDER BY w.due_at_ms, w.since_ms LIMIT ${anyLimit}`,
    );
  const due = {
    others: waiting('work_waiting', 'w.unfinished < 3'),
    only: waiting('work_suspects', 'w.unfinished >= 3'),
  };
  const hold = db.prepare<[number, number]>(
    'UPDATE work SET due_at_ms = ?, fence = fence + 1, attempts = attempts + 1 WHERE id = ?',
  );
  const keep = db.prepare<[number, string, string, number, Uint8Array]>(
    'INSERT OR REPLACE INTO documents (message_sequence, name, media_type, fetched_at_ms, bytes) VALUES (?, ?, ?, ?, ?)',
  );
  // Giving back raises the fence, so that this claim can settle nothing more.
  const giveBack = db.prepare<[number, number, string]>(
    'UPDATE work SET due_at_ms = ?, since_ms = ?, fence = fence + 1, unfinished = 0 WHERE id = ?',
  );
  const asBefore = db.prepare<[string]>(
    'UPDATE work SET due_at_ms = since_ms, fence = fence + 1, attempts = attempts - 1 WHERE id = ?',
  );
  const explain = db.prepare<[string, number]>('UPDATE messages SET reason = ? WHERE sequence = ?');
  const settle = db.prepare<[string]>('UPDATE work SET due_at_ms = NULL WHERE id = ?');
  const fail = db.prepare<[string, number]>(`UPDATE messages SET state = 'failed', reason = ? WHERE sequence = ?`);

  return {
    claimWork({ nowMs, leaseMs, limit, suspects, longestWaitMs }: WorkClaiming): readonly ClaimedWork[] {
      const found = due[suspects ?? 'others'];
      const rows = reap(
        nowMs,
        ({ id }) => id,
        () => {
          const rows = found.due.all(nowMs, limit);
          if (longestWaitMs === undefined || rows.length === limit) return rows;
          return [...rows, ...found.beyond.all(nowMs + longestWaitMs, limit - rows.length)];
        },
      );
      return portion(rows, limit, ({ bytes }) => bytes).items.map((row) => {
        hold.run(leaseEnd(nowMs + leaseMs, row.since_ms), row.id);
        const result = resultOf(row.message_sequence);
        const resultSinceMs = result && resultSince(row.message_sequence);
        return {
          workId: String(row.id),
          fence: row.fence + 1,
          attempt: row.attempts + 1,
          unfinished: row.unfinished,
          messageId: row.message_id,
          sequence: row.message_sequence,
          ...(result && { result }),
          ...(resultSinceMs !== undefined && { resultSinceMs }),
          answerOwed: owed(row.message_sequence),
        };
      });
    },

    loadWork: ({ sequence }: { sequence: number }): WorkContent => ({
      message: read.message(sequence),
      documents: read.documents(sequence),
    }),

    keepDocument({ claim, document }: { claim: Held; document: FetchedDocument }): Settled {
      const found = statusOf(claim);
      if (found.kind === 'fenced') return 'fenced';
      keep.run(found.sequence, document.name, document.mediaType, document.fetchedAtMs, document.bytes);
      return 'done';
    },

    retryWork({ claim, dueAtMs, reason }: { claim: Held; dueAtMs: number; reason: string }): Settled {
      const found = statusOf(claim);
      if (found.kind === 'fenced') return 'fenced';
      if (found.kind === 'settled') return 'done';
      giveBack.run(dueAtMs, dueAtMs, claim.id);
      explain.run(reason, found.sequence);
      return 'done';
    },

    giveBackWork({ claim, reason }: { claim: Held; reason: string }): Settled {
      const found = statusOf(claim);
      if (found.kind === 'fenced') return 'fenced';
      if (found.kind === 'settled') return 'done';
      asBefore.run(claim.id);
      explain.run(reason, found.sequence);
      return 'done';
    },

    failWork({ claim, reason }: { claim: Held; reason: string }): Settled {
      const found = statusOf(claim);
      if (found.kind === 'fenced') return 'fenced';
      if (found.kind === 'settled') return 'done';
      settle.run(claim.id);
      fail.run(reason, found.sequence);
      return 'done';
    },
  };
}

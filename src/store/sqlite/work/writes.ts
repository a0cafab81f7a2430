/** Work: one item per message, from the append until it is settled. Its id is the message's sequence. */
import type Database from 'better-sqlite3';
import { portion } from '../../shared/page-limits.ts';
import type { FetchedDocument, Settled, WorkClaim } from '../../store.ts';
import { anyLimit } from '../listing/any-limit.ts';
import { messageReader } from '../messages/reader.ts';
import type { MessageStates } from '../messages/states.ts';
import { owedReader, resultReader, resultSinceReader } from '../results/reads.ts';
import { AWAITING_MS, claimStatus } from './claim-status.ts';
import type { Claiming, Held } from './claims.ts';
import { FIRST_FENCE, type FreshRow, firstClaims } from './first-claims.ts';
import { leaseEnd, reaper } from './leases.ts';

/** `only`: suspects, which are claimed by themselves. */
export type WorkClaiming = Claiming & { readonly suspects?: 'only' };
type WaitingRow = {
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

export function workCommands(db: Database.Database, states: MessageStates) {
  const statusOf = claimStatus(db);
  const read = messageReader(db);
  const resultOf = resultReader(db);
  const resultSince = resultSinceReader(db);
  const owed = owedReader(db);
  const reap = reaper(db, 'work');
  const first = firstClaims(db);
  const waiting = (index: string, which: string) => ({
    due: prepare(index, `${which} AND w.due_at_ms <= ?`),
    // A wait that is too long means that a clock was wrong.
    beyond: prepare(index, `${which} AND w.due_at_ms > ? AND w.due_at_ms < ${AWAITING_MS}`),
  });
  const prepare = (index: string, which: string) =>
    db.prepare<[number, number], WaitingRow>(
      `SELECT w.message_sequence, m.id AS message_id, w.fence, w.attempts, w.unfinished, w.due_at_ms, w.since_ms, m.body_bytes
         + (SELECT ifnull(sum(length(bytes)), 0) FROM documents d WHERE d.message_sequence = w.message_sequence) AS bytes
       FROM work w INDEXED BY ${index} CROSS JOIN messages m ON m.sequence = w.message_sequence
       WHERE w.due_at_ms IS NOT NULL AND ${which} ORDER BY w.due_at_ms, w.since_ms LIMIT ${anyLimit}`,
    );
  const due = {
    others: waiting('work_waiting', 'w.unfinished < 3'),
    only: waiting('work_suspects', 'w.unfinished >= 3'),
  };
  const hold = db.prepare<[number, number]>(
    'UPDATE work SET due_at_ms = ?, fence = fence + 1, attempts = attempts + 1 WHERE message_sequence = ?',
  );
  const keep = db.prepare<[number, string, string, number, Uint8Array]>(
    'INSERT OR REPLACE INTO documents (message_sequence, name, media_type, fetched_at_ms, bytes) VALUES (?, ?, ?, ?, ?)',
  );
  // Giving back raises the fence, so that this claim can settle nothing more.
  const giveBack = db.prepare<[number, number, number]>(
    'UPDATE work SET due_at_ms = ?, since_ms = ?, fence = fence + 1, unfinished = 0 WHERE message_sequence = ?',
  );
  const asBefore = db.prepare<[number]>(
    'UPDATE work SET due_at_ms = since_ms, fence = fence + 1, attempts = attempts - 1 WHERE message_sequence = ?',
  );
  const explain = db.prepare<[string, number]>('UPDATE messages SET reason = ? WHERE sequence = ?');
  const settle = db.prepare<[number]>('UPDATE work SET due_at_ms = NULL WHERE message_sequence = ?');

  return {
    claimWork({ nowMs, leaseMs, limit, suspects, longestWaitMs }: WorkClaiming): readonly ClaimedWork[] {
      first.reap(nowMs);
      const found = due[suspects ?? 'others'];
      const rows = reap(
        nowMs,
        ({ message_sequence }) => message_sequence,
        () => {
          const rows = found.due.all(nowMs, limit);
          if (longestWaitMs === undefined || rows.length === limit) return rows;
          return [...rows, ...found.beyond.all(nowMs + longestWaitMs, limit - rows.length)];
        },
      );
      const fresh =
        suspects === 'only'
          ? []
          : first.next(limit, (sinceMs) => sinceMs <= nowMs || sinceMs - nowMs > (longestWaitMs ?? Infinity));
      const { items } = portion(oldestFirst(rows, fresh), limit, ({ bytes }) => bytes);
      first.reached(items.findLast((row): row is FreshRow => !('fence' in row)));
      return items.map((row) => {
        const untilMs = leaseEnd(nowMs + leaseMs, row.since_ms);
        const again = 'fence' in row;
        if (again) hold.run(untilMs, row.message_sequence);
        else first.hold(row, untilMs);
        const sequence = again ? row.message_sequence : row.sequence;
        const result = resultOf(sequence);
        const resultSinceMs = result && resultSince(sequence);
        return {
          workId: String(sequence),
          fence: again ? row.fence + 1 : FIRST_FENCE,
          attempt: again ? row.attempts + 1 : 1,
          unfinished: again ? row.unfinished : 0,
          messageId: row.message_id,
          sequence,
          ...(result && { result }),
          ...(resultSinceMs !== undefined && { resultSinceMs }),
          answerOwed: owed(sequence),
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
      first.toRow(found.sequence);
      giveBack.run(dueAtMs, dueAtMs, found.sequence);
      explain.run(reason, found.sequence);
      return 'done';
    },

    giveBackWork({ claim, reason }: { claim: Held; reason: string }): Settled {
      const found = statusOf(claim);
      if (found.kind === 'fenced') return 'fenced';
      if (found.kind === 'settled') return 'done';
      first.toRow(found.sequence);
      asBefore.run(found.sequence);
      explain.run(reason, found.sequence);
      return 'done';
    },

    failWork({ claim, reason }: { claim: Held; reason: string }): Settled {
      const found = statusOf(claim);
      if (found.kind === 'fenced') return 'fenced';
      if (found.kind === 'settled') return 'done';
      if (!first.letGo(found.sequence)) settle.run(found.sequence);
      states.become(found.sequence, 'failed', reason);
      return 'done';
    },
  };
}

/** Each list in its own order: first claims are given in the order of arrival, without a gap. */
function* oldestFirst(rows: readonly WaitingRow[], fresh: readonly FreshRow[]): Iterable<WaitingRow | FreshRow> {
  let at = 0;
  for (const row of rows) {
    for (let next = fresh[at]; next !== undefined && next.since_ms < row.due_at_ms; next = fresh[at]) {
      yield next;
      at += 1;
    }
    yield row;
  }
  yield* fresh.slice(at);
}

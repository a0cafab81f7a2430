/** Claims of work: due items, oldest first, each locked while it is taken, so that two nodes never hold one. */
import { portion } from '../../shared/page-limits.ts';
import type { WorkClaim } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { loadDocuments, loadMessages } from '../messages/load.ts';
import { owedAmong, resultsOf } from '../results/reads.ts';
import { endLapsed } from './lapsed.ts';
import { AWAITING_MS } from './status.ts';

export type Claiming = {
  /** By the database, as all times here. */
  readonly nowMs: number;
  readonly leaseMs: number;
  readonly limit: number;
  readonly longestWaitMs?: number;
  /** Nothing that waits is due before this, see `due-bound.ts`. */
  readonly boundMs: number;
  /** The epoch of the node that claims. */
  readonly node: number;
};

type Row = {
  readonly id: number;
  readonly fence: number;
  readonly attempts: number;
  readonly unfinished: number;
  readonly lease_until_ms: number;
  readonly bytes: number;
};

const select = (which: string) => `SELECT w.message_sequence AS id, w.fence, w.attempts, w.unfinished, w.lease_until_ms,
    m.body_bytes + (SELECT coalesce(sum(length(d.bytes)), 0) FROM pushdock.documents d WHERE d.message_sequence = w.message_sequence) AS bytes
  FROM pushdock.work w JOIN pushdock.messages m ON m.sequence = w.message_sequence
  WHERE w.due_at_ms IS NOT NULL AND ${which} AND w.lease_until_ms <= $1
  ORDER BY w.due_at_ms, w.message_sequence LIMIT $2 FOR UPDATE OF w SKIP LOCKED`;

const suspected = { others: 'w.unfinished < 3', only: 'w.unfinished >= 3' } as const;
const due = (which: keyof typeof suspected) => select(`${suspected[which]} AND w.due_at_ms BETWEEN $3 AND $1`);
// A wait that is too long means that a clock was wrong.
const beyond = (which: keyof typeof suspected) =>
  select(`${suspected[which]} AND w.due_at_ms > $3 AND w.due_at_ms < ${AWAITING_MS}`);
const statements = {
  others: { due: due('others'), beyond: beyond('others') },
  only: { due: due('only'), beyond: beyond('only') },
};

export async function claimWork(
  session: Session,
  request: Claiming & { readonly suspects?: 'only' },
): Promise<readonly WorkClaim[]> {
  const { nowMs, leaseMs, limit, longestWaitMs, boundMs, node, suspects } = request;
  const found = statements[suspects ?? 'others'];
  async function find(): Promise<readonly Row[]> {
    const rows = await session.rows<Row>(found.due, [nowMs, limit, boundMs]);
    if (longestWaitMs === undefined || rows.length === limit) return rows;
    return [...rows, ...(await session.rows<Row>(found.beyond, [nowMs, limit - rows.length, nowMs + longestWaitMs]))];
  }
  const rows = await endLapsed(session, 'work', nowMs, find);
  const { items } = portion(rows, limit, ({ bytes }) => bytes);
  if (items.length === 0) return [];
  const ids = items.map(({ id }) => id);
  await session.run(
    `UPDATE pushdock.work SET lease_until_ms = $2, node = $3, fence = fence + 1, attempts = attempts + 1 WHERE message_sequence = ANY($1::bigint[])`,
    [ids, nowMs + leaseMs, node],
  );
  const messages = await loadMessages(session, ids);
  const documents = await loadDocuments(session, ids);
  const results = await resultsOf(session, ids);
  const owed = await owedAmong(session, ids);
  return items.map(({ id, fence, attempts, unfinished }) => {
    const message = messages.get(id);
    if (!message) throw new Error(`Message ${id} has no content`);
    const result = results.get(id);
    return {
      workId: String(id),
      fence: fence + 1,
      attempt: attempts + 1,
      unfinished,
      message,
      documents: documents.get(id) ?? [],
      ...(result && { result: result.result }),
      ...(result?.sinceMs !== undefined && { resultSinceMs: result.sinceMs }),
      answerOwed: owed.has(id),
    };
  });
}

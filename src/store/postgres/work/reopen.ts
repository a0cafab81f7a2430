/** Makes messages work again, with fresh attempts: for a repeat, for a replay, or because an operator says so. */
import type { Retried } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { owedOf, resultOf } from '../results/reads.ts';
import { AWAITING_MS } from './status.ts';

/**
 * False, and nothing changes, if it is in none of those states. A message that never was work (a conflict) cannot become work. `dueAtMs` is a time of
 * the database.
 */
export async function reopen(
  session: Session,
  sequence: number,
  states: readonly ('failed' | 'quarantined')[],
  reason: string,
  dueAtMs: number,
): Promise<boolean> {
  const due = await session.run(
    `UPDATE pushdock.work w SET due_at_ms = $2, since_ms = $2, attempts = 0, unfinished = 0, fence = fence + 1, lease_until_ms = 0, node = NULL
     WHERE w.message_sequence = $1 AND w.due_at_ms IS NULL
       AND EXISTS (SELECT 1 FROM pushdock.outcomes o WHERE o.message_sequence = $1 AND o.state = ANY($3::text[]))`,
    [sequence, dueAtMs, states],
  );
  if (due === 0) return false;
  await session.run(`UPDATE pushdock.outcomes SET state = 'received', reason = $2 WHERE message_sequence = $1`, [
    sequence,
    reason,
  ]);
  return true;
}

type Row = { readonly sequence: number; readonly due_at_ms: number | null; readonly lease_until_ms: number };

/** Times are of the database; `nowMs` is the caller's. */
export async function retryMessage(
  session: Session,
  { id, dueAtMs, nowMs }: { id: string; dueAtMs: number; nowMs: number },
): Promise<Retried | undefined> {
  const [message] = await session.rows<{ sequence: number }>('SELECT sequence FROM pushdock.messages WHERE id = $1', [
    id,
  ]);
  if (!message) return undefined;
  const [row] = await session.rows<Row>(
    'SELECT message_sequence AS sequence, due_at_ms, lease_until_ms FROM pushdock.work WHERE message_sequence = $1 FOR UPDATE',
    [message.sequence],
  );
  if (!row) return 'done';
  const { sequence } = row;
  if (await reopen(session, sequence, ['failed', 'quarantined'], 'An operator asked to process it again.', dueAtMs))
    return 'due';
  if (row.due_at_ms === AWAITING_MS) return 'awaits_result';
  if (row.due_at_ms !== null && row.lease_until_ms > 0) return 'in_work';
  // It was settled before its promised answer was delivered, or it waits to deliver it: it gets another day.
  const answer = (await owedOf(session, sequence)) && (await resultOf(session, sequence)) !== undefined;
  if (row.due_at_ms === null && !answer) return 'done';
  if (answer)
    await session.run('UPDATE pushdock.results SET settled_at_ms = $2 WHERE message_sequence = $1', [sequence, nowMs]);
  await session.run(
    `UPDATE pushdock.work SET due_at_ms = $2, since_ms = $2, attempts = 0, unfinished = 0, fence = fence + 1, lease_until_ms = 0, node = NULL
     WHERE message_sequence = $1`,
    [sequence, dueAtMs],
  );
  return 'due';
}

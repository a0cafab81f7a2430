/** Takes the steps of settling claims of work, a batch in one transaction; each claim's steps together or not at all. */
import type { WrittenEnd, WrittenSteps } from '../../shared/serialize-completion.ts';
import type { BusinessResult, WorkSettled } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { owedOf, resultOf } from '../results/reads.ts';
import { settleAnswer } from '../results/released.ts';
import { owe, settleResult } from '../results/settle.ts';
import type { DatabaseTime } from '../time.ts';
import { type Completing, completeAll } from './complete.ts';
import { AWAITING_MS, lockWork, type WorkRow } from './status.ts';

export type SettlingWork = {
  /** Of its message. */
  readonly sequence: number;
  readonly fence: number;
  readonly steps: WrittenSteps;
  readonly nowMs: number;
};
/** `result`: the present one, if a step concerns it. */
export type SettledSteps = { readonly settled: WorkSettled; readonly result?: BusinessResult };

/** One answer for each, in their order. */
export async function settleWorkItems(
  session: Session,
  time: DatabaseTime,
  all: readonly SettlingWork[],
): Promise<readonly SettledSteps[]> {
  const rows = await lockWork(
    session,
    all.map(({ sequence }) => sequence),
  );
  const completions: Completing[] = [];
  const answers: SettledSteps[] = [];
  for (const one of all) {
    const row = rows.get(one.sequence);
    if (row?.fence !== one.fence) answers.push({ settled: 'fenced' });
    else answers.push(await settleOne(session, time, one, row, completions));
  }
  await completeAll(session, time, completions);
  return answers;
}

async function settleOne(
  session: Session,
  time: DatabaseTime,
  { sequence, steps, nowMs }: SettlingWork,
  row: WorkRow,
  completions: Completing[],
): Promise<SettledSteps> {
  const { document, answerOwed, result, answered, end } = steps;
  let settled: WorkSettled = 'done';
  let valid: BusinessResult | undefined;
  if (document) {
    // Anew, and not changed in its place: documents are shown in the order in which they were kept.
    await session.run('DELETE FROM pushdock.documents WHERE message_sequence = $1 AND name = $2', [
      sequence,
      document.name,
    ]);
    await session.run(
      'INSERT INTO pushdock.documents (message_sequence, name, media_type, fetched_at_ms, bytes) VALUES ($1, $2, $3, $4, $5)',
      [sequence, document.name, document.mediaType, document.fetchedAtMs, document.bytes],
    );
  }
  if (answerOwed) {
    valid = await resultOf(session, sequence);
    if (!valid) await owe(session, sequence);
  }
  if (result) {
    valid = await settleResult(session, sequence, result, nowMs);
    if (await owedOf(session, sequence)) settled = 'answer_owed';
  }
  if (answered) await settleAnswer(session, sequence);
  if (end && row.due_at_ms !== null) await ended(session, time, row, end, completions);
  return { settled, ...(valid && { result: valid }) };
}

async function ended(
  session: Session,
  time: DatabaseTime,
  row: WorkRow,
  end: WrittenEnd,
  completions: Completing[],
): Promise<void> {
  const { sequence } = row;
  switch (end.kind) {
    case 'complete': {
      const { againAtMs } = end.completion;
      completions.push({ sequence, completion: end.completion, nowMs: end.nowMs });
      if (againAtMs === undefined) row.due_at_ms = null;
      else row.fence += 1;
      return;
    }
    case 'retry':
      row.fence += 1;
      return waitUntil(session, sequence, time.toDatabase(end.dueAtMs), end.reason);
    case 'await_result':
      row.fence += 1;
      return waitUntil(session, sequence, AWAITING_MS, end.reason);
    case 'give_back':
      row.fence += 1;
      await session.run(
        `UPDATE pushdock.work SET lease_until_ms = 0, node = NULL, fence = fence + 1, attempts = attempts - 1 WHERE message_sequence = $1`,
        [sequence],
      );
      return explain(session, sequence, end.reason);
    case 'fail':
      row.due_at_ms = null;
      await session.run(
        'UPDATE pushdock.work SET due_at_ms = NULL, lease_until_ms = 0, node = NULL, first_of = NULL WHERE message_sequence = $1',
        [sequence],
      );
      await session.run(
        `INSERT INTO pushdock.outcomes (message_sequence, state, reason) VALUES ($1, 'failed', $2)
         ON CONFLICT (message_sequence) DO UPDATE SET state = excluded.state, reason = excluded.reason`,
        [sequence, end.reason],
      );
  }
}

async function waitUntil(session: Session, sequence: number, dueAtMs: number, reason: string): Promise<void> {
  await session.run(
    `UPDATE pushdock.work SET due_at_ms = $2, since_ms = $2, fence = fence + 1, unfinished = 0, lease_until_ms = 0, node = NULL, first_of = NULL
     WHERE message_sequence = $1`,
    [sequence, dueAtMs],
  );
  await explain(session, sequence, reason);
}

/** Its state stays: received, or what it was when its work goes on after its events. */
async function explain(session: Session, sequence: number, reason: string): Promise<void> {
  await session.run(
    `INSERT INTO pushdock.outcomes (message_sequence, state, reason) VALUES ($1, 'received', $2)
     ON CONFLICT (message_sequence) DO UPDATE SET reason = excluded.reason`,
    [sequence, reason],
  );
}

/** Whether a claim of work is still valid. */
import type { Session } from '../connection/session.ts';

/** `due_at_ms` of work that is laid aside until somebody gives its result: the end of the year 9999. It is not NULL, so retention leaves the work alone. */
export const AWAITING_MS = 253_402_300_799_000;

export type WorkRow = {
  readonly sequence: number;
  fence: number;
  due_at_ms: number | null;
};

/** Locks the work of claims, by sequence, so that two batches do not wait for each other. */
export async function lockWork(session: Session, sequences: readonly number[]): Promise<ReadonlyMap<number, WorkRow>> {
  const rows = await session.rows<WorkRow>(
    `SELECT message_sequence AS sequence, fence, due_at_ms FROM pushdock.work WHERE message_sequence = ANY($1::bigint[])
     ORDER BY message_sequence FOR UPDATE`,
    [sequences],
  );
  return new Map(rows.map((row) => [row.sequence, row]));
}

/** The number of a work item or a delivery, as its text names it; `undefined`: it names none. */
export const numberOf = (id: string): number | undefined => (/^[1-9][0-9]{0,15}$/.test(id) ? Number(id) : undefined);

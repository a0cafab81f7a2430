/** Messages kept for the record only: bounded in number and in rate, because anybody may send them. */
import type { Disposition } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { deleteMessages } from '../retention/delete.ts';

export type Recorded = Extract<Disposition, { kind: 'record' }>;

const MINUTE_MS = 60_000;
// Lowering `most` in the configuration leaves a surplus; it goes in steps, not in one long transaction.
const REMOVED_PER_APPEND_MAX = 16;

/** Takes one of the minute's places, or says that there is none left. All nodes share them. */
export async function admit(session: Session, source: string, record: Recorded, nowMs: number): Promise<boolean> {
  if (record.most < 1 || record.perMinute < 1) return false;
  const taken = await session.run(
    `INSERT INTO pushdock.record_rates (source, record_group, minute, kept) VALUES ($1, $2, $3, 1)
     ON CONFLICT (source, record_group) DO UPDATE SET minute = excluded.minute,
       kept = CASE WHEN record_rates.minute = excluded.minute THEN record_rates.kept + 1 ELSE 1 END
     WHERE record_rates.minute <> excluded.minute OR record_rates.kept < $4`,
    [source, record.group, Math.floor(nowMs / MINUTE_MS), record.perMinute],
  );
  return taken === 1;
}

/** Forgets the oldest of the group. */
export async function trim(session: Session, source: string, record: Recorded): Promise<void> {
  const surplus = await session.rows<{ sequence: number }>(
    `SELECT sequence FROM pushdock.messages WHERE source = $1 AND record_group = $2 ORDER BY sequence DESC LIMIT $3 OFFSET $4`,
    [source, record.group, REMOVED_PER_APPEND_MAX, record.most],
  );
  await deleteMessages(
    session,
    surplus.map(({ sequence }) => sequence),
  );
}

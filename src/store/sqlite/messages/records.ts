/** Messages kept for the record only: bounded in number and in rate, because anybody may send them. */
import type Database from 'better-sqlite3';
import type { Disposition } from '../../store.ts';

type Record = Extract<Disposition, { kind: 'record' }>;

const MINUTE_MS = 60_000;
// Lowering `most` in the configuration leaves a surplus; it goes in steps, not in one long transaction.
const REMOVED_PER_APPEND_MAX = 16;

export function records(db: Database.Database) {
  const rate = db.prepare<[string, string], { minute: number; kept: number }>(
    'SELECT minute, kept FROM record_rates WHERE source = ? AND record_group = ?',
  );
  const setRate = db.prepare<[string, string, number, number]>(
    'INSERT OR REPLACE INTO record_rates (source, record_group, minute, kept) VALUES (?, ?, ?, ?)',
  );
  const surplus = db.prepare<[string, string, number, number], { sequence: number }>(
    `SELECT sequence FROM messages WHERE source = ? AND record_group = ? ORDER BY sequence DESC LIMIT ? OFFSET ?`,
  );
  const remove = db.prepare<[number]>('DELETE FROM messages WHERE sequence = ?');

  return {
    /** Takes one of the minute's places, or says that there is none left. */
    admit(source: string, record: Record, nowMs: number): boolean {
      const minute = Math.floor(nowMs / MINUTE_MS);
      const last = rate.get(source, record.group);
      const kept = last?.minute === minute ? last.kept : 0;
      if (record.most < 1 || kept >= record.perMinute) return false;
      setRate.run(source, record.group, minute, kept + 1);
      return true;
    },

    /** Forgets the oldest of the group. */
    trim(source: string, record: Record): void {
      for (const { sequence } of surplus.all(source, record.group, REMOVED_PER_APPEND_MAX, record.most)) {
        remove.run(sequence);
      }
    },
  };
}

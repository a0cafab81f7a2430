/** Paused sinks: they get nothing until the operator resumes them. */
import type Database from 'better-sqlite3';
import type { SinkPause } from '../../store.ts';

export function pauses(db: Database.Database) {
  const find = db.prepare<[string], { found: 1 }>(
    'SELECT 1 AS found FROM sinks WHERE name = ? AND paused_at_ms IS NOT NULL',
  );
  const pause = db.prepare<[string, number, string]>(
    `INSERT INTO sinks (name, paused_at_ms, reason) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET paused_at_ms = excluded.paused_at_ms, reason = excluded.reason WHERE paused_at_ms IS NULL`,
  );
  const resume = db.prepare<[string]>('UPDATE sinks SET paused_at_ms = NULL, reason = NULL WHERE name = ?');

  return {
    isPaused: (sink: string): boolean => find.get(sink) !== undefined,
    setSinkPause({ sink, pause: wanted }: { sink: string; pause: SinkPause | undefined }): void {
      if (wanted === undefined) resume.run(sink);
      else pause.run(sink, wanted.nowMs, wanted.reason);
    },
  };
}

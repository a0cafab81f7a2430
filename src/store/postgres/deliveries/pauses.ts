/** Paused sinks: they get nothing until the operator resumes them. */
import type { SinkPause } from '../../store.ts';
import type { Session } from '../connection/session.ts';

/** The first reason stays. */
export async function setSinkPause(session: Session, sink: string, pause: SinkPause | undefined): Promise<void> {
  if (pause === undefined) {
    await session.run('UPDATE pushdock.sinks SET paused_at_ms = NULL, reason = NULL WHERE name = $1', [sink]);
    return;
  }
  await session.run(
    `INSERT INTO pushdock.sinks (name, paused_at_ms, reason) VALUES ($1, $2, $3) ON CONFLICT (name)
     DO UPDATE SET paused_at_ms = excluded.paused_at_ms, reason = excluded.reason WHERE sinks.paused_at_ms IS NULL`,
    [sink, pause.nowMs, pause.reason],
  );
}

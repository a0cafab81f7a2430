/** Leases by name, for jobs that must run once. They end by the database's time, or with their node. */
import type { Session } from './connection/session.ts';

/** Free, the caller's own, or run out. */
export async function lease(
  session: Session,
  { name, holder, nowMs, forMs, node }: { name: string; holder: string; nowMs: number; forMs: number; node: number },
): Promise<boolean> {
  if (forMs <= 0) {
    await session.run('DELETE FROM pushdock.leases WHERE name = $1 AND holder = $2', [name, holder]);
    return false;
  }
  const taken = await session.run(
    `INSERT INTO pushdock.leases (name, holder, until_ms, node) VALUES ($1, $2, $3, $4)
     ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms, node = excluded.node
       WHERE leases.holder = excluded.holder OR leases.until_ms <= $5`,
    [name, holder, nowMs + forMs, node, nowMs],
  );
  return taken === 1;
}

/**
 * The gateways on this database. Each start is an epoch, and says every few seconds that it lives, by the database's time. When it has not said so for
 * 15 s, any other node ends its claims and its leases: its work is done again elsewhere.
 */
import type { GatewayNode, NodeName } from '../../types/nodes.ts';
import type { Session } from '../connection/session.ts';
import { endClaimsOf } from '../work/lapsed.ts';

/** Less, and a node that stops for a garbage collection or a slow disk loses its claims; more, and the events of one that died wait. */
export const SILENT_MS = 15_000;
export const SIGN_MS = 3_000;
// Nodes that are gone are shown for a day, so that a person sees when they went.
const REMEMBERED_MS = 86_400_000;

/** Its epoch. `process`: the same for all threads of one. */
export async function register(
  session: Session,
  { id, role, version }: NodeName,
  process: string,
  nowMs: number,
): Promise<number> {
  const [made] = await session.rows<{ epoch: number }>(
    'INSERT INTO pushdock.nodes (id, role, version, process, started_at_ms, seen_at_ms) VALUES ($1, $2, $3, $4, $5, $5) RETURNING epoch',
    [id, role, version, process, nowMs],
  );
  if (!made) throw new Error('A row that is inserted has its number');
  return made.epoch;
}

/** False: other nodes have given this one up, and its claims are theirs. It is known again from now on. */
export async function sign(
  session: Session,
  epoch: number,
  name: NodeName,
  process: string,
  nowMs: number,
): Promise<boolean> {
  const seen = await session.run('UPDATE pushdock.nodes SET seen_at_ms = $2 WHERE epoch = $1 AND gone = 0', [
    epoch,
    nowMs,
  ]);
  if (seen === 1) return true;
  await session.run(
    `INSERT INTO pushdock.nodes (epoch, id, role, version, process, started_at_ms, seen_at_ms) OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6, $6)
     ON CONFLICT (epoch) DO UPDATE SET seen_at_ms = excluded.seen_at_ms, gone = 0`,
    [epoch, name.id, name.role, name.version, process, nowMs],
  );
  return false;
}

/** Ends the claims and leases of nodes that are silent. Returns how many nodes that were. */
export async function reap(session: Session, own: number, nowMs: number): Promise<number> {
  const silent = await session.rows<{ epoch: number }>(
    `SELECT n.epoch FROM pushdock.nodes n WHERE n.epoch <> $1 AND n.seen_at_ms < $2 AND n.gone = 0 FOR UPDATE SKIP LOCKED`,
    [own, nowMs - SILENT_MS],
  );
  const epochs = silent.map(({ epoch }) => epoch);
  await endAllOf(session, epochs, nowMs);
  await session.run('DELETE FROM pushdock.nodes WHERE epoch <> $1 AND seen_at_ms < $2', [own, nowMs - REMEMBERED_MS]);
  return epochs.length;
}

/** Their claims and leases end now. */
export async function endAllOf(session: Session, epochs: readonly number[], nowMs: number): Promise<void> {
  if (epochs.length === 0) return;
  await endClaimsOf(session, epochs, nowMs);
  await session.run('DELETE FROM pushdock.leases WHERE node = ANY($1::bigint[])', [epochs]);
  await session.run('UPDATE pushdock.nodes SET gone = 1 WHERE epoch = ANY($1::bigint[])', [epochs]);
}

export const setDraining = (session: Session, epoch: number) =>
  session.run('UPDATE pushdock.nodes SET draining = 1 WHERE epoch = $1', [epoch]);

/** One for each process, whose threads have epochs of their own; oldest first. Times are those of the database, turned into the caller's by `toCaller`. */
export async function listNodes(
  session: Session,
  own: number,
  nowMs: number,
  toCaller: (ms: number) => number,
): Promise<readonly GatewayNode[]> {
  const rows = await session.rows<{
    epoch: number;
    id: string;
    role: GatewayNode['role'];
    version: string;
    started_at_ms: number;
    seen_at_ms: number;
    draining: number;
    gone: number;
    own: boolean;
  }>(
    `SELECT min(epoch) AS epoch, min(id) AS id, min(role) AS role, min(version) AS version, min(started_at_ms) AS started_at_ms,
       max(seen_at_ms) AS seen_at_ms, max(draining) AS draining, min(gone) AS gone, bool_or(epoch = $1) AS own
     FROM pushdock.nodes GROUP BY process ORDER BY min(epoch)`,
    [own],
  );
  return rows.map((row) => {
    const gone = row.gone === 1 || row.seen_at_ms < nowMs - SILENT_MS;
    return {
      id: row.id,
      epoch: row.epoch,
      role: row.role,
      version: row.version,
      startedAtMs: toCaller(row.started_at_ms),
      seenAtMs: toCaller(row.seen_at_ms),
      state: gone ? 'gone' : row.draining === 1 ? 'draining' : 'up',
      own: row.own,
    };
  });
}

/** The other threads of this process have died. */
export async function endThreadsOf(session: Session, process: string, own: number, nowMs: number): Promise<void> {
  const rows = await session.rows<{ epoch: number }>(
    'SELECT epoch FROM pushdock.nodes WHERE process = $1 AND epoch <> $2 AND gone = 0',
    [process, own],
  );
  await endAllOf(
    session,
    rows.map(({ epoch }) => epoch),
    nowMs,
  );
}

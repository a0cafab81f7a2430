/** What a node does every few seconds: says that it lives, and ends the claims of nodes that do not. */
import type { Session } from '../connection/session.ts';
import { addUpCounts } from '../counts/counts.ts';
import { dayOf } from '../day.ts';
import { lease } from '../leases.ts';
import { dropEmptyDays, makeDay } from '../partitions.ts';
import type { Parts } from '../parts.ts';
import { reap, SIGN_MS, sign } from './nodes.ts';

const ROTATE_MS = 3_600_000;
// Longer than a rotation takes, and shorter than the time to the next.
const ROTATION_LEASE_MS = 600_000;
const DAYS_AHEAD = 2;

export type Living = {
  /** A commit of something small. Rejects where nothing can be promised. */
  beat(session: Session): Promise<void>;
  stop(): Promise<void>;
};

export function keepLiving(parts: Parts): Living {
  const { connections, clock, time, log, epoch, name, process } = parts;
  const stopping = new AbortController();
  let rotatedMs = Number.NEGATIVE_INFINITY;
  let wasSilent = false;

  async function round(): Promise<void> {
    const nowMs = await connections.write(async (session) => {
      await time.measure(session);
      const known = await sign(session, epoch, name, process, time.now());
      if (!known) log.warn('store.node_returned', { node: name.id, epoch });
      return time.now();
    });
    const gone = await connections.write((session) => reap(session, epoch, nowMs));
    if (gone > 0) log.warn('store.nodes_gone', { nodes: gone });
    // Last, because other nodes wait for the claims of one that is gone, and nobody waits for counts.
    await connections.write(addUpCounts);
    if (clock.monotonic() - rotatedMs >= ROTATE_MS) await rotate(nowMs);
  }

  /** One node at a time. Empty partitions go, and those of the next days are there before somebody needs them. */
  async function rotate(nowMs: number): Promise<void> {
    rotatedMs = clock.monotonic();
    const term = { name: 'partitions', holder: `${process}/${epoch}`, nowMs, forMs: ROTATION_LEASE_MS, node: epoch };
    if (!(await connections.write((session) => lease(session, term)))) return;
    const today = dayOf(nowMs);
    for (let day = today; day <= today + DAYS_AHEAD; day += 1) await makeDay(connections, day);
    await dropEmptyDays(connections, today);
    await connections.write((session) => lease(session, { ...term, forMs: 0 }));
  }

  async function live(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(SIGN_MS, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await round();
        wasSilent = false;
      } catch (error) {
        // Said once: every call that needs the database says it as well.
        if (!wasSilent)
          log.warn('store.sign_failed', { reason: error instanceof Error ? error.message : String(error) });
        wasSilent = true;
      }
    }
  }
  const running = live();

  return {
    async beat(session) {
      await session.run(
        'INSERT INTO pushdock.heartbeat (id, at_ms) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at_ms = excluded.at_ms',
        [clock.now()],
      );
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Work that must not overlap on any of the processes that share a store: one after the other here, and under a lease of the store. */
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../running/clock.ts';
import { type InTurn, openInTurn } from '../../../running/in-turn.ts';
import type { Keeping } from '../../keeping.ts';

// Reading Zettle's list and acting on it takes seconds. The lease of a process that died ends by itself, and others wait that long.
const TERM_MS = 60_000;
const ASK_AGAIN_MS = 250;

/** Without `keeping` nothing is shared. Rejects as the store does when it cannot be asked for the lease. */
export function openOnceAnywhere(name: string, keeping: Pick<Keeping, 'store'> | undefined, clock: Clock): InTurn {
  const inTurn = openInTurn();
  if (keeping === undefined) return inTurn;
  const { store } = keeping;
  const holder = randomUUID();
  const lease = (forMs: number) => store.lease(name, { holder, nowMs: clock.now(), forMs });
  return (work) =>
    inTurn(async () => {
      while (!(await lease(TERM_MS))) await clock.sleep(ASK_AGAIN_MS);
      try {
        return await work();
      } finally {
        // If the store refuses, the lease ends by itself.
        await lease(0).catch(() => false);
      }
    });
}

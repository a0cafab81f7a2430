/** Work that must not overlap on any of the processes that share a store: one after the other here, and under a lease of the store. */
import { randomUUID } from 'node:crypto';
import type { Log } from '../../../log.ts';
import type { Clock } from '../../../running/clock.ts';
import { type InTurn, openInTurn } from '../../../running/in-turn.ts';
import { messageOf } from '../../../running/thrown.ts';
import { StoreUnavailable } from '../../../store/store.ts';
import type { Keeping } from '../../keeping.ts';

// The lease of a process that died ends by itself, and others wait that long. The work renews it three times as often, so that two renewals may be
// lost to a slow disk. Zettle's list may take a minute when every call needs all its tries, so no fixed term is long enough.
const TERM_MS = 15_000;
const RENEW_EVERY_MS = TERM_MS / 3;
const ASK_AGAIN_MS = 250;

export type OnceAnywhereParts = {
  readonly clock: Clock;
  readonly log: Log;
  /** Aborts when the process begins to stop. Work that waits for its turn then rejects; work that has begun goes on. */
  readonly stopping?: AbortSignal | undefined;
};

/** Without `keeping` nothing is shared. Rejects with `StoreUnavailable` when the store cannot be asked for the lease, or when the process stops first. */
export function openOnceAnywhere(
  name: string,
  keeping: Pick<Keeping, 'store'> | undefined,
  { clock, log, stopping }: OnceAnywhereParts,
): InTurn {
  const inTurn = openInTurn();
  if (keeping === undefined) return inTurn;
  const { store } = keeping;
  const holder = randomUUID();
  const lease = (forMs: number) => store.lease(name, { holder, nowMs: clock.now(), forMs });

  async function take(): Promise<void> {
    for (;;) {
      if (stopping?.aborted)
        throw new StoreUnavailable(`The gateway is stopping, so "${name}" was not begun.`, { fatal: false });
      if (await lease(TERM_MS)) return;
      await clock.sleep(ASK_AGAIN_MS, stopping);
    }
  }

  /** Until `ended` aborts. */
  async function renew(ended: AbortSignal): Promise<void> {
    for (;;) {
      await clock.sleep(RENEW_EVERY_MS, ended);
      if (ended.aborted) return;
      try {
        if (await lease(TERM_MS)) continue;
        // Another process has begun the same by now. What is under way cannot be taken back; it is built to be met halfway.
        log.warn('lease.lost', { lease: name });
        return;
      } catch (error) {
        log.warn('lease.not_extended', { lease: name, reason: messageOf(error) });
      }
    }
  }

  return (work) =>
    inTurn(async () => {
      await take();
      const ended = new AbortController();
      const renewing = renew(ended.signal);
      try {
        return await work();
      } finally {
        ended.abort();
        // A renewal that is under way would take the lease again after it was given up.
        await renewing;
        // If the store refuses, the lease ends by itself.
        await lease(0).catch(() => false);
      }
    });
}

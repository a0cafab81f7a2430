/**
 * What was tried is settled, even if the store is away for a while: a failover, a database that starts again, a disk that was full. Otherwise each claim
 * that was under way would wait for the end of its lease, 90 s, and its event would be sent once more, although the store was back within seconds.
 * To settle again under the same fence has no effect, so it does not matter whether the commit whose answer was lost has been kept.
 */
import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { logFailure } from './log-failure.ts';

const AGAIN_MS = 500;

/** The same store, whose settlements wait until it is back. They reject at once when `signal` aborts, and where nothing is promised any more. */
export function settlingAgain(
  store: Store,
  { clock, signal, log }: { readonly clock: Clock; readonly signal: AbortSignal; readonly log: Log },
): Store {
  /** Since it was said; hundreds may be under way, and each of them fails twice a second. */
  let isAway = false;

  async function again<T>(settle: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const settled = await settle();
        isAway = false;
        return settled;
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || error.fatal || signal.aborted) throw error;
        // Where nothing else is due, nobody else asks a store that may be read and not written.
        if (!isAway) logFailure(log, 'claim.failed', 'settling', error);
        isAway = true;
        await clock.sleep(AGAIN_MS, signal);
        if (signal.aborted) throw error;
      }
    }
  }
  return {
    ...store,
    settleWork: (claim, steps) => again(() => store.settleWork(claim, steps)),
    settleDelivery: (claim, outcome, nowMs) => again(() => store.settleDelivery(claim, outcome, nowMs)),
  };
}

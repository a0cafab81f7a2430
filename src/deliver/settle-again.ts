/**
 * What was tried is settled, even if the store is away for a while: a failover, a database that starts again, a disk that was full. Otherwise each claim
 * that was under way would wait for the end of its lease, 90 s, and its event would be sent once more, although the store was back within seconds.
 * To settle again under the same fence has no effect, so it does not matter whether the commit whose answer was lost has been kept.
 */
import type { Clock } from '../running/clock.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';

const AGAIN_MS = 500;

/** The same store, whose settlements wait until it is back. They reject at once when `signal` aborts, and where nothing is promised any more. */
export function settlingAgain(store: Store, { clock, signal }: { clock: Clock; signal: AbortSignal }): Store {
  async function again<T>(settle: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await settle();
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || error.fatal || signal.aborted) throw error;
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

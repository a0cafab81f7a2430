/** Looks from time to time whether what sources are subscribed to at their providers is still as declared. The sources say what is wrong as conditions. */

import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import { messageOf } from '../running/thrown.ts';
import type { Sources } from './sources.ts';

// A subscription that is gone loses events until somebody notices, and a look is one request for a source: often enough to lose little, and
// far from any limit of a provider.
const LOOK_EVERY_MS = 600_000;
// A provider that is asked just now may take its time to answer.
const STOP_MS_MAX = 2_000;

/** The first look is at once. */
export function startReconciling({
  sources,
  clock,
  log,
}: {
  readonly sources: Pick<Sources, 'all'>;
  readonly clock: Clock;
  readonly log: Log;
}): { stop(): Promise<void> } {
  const stopped = new AbortController();

  async function look(): Promise<void> {
    for (const { name, capabilities } of sources.all) {
      const { reconciling } = capabilities?.subscriptions ?? {};
      if (stopped.signal.aborted || reconciling === undefined) continue;
      try {
        await reconciling.look();
      } catch (error) {
        if (stopped.signal.aborted) return; // The store may be closed by now.
        const reason = messageOf(error);
        log.error('subscriptions.not_reconciled', { source: name, reason });
      }
    }
  }

  const running = (async () => {
    while (!stopped.signal.aborted) {
      await look();
      await clock.sleep(LOOK_EVERY_MS, stopped.signal);
    }
  })();
  return {
    stop: async () => {
      stopped.abort();
      await Promise.race([running, clock.sleep(STOP_MS_MAX)]); // What is begun is found again at the next start.
    },
  };
}

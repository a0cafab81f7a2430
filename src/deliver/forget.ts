/** One pass over what is older than the configuration keeps it: in small batches with pauses between, so that no ack waits for it. */

import type { Log } from '../log.ts';
import type { Clock } from '../running/clock.ts';
import type { Forgotten, RetentionAges, Store } from '../store/store.ts';

// About 10 ms of the writer's thread, then as much for everybody else and more: 2,000 messages a second at most.
const BATCH = 100;
const PAUSE_MS = 50;

type Parts = { readonly store: Store; readonly ages: RetentionAges; readonly clock: Clock; readonly log: Log };

/** Ends after the batch in which `signal` aborts. Calls `told` with the sum after each batch. */
export async function forget(
  { store, ages, clock, log }: Parts,
  signal: AbortSignal,
  told: (sum: Forgotten) => void,
): Promise<void> {
  const sum = { messages: 0, events: 0, bodies: 0 };
  let cursor: string | undefined;
  do {
    const { messages, events, bodies, nextCursor } = await store.prune({
      nowMs: clock.now(),
      ages,
      limit: BATCH,
      ...(cursor !== undefined && { cursor }),
    });
    sum.messages += messages;
    sum.events += events;
    sum.bodies += bodies;
    told({ ...sum });
    cursor = nextCursor;
    if (cursor !== undefined) await clock.sleep(PAUSE_MS, signal);
  } while (cursor !== undefined && !signal.aborted);

  if (sum.messages + sum.events + sum.bodies > 0) log.info('retention.passed', sum);
}

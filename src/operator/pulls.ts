/** Pulls that wait: for the next commit that made an event, for the end of their time, or for the gateway's stop. */
import type { Clock } from '../running/clock.ts';
import type { EventFilter, Pulled, PullFrom, Store } from '../store/store.ts';

// A waiting pull costs a connection, and a look into the store for each commit. Beyond this number a pull answers at once, as if it had waited.
const WAITING_MAX = 200;
// Between two looks that find nothing of one's own, so that other people's events, thousands a second, do not each cost one.
const LOOK_EVERY_MS = 50;
// The bell is a hint: an event that another process stored may not ring here, so there is a look this often in any case.
const LOOK_ANYWAY_MS = 1_000;

export type Pull = (filter: EventFilter, from: PullFrom, limit: number, waitMs: number) => Promise<Pulled>;

export function openPulls({
  store,
  clock,
  stopping,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly stopping: AbortSignal;
}): Pull {
  let waiting = 0;

  async function waitAndPull(first: Pulled, filter: EventFilter, limit: number, waitMs: number): Promise<Pulled> {
    const over = new AbortController();
    const end = () => over.abort();
    stopping.addEventListener('abort', end, { once: true });
    void clock.sleep(waitMs, over.signal).then(end);
    let pulled = first;
    const bell = openBell(store, over.signal);
    try {
      // A commit between the first look and the listening would not ring: so look again before the first wait.
      for (;;) {
        const next = await store.pullEvents(filter, { cursor: pulled.cursor }, limit);
        // What was lost before the first look is said with whatever comes.
        const { forgottenUntilMs = next.forgottenUntilMs } = pulled;
        pulled = { ...next, ...(forgottenUntilMs !== undefined && { forgottenUntilMs }) };
        if (pulled.items.length > 0) return pulled;
        if (pulled.more) bell.ring();
        else await clock.sleep(LOOK_EVERY_MS, over.signal);
        if (!(await bell.rung(clock.sleep(LOOK_ANYWAY_MS, over.signal)))) return pulled;
      }
    } finally {
      bell.close();
      stopping.removeEventListener('abort', end);
      end();
    }
  }

  return async (filter, from, limit, waitMs) => {
    const first = await store.pullEvents(filter, from, limit);
    if (first.items.length > 0 || waitMs === 0 || stopping.aborted || waiting >= WAITING_MAX) return first;
    waiting += 1;
    try {
      return await waitAndPull(first, filter, limit, waitMs);
    } finally {
      waiting -= 1;
    }
  };
}

/** Remembers that it rang, so that no commit is missed while somebody looks. */
function openBell(store: Store, over: AbortSignal) {
  let rang = false;
  let wake = () => {};
  const ring = () => {
    rang = true;
    wake();
  };
  const stopListening = store.onChange((what) => {
    if (what === 'events') ring();
  });
  over.addEventListener('abort', () => wake(), { once: true });
  return {
    ring,
    /** True when it rang since the last time, or at `atLatest`; false when the time is over. */
    async rung(atLatest: Promise<void>): Promise<boolean> {
      if (!rang && !over.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
          void atLatest.then(resolve);
        });
      const inTime = !over.aborted;
      rang = false;
      return inTime;
    },
    close: stopListening,
  };
}

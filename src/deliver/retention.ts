/** Forgets what is older than the configuration keeps it: in small batches with pauses between, so that no ack waits for it. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { RetentionAges, Store } from '../store/store.ts';
import { reasonOf } from './loop.ts';

// Ages are days; an hour more or less is nothing, and one look at a million messages takes a second or two of the reader's thread.
const EVERY_MS = 3_600_000;
// After a start the backlog comes first.
const FIRST_AFTER_MS = 60_000;
// About 10 ms of the writer's thread, then as much for everybody else and more: 2,000 messages a second at most.
const BATCH = 100;
const PAUSE_MS = 50;
const SHRUNK_PAGES = 500;

export type Retaining = {
  /** One pass now; what it forgot. Passes never run side by side. */
  pass(): Promise<{ readonly messages: number; readonly events: number; readonly bodies: number }>;
  stop(): Promise<void>;
};

export function startRetention(parts: {
  readonly store: Store;
  readonly ages: RetentionAges;
  readonly clock: Clock;
  readonly log: Log;
}): Retaining {
  const { store, ages, clock, log } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  let last: Promise<unknown> = Promise.resolve();
  const ended = run();

  async function run(): Promise<void> {
    await clock.sleep(FIRST_AFTER_MS, signal);
    while (!signal.aborted) {
      await pass().catch((error: unknown) => log.error('retention.failed', { reason: reasonOf(error) }));
      await clock.sleep(EVERY_MS, signal);
    }
  }

  function pass() {
    const next = last.then(forget, forget);
    last = next.catch(() => undefined);
    return next;
  }

  async function forget() {
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
      cursor = nextCursor;
      if (messages + events + bodies > 0) await clock.sleep(PAUSE_MS, signal);
    } while (cursor !== undefined && !signal.aborted);

    await shrink();
    if (sum.messages + sum.events + sum.bodies > 0) log.info('retention.passed', sum);
    return sum;
  }

  async function shrink(): Promise<void> {
    let before = Number.POSITIVE_INFINITY;
    for (;;) {
      const free = await store.shrink(SHRUNK_PAGES);
      // No fewer than before: others free pages as fast as they are given back. The next pass goes on.
      if (free === 0 || free >= before || signal.aborted) return;
      before = free;
      await clock.sleep(PAUSE_MS, signal);
    }
  }

  return {
    pass,
    stop: async () => {
      stopping.abort();
      await ended;
      await last;
    },
  };
}

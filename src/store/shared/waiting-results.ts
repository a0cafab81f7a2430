/** Connections that wait for a business result. A commit of this process wakes them; polling finds the results that another process settled. */
import type { Clock } from '../../running/clock.ts';
import type { BusinessResult } from '../store.ts';

type Ask = () => Promise<BusinessResult | undefined>;
/** A message's result, if there is one. `owed`: its sender was promised it for later. */
export type ResultNow = BusinessResult | 'owed' | undefined;
/** One question for all ids, answered in their order. */
export type ReadResults = (messageIds: readonly string[]) => Promise<readonly ResultNow[]>;

export type WaitingResults = {
  /** The result that is there or arrives within the budget. Otherwise the answer of `giveUp`, which is called last. If an answer is owed already: `undefined` at once. */
  wait(messageId: string, budgetMs: number, giveUp: Ask): Promise<BusinessResult | undefined>;
  /** There is no result and an answer is owed from now on, so nobody waits longer. */
  wake(messageId: string, result: BusinessResult | undefined): void;
  /** Another process has settled one: looks at once, without waiting for the next poll. */
  look(): void;
  /** Ends every budget now, and resolves when all have given up. */
  dismiss(): Promise<void>;
};

// A wake is a hint. A connection waits for seconds, and a result that another process settled comes at most this much late.
const POLL_MS = 100;

export function waitingResults(clock: Clock, read: ReadResults): WaitingResults {
  const waiting = new Map<string, Set<(result: BusinessResult | undefined) => void>>();
  const running = new Set<Promise<unknown>>();
  let polling = false;

  /** Runs while a connection waits: one question in each interval, however many connections there are. */
  async function poll(): Promise<void> {
    if (polling) return;
    polling = true;
    try {
      for (;;) {
        const nobody = new AbortController();
        quiet = () => nobody.abort();
        await clock.sleep(POLL_MS, nobody.signal);
        const ids = [...waiting.keys()];
        if (ids.length === 0) return;
        const found = await read(ids);
        for (const [index, id] of ids.entries()) {
          const one = found[index];
          if (one !== undefined) wake(id, one === 'owed' ? undefined : one);
        }
      }
    } catch {
      // The store refuses. Each connection asks it once more at the end of its budget, and is told why.
    } finally {
      polling = false;
    }
  }
  let quiet = () => {};

  function wake(messageId: string, result: BusinessResult | undefined): void {
    for (const one of waiting.get(messageId) ?? []) one(result);
  }

  async function wait(messageId: string, budgetMs: number, giveUp: Ask) {
    const stop = new AbortController();
    let wakeThis: (result: BusinessResult | undefined) => void = () => {};
    // Listen first, read second: a result that is settled in between is not missed.
    const woken = new Promise<BusinessResult | undefined>((resolve) => {
      wakeThis = resolve;
    });
    const sleepers = waiting.get(messageId) ?? new Set();
    waiting.set(messageId, sleepers.add(wakeThis));
    try {
      const spent = clock.sleep(budgetMs, stop.signal).then(() => undefined);
      const [found] = await read([messageId]);
      if (found === 'owed') return undefined;
      if (found === undefined && budgetMs > POLL_MS) void poll();
      return found ?? (await Promise.race([woken, spent])) ?? (await giveUp());
    } finally {
      stop.abort();
      sleepers.delete(wakeThis);
      if (sleepers.size === 0 && waiting.get(messageId) === sleepers) waiting.delete(messageId);
      if (waiting.size === 0) quiet();
    }
  }

  return {
    async wait(...one) {
      const result = wait(...one);
      running.add(result);
      try {
        return await result;
      } finally {
        running.delete(result);
      }
    },
    wake,
    look: () => quiet(),
    async dismiss() {
      for (const sleepers of waiting.values()) for (const one of sleepers) one(undefined);
      await Promise.allSettled(running);
    },
  };
}

/** Connections that wait for a business result, woken by the commit that settled it. They live in this process: the store has one owner. */
import type { Clock } from '../../running/clock.ts';
import type { BusinessResult } from '../store.ts';

type Ask = () => Promise<BusinessResult | undefined>;
type Read = () => Promise<BusinessResult | 'owed' | undefined>;

export type WaitingResults = {
  /** The result that `read` finds, or that arrives within the budget; else what `giveUp` says, which is asked last. Nothing at once where it is owed already. */
  wait(messageId: string, budgetMs: number, read: Read, giveUp: Ask): Promise<BusinessResult | undefined>;
  /** Without a result: it will be owed, and nobody waits longer. */
  wake(messageId: string, result: BusinessResult | undefined): void;
  /** Ends every budget now, and resolves when all have given up. */
  dismiss(): Promise<void>;
};

export function waitingResults(clock: Clock): WaitingResults {
  const waiting = new Map<string, Set<(result: BusinessResult | undefined) => void>>();
  const running = new Set<Promise<unknown>>();

  async function wait(messageId: string, budgetMs: number, read: Read, giveUp: Ask) {
    const stop = new AbortController();
    let wake: (result: BusinessResult | undefined) => void = () => {};
    // Listen first, read second: a result that is settled in between is heard.
    const woken = new Promise<BusinessResult | undefined>((resolve) => {
      wake = resolve;
    });
    const sleepers = waiting.get(messageId) ?? new Set();
    waiting.set(messageId, sleepers.add(wake));
    try {
      const spent = clock.sleep(budgetMs, stop.signal).then(() => undefined);
      const found = await read();
      if (found === 'owed') return undefined;
      return found ?? (await Promise.race([woken, spent])) ?? (await giveUp());
    } finally {
      stop.abort();
      sleepers.delete(wake);
      if (sleepers.size === 0 && waiting.get(messageId) === sleepers) waiting.delete(messageId);
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
    wake(messageId, result) {
      for (const wake of waiting.get(messageId) ?? []) wake(result);
    },
    async dismiss() {
      for (const sleepers of waiting.values()) for (const wake of sleepers) wake(undefined);
      await Promise.allSettled(running);
    },
  };
}

/** Bounds on how many of one kind run at a time. */
import { StoreUnavailable } from '../store.ts';

export type Turns = {
  take<T>(run: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
};

/** At most `most` together, and `waiting_max` behind them. */
export function openTurns(most: number, { waiting_max }: { readonly waiting_max: number }): Turns {
  let running = 0;
  const waiting: (() => void)[] = [];
  const idle = new Set<() => void>();

  return {
    async take(run) {
      if (running >= most) {
        if (waiting.length >= waiting_max)
          throw new StoreUnavailable('Too many questions to the store are waiting.', { fatal: false });
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else running += 1;
      try {
        return await run();
      } finally {
        // The turn goes over to the next without becoming free in between.
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
        if (running === 0) {
          for (const tell of idle) tell();
          idle.clear();
        }
      }
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => idle.add(resolve))),
  };
}

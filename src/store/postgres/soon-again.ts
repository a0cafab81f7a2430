/** Asks for another look soon, while something waits of whose end nobody tells this node: 25 ms later, then twice as long each time, up to the poll. */
import type { Clock } from '../../running/clock.ts';

const limits = { first_ms: 25, longest_ms: 400 } as const;

export type SoonAgain = {
  wanted(): void;
  /** Nothing waits any more: the next wait is short again. */
  enough(): void;
  stop(): void;
};

export function openSoonAgain(clock: Clock, look: () => void): SoonAgain {
  const stopping = new AbortController();
  let waitMs: number = limits.first_ms;
  let isComing = false;
  return {
    wanted() {
      if (isComing || stopping.signal.aborted) return;
      isComing = true;
      const ms = waitMs;
      waitMs = Math.min(2 * waitMs, limits.longest_ms);
      void clock.sleep(ms, stopping.signal).then(() => {
        isComing = false;
        if (!stopping.signal.aborted) look();
      });
    },
    enough() {
      waitMs = limits.first_ms;
    },
    stop: () => stopping.abort(),
  };
}

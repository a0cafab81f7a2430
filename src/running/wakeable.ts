/**
 * A sleep that hints end. A loop takes earlier hints with `look`, and a hint that comes while the loop looks or works is not
 * lost: the next sleep does not begin.
 */
import type { Clock } from './clock.ts';

export type Wakeable = {
  /** There may be something to do. */
  readonly nudge: () => void;
  /** Before looking: the hints that came until now are about what is seen then. */
  readonly look: () => void;
  /** Until a hint comes, and no longer than `ms`. Returns what ended it. */
  readonly idle: (ms: number) => Promise<'hint' | 'time'>;
};

export function openWakeable(clock: Clock): Wakeable {
  let hinted = false;
  let sleep = new AbortController();
  return {
    nudge: () => {
      hinted = true;
      sleep.abort('hint'); // With a reason, since without one an exception is made for it, ten thousand times a second.
    },
    look: () => {
      hinted = false;
    },
    idle: async (ms) => {
      if (hinted) return 'hint';
      sleep = new AbortController();
      await clock.sleep(ms, sleep.signal);
      return hinted ? 'hint' : 'time';
    },
  };
}

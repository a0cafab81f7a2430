/**
 * Suspects are messages and deliveries that were under way at three or more crashes of the process. The whole process takes them one at a time,
 * so the next crash points at one of them. Other work that was under way is counted once and is not condemned.
 */
import type { Clock } from '../running/clock.ts';

/**
 * A suspect is given up after this many crashes in a row, all but three of them without another suspect: `failed`, or a dead letter. The
 * waits between them add up to more than an hour, so that no series of restarts comes to this in an evening by chance.
 */
export const UNFINISHED_MAX = 22;

export const givenUpAlone = (unfinished: number): string =>
  `given up: the gateway's process ended ${unfinished} times in a row while it was under way, although the gateway worked on it alone`;

// What ends a process does so as soon as it is read, judged or written; what takes longer waits for somebody else's server. The next one
// may begin then: at two seconds each, a hundred that were under way at a slow API would hold each other up for minutes.
export const ALONE_MS = 250;

export type Alone = {
  /** Says that a suspect begins now, and gives what is called when it has ended; `undefined`: another one has just begun. */
  begin(): (() => void) | undefined;
};

export function openAlone(clock: Pick<Clock, 'monotonic'>): Alone {
  let freeAtMs = Number.NEGATIVE_INFINITY;
  let last = 0;
  return {
    begin() {
      if (clock.monotonic() < freeAtMs) return undefined;
      freeAtMs = clock.monotonic() + ALONE_MS;
      last += 1;
      const mine = last;
      return () => {
        if (mine === last) freeAtMs = Number.NEGATIVE_INFINITY;
      };
    },
  };
}

/** The condition of a log that loses lines, in which an operator would look in vain. */

import type { Log } from '../log.ts';
import type { Watch } from './conditions.ts';

// Long enough that a person who looks now and then sees it, and short enough that it ends soon after its cause.
const STANDS_MS = 600_000;

const whys: Readonly<Record<string, string>> = {
  ENOSPC: 'its disk is full; make room there',
  EDQUOT: 'its disk quota is used up; make room there',
  EPIPE: 'the program that read it has ended; start the gateway again with a program that reads it',
  EIO: 'its terminal or disk was removed; start the gateway again with standard error sent elsewhere',
  EAGAIN: 'the program that reads it has stopped reading; check that program',
};

export function logWatch({ losses }: Log): Watch {
  let seen = 0;
  let lostAtMs = Number.NEGATIVE_INFINITY;
  return (nowMs) => {
    const { lines, reason = 'unknown' } = losses?.() ?? { lines: 0 };
    if (lines > seen) lostAtMs = nowMs;
    seen = lines;
    if (nowMs - lostAtMs >= STANDS_MS) return [];
    const why = whys[reason] ?? 'check where standard error goes';
    return [
      {
        kind: 'log-unwritable',
        about: 'standard error',
        detail: `${lines} log lines could not be written since the start (${reason}): ${why}. Pushes are still acknowledged.`,
      },
    ];
  };
}

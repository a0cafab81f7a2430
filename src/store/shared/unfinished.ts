/**
 * A claim that nobody ended: its process died first, or forgot it. That is not a failed attempt, so it is counted apart from attempts.
 * This item may be what ended the process. So from the third time on it waits, longer each time, and is a suspect, which is
 * claimed by itself: the next end of the process then points to it, and not to the items beside it. Before the third time it is due as it
 * was. Otherwise the messages that one crash interrupted would come after those that arrived later.
 */
const SUSPECT_AFTER = 3;

const firstMs = 1_000;
// Gentler than doubling: if a process is killed every few seconds for a minute and a half, each item is back within half a minute
// afterwards. Yet twenty-two ends in a row take more than an hour.
const factor = 1.5;
const capMs = 3_600_000;

/** Whether it is claimed by itself from now on. */
export const isSuspect = (unfinished: number): boolean => unfinished >= SUSPECT_AFTER;

/** How long an item waits after that many unfinished claims in a row, in whole milliseconds; `undefined`: it is due as it was. */
export const waitAfterMs = (unfinished: number): number | undefined =>
  isSuspect(unfinished) ? Math.round(Math.min(capMs, firstMs * factor ** (unfinished - SUSPECT_AFTER))) : undefined;

/**
 * A claim that nobody ended: its process died first, or forgot it. That is nobody's failed attempt, so it is counted apart from attempts.
 * Whatever ended the process may have been this very item, so from the third on it waits, longer each time, and is a suspect, which is
 * claimed by itself: then the next end of the process names it, and the items beside it are not condemned with it. Until then it is due as it
 * was, because messages that one crash interrupted would otherwise come after those that arrived later.
 */
const SUSPECT_AFTER = 3;

const firstMs = 1_000;
// Gentler than doubling: a process that is killed every few seconds for a minute and a half has each item back within half a minute
// afterwards, and still twenty-two ends in a row take more than an hour.
const factor = 1.5;
const capMs = 3_600_000;

/** Whether it is claimed by itself from now on. */
export const isSuspect = (unfinished: number): boolean => unfinished >= SUSPECT_AFTER;

/** How long an item waits after that many unfinished claims in a row, in whole milliseconds; `undefined`: it is due as it was. */
export const waitAfterMs = (unfinished: number): number | undefined =>
  isSuspect(unfinished) ? Math.round(Math.min(capMs, firstMs * factor ** (unfinished - SUSPECT_AFTER))) : undefined;

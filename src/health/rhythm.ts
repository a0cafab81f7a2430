/**
 * How often a source's pushes come, by the hour of the week (UTC): what "quiet" means at 3 a.m. on a Sunday is not what it means on Monday
 * at noon. Kept small: one number for each of 168 hours, and the last day's counts.
 */

const HOUR_MS = 3_600_000;
export const HOURS_OF_WEEK = 168;
const DAY_HOURS = 24;
/** The latest week counts a third, so a habit that changed is learned in two or three weeks. */
const LATEST_SHARE = 1 / 3;
const PUSHES_MIN = 20;
const HOURS_MIN = 24;
/** A source that pushes once in this long at the most cannot be told from one that has stopped. */
const LOOK_AHEAD_HOURS_MAX = 28 * DAY_HOURS;

export type Rhythm = {
  /** Pushes in each hour of the week, smoothed over weeks; -1: never watched. Monday is not the first: the epoch's Thursday is. */
  readonly usual: number[];
  /** The hour (since the epoch) that is being counted. */
  hour: number;
  /** Of the last 24 hours, the one being counted last. */
  readonly recent: number[];
  /** How many hours were watched to their end, and how many pushes came in all. */
  hours: number;
  pushes: number;
};

export const newRhythm = (nowMs: number): Rhythm => ({
  usual: new Array<number>(HOURS_OF_WEEK).fill(-1),
  hour: hourOf(nowMs),
  recent: [0],
  hours: 0,
  pushes: 0,
});

export const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS);

/** Ends the hours that have passed. An hour in which a node did not run is not known from one in which nothing came, and counts as such. */
export function turn(rhythm: Rhythm, nowMs: number): void {
  const now = hourOf(nowMs);
  // Longer ago says nothing of the hours in between; and a clock that jumps must not cost a long loop.
  if (now - rhythm.hour > HOURS_OF_WEEK) {
    rhythm.hour = now;
    rhythm.recent.splice(0, rhythm.recent.length, 0);
    return;
  }
  while (rhythm.hour < now) {
    const slot = rhythm.hour % HOURS_OF_WEEK;
    const count = rhythm.recent.at(-1) ?? 0;
    const before = rhythm.usual[slot] ?? -1;
    rhythm.usual[slot] = before < 0 ? count : before + (count - before) * LATEST_SHARE;
    rhythm.hours += 1;
    rhythm.hour += 1;
    rhythm.recent.push(0);
    while (rhythm.recent.length > DAY_HOURS) rhythm.recent.shift();
  }
}

export function countPush(rhythm: Rhythm, nowMs: number): void {
  turn(rhythm, nowMs);
  rhythm.pushes += 1;
  rhythm.recent[rhythm.recent.length - 1] = (rhythm.recent.at(-1) ?? 0) + 1;
}

/** Several nodes' rhythms as one: pushes add up, hours do not. */
export function joinRhythms(all: readonly Rhythm[], nowMs: number): Rhythm {
  const turned = all.map((one) => {
    const copy = { ...one, usual: [...one.usual], recent: [...one.recent] };
    turn(copy, nowMs);
    return copy;
  });
  const [first] = turned;
  if (first === undefined) return newRhythm(nowMs);
  if (turned.length === 1) return first;
  return {
    usual: first.usual.map((_, slot) => {
      const known = turned.map(({ usual }) => usual[slot] ?? -1).filter((count) => count >= 0);
      return known.length === 0 ? -1 : known.reduce((sum, count) => sum + count, 0);
    }),
    hour: hourOf(nowMs),
    recent: joinRecent(turned.map(({ recent }) => recent)),
    hours: Math.max(...turned.map(({ hours }) => hours)),
    pushes: turned.reduce((sum, { pushes }) => sum + pushes, 0),
  };
}

function joinRecent(all: readonly (readonly number[])[]): number[] {
  const length = Math.max(...all.map((one) => one.length));
  return Array.from({ length }, (_, index) =>
    all.reduce((sum, one) => sum + (one[one.length - length + index] ?? 0), 0),
  );
}

export const hasHistory = ({ hours, pushes }: Rhythm): boolean => hours >= HOURS_MIN && pushes >= PUSHES_MIN;

/** Pushes that usually come in that hour; the mean of all hours that were watched, where this one never was. */
function usualIn({ usual }: Rhythm, hour: number): number {
  const count = usual[hour % HOURS_OF_WEEK] ?? -1;
  if (count >= 0) return count;
  const known = usual.filter((one) => one >= 0);
  return known.length === 0 ? 0 : known.reduce((sum, one) => sum + one, 0) / known.length;
}

/** How long a usual push takes to come, from `fromMs` on: through a night in which none come it is the rest of the night. `times`: so many of them. */
export function usualGapMs(rhythm: Rhythm, fromMs: number, times = 1): number | undefined {
  let wanted = times;
  let atMs = fromMs;
  for (let hours = 0; hours < LOOK_AHEAD_HOURS_MAX; hours += 1) {
    const endMs = (hourOf(atMs) + 1) * HOUR_MS;
    const rate = usualIn(rhythm, hourOf(atMs)) / HOUR_MS;
    const here = rate * (endMs - atMs);
    if (here >= wanted) return atMs + wanted / rate - fromMs;
    wanted -= here;
    atMs = endMs;
  }
  return undefined;
}

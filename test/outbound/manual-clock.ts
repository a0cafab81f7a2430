/** The held clock, from the beginning of time: where only durations matter. */
import { type HeldClock, heldClock } from '../store/held-clock.ts';

export const manualClock = (startMs = 0): HeldClock => heldClock(startMs);

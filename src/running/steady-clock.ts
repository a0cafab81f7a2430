/**
 * The machine's time of day, watched: it may be set, by hand or by a time service, and a virtual machine that slept finds it moved on. Held
 * against the monotonic clock that is a jump. Until it is taken note of, time goes on here as if nothing had happened, so that what waits by
 * the time of day (leases, retries) is never early or late by the jump: first it is dated again, then the new time counts.
 */
import type { Clock } from './clock.ts';

// Time services move a clock that is nearly right slowly, and set one that is wrong by more than an eighth of a second. Two seconds
// matter to nothing that waits here, and no pause of this process makes the two readings differ by as much.
const JUMP_MS = 2_000;

export type SteadyClock = Clock & {
  /** By how many milliseconds the time of day has been set since the last `follow`, forward or (negative) back; 0: it has not. */
  jumpMs(): number;
  /** From now on the time of day is what the machine says. */
  follow(): void;
};

export function steadyClock(base: Clock): SteadyClock {
  let offsetMs = base.now() - base.monotonic();

  function jumpMs(): number {
    const shiftMs = base.now() - base.monotonic() - offsetMs;
    if (Math.abs(shiftMs) >= JUMP_MS) return shiftMs;
    offsetMs += shiftMs; // It drifts a little, and is followed.
    return 0;
  }

  return {
    monotonic: base.monotonic,
    sleep: base.sleep,
    now: () => (jumpMs() === 0 ? base.now() : Math.round(offsetMs + base.monotonic())),
    jumpMs,
    follow: () => {
      offsetMs = base.now() - base.monotonic();
    },
  };
}

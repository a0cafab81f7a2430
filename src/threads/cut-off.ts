/** Ends a delivering thread that one message takes up: the message is set aside, and everybody else's go on. */
import type { Clock } from '../running/clock.ts';
import { underWay, usedMs } from './under-way.ts';

// Two thousand times what a message takes. Nothing that is known comes near, since the work of a message is bounded while it is judged.
export const CUT_OFF_MS = 2_000;
const LOOK_EVERY_MS = 250;

/** Resolves with the message that took too long, or with nothing when `signal` aborts. */
export async function watchUnderWay(
  memory: SharedArrayBuffer,
  clock: Clock,
  signal: AbortSignal,
  used: (memory: SharedArrayBuffer) => number | undefined = usedMs,
): Promise<string | undefined> {
  let seen: { readonly sinceMs: number; readonly cpuMs: number } | undefined;
  while (!signal.aborted) {
    const now = underWay(memory);
    // On a busy machine a thread may stand still for seconds: what counts is the processor's time.
    const cpuMs = now && used(memory);
    if (now === undefined) seen = undefined;
    else if (cpuMs !== undefined) {
      if (now.sinceMs !== seen?.sinceMs) seen = { sinceMs: now.sinceMs, cpuMs };
      else if (cpuMs - seen.cpuMs >= CUT_OFF_MS) return now.messageId;
    }
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
  return undefined;
}

/**
 * Whether the npm that started this process still lives. `npx pushdock mock up &` puts npm, and often a shell, between the terminal and this
 * process: `kill $!` ends npm or that shell alone, and what they started would stay, with its ports.
 */
import type { Clock } from '../running/clock.ts';
import { commandOf, parentOf } from './processes.ts';

/** A look costs a small read for each process between; half a second is soon enough for whoever starts the mocks again. */
const LOOK_MS = 500;
const PROCESSES_BETWEEN_MAX = 8;

/** Resolves when npm, or a shell between, has ended; never where npm did not start this process. */
export async function npmEnded(clock: Clock, signal: AbortSignal): Promise<void> {
  if (process.env.npm_command === undefined) return new Promise(() => {});
  const between = upToNpm();
  while (!signal.aborted) {
    await clock.sleep(LOOK_MS, signal);
    // A process whose parent ends gets another parent at once, even while the ended one is still listed.
    if (process.ppid !== between[0] || between.some((pid, at) => at > 0 && parentOf(between[at - 1] ?? 0) !== pid))
      return;
  }
  return new Promise(() => {});
}

/** The processes above this one, nearest first, npm last; the nearest alone where npm is not found. What is above npm is the user's own, and may end. */
function upToNpm(): readonly number[] {
  const above: number[] = [process.ppid];
  for (let pid: number | undefined = process.ppid; above.length <= PROCESSES_BETWEEN_MAX; above.push(pid)) {
    if (isNpm(pid)) return above;
    pid = parentOf(pid);
    if (pid === undefined || pid <= 1) break;
  }
  return above.slice(0, 1);
}

/** It shows itself by a title of its own, or as node with its script. */
const isNpm = (pid: number): boolean => /^p?np[mx]\b|^[^\0]*node\0[^\0]*\bp?np[mx]\b/.test(commandOf(pid));

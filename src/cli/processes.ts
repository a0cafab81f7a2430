/** What Linux tells about other processes; other systems tell nothing. */
import { readFileSync } from 'node:fs';
import type { Clock } from '../running/clock.ts';

/** What `starttime` counts in; Linux shows it so to every program, whatever the kernel was built with. */
const TICKS_PER_SECOND = 100;

/** `undefined` where it has ended, or where the system has no /proc. */
export function parentOf(pid: number): number | undefined {
  const parent = fieldOf(pid, 4);
  return parent === undefined ? undefined : Number(parent);
}

/** Its words, with a NUL after each; empty if they cannot be read. */
export const commandOf = (pid: number): string => read(`/proc/${pid}/cmdline`) ?? '';

/** RFC 3339, to the second. Not the time of /proc's folder, which is when somebody first looked. */
export function startedAt(pid: number): string | undefined {
  const ticks = fieldOf(pid, 22);
  const bootSeconds = /^btime (\d+)$/m.exec(read('/proc/stat') ?? '')?.[1];
  if (ticks === undefined || bootSeconds === undefined) return undefined;
  const seconds = Number(bootSeconds) + Math.floor(Number(ticks) / TICKS_PER_SECOND);
  return new Date(seconds * 1000).toISOString();
}

/** By its number in proc(5). The second is the program's name in brackets, which may hold blanks and brackets. */
function fieldOf(pid: number, number: number): string | undefined {
  return read(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, '')
    .split(' ')[number - 3];
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

// `npx pushdock mock up &` puts npm, and often a shell, between the terminal and this process. `kill $!` ends npm or that shell alone, and
// this process would stay, with its ports. So it looks whether they still live: a small read for each process between, twice a second,
// which is soon enough for the next `mock up`.
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

/** The processes above this one, nearest first, npm last; only the nearest if npm is not found. Processes above npm are the user's own, and may end. */
function upToNpm(): readonly number[] {
  const above: number[] = [process.ppid];
  for (let pid: number | undefined = process.ppid; above.length <= PROCESSES_BETWEEN_MAX; above.push(pid)) {
    if (isNpm(pid)) return above;
    pid = parentOf(pid);
    if (pid === undefined || pid <= 1) break;
  }
  return above.slice(0, 1);
}

/** npm has a title of its own, or runs as node with its script. */
const isNpm = (pid: number): boolean => /^p?np[mx]\b|^[^\0]*node\0[^\0]*\bp?np[mx]\b/.test(commandOf(pid));

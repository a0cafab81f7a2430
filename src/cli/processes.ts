/** What Linux tells of other processes; elsewhere, nothing. */
import { readFileSync } from 'node:fs';

/** What `starttime` counts in; Linux shows it so to every program, whatever the kernel was built with. */
const TICKS_PER_SECOND = 100;

/** `undefined` where it has ended, or where the system has no /proc. */
export function parentOf(pid: number): number | undefined {
  const parent = fieldOf(pid, 4);
  return parent === undefined ? undefined : Number(parent);
}

/** Its words, with a NUL behind each; empty where they cannot be read. */
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

/**
 * Whether the program that started this one still lives. `npx pushdock mock up &` puts npm, and a shell of its own, between the terminal and this
 * process: `kill $!` ends npm alone, and what it started would stay, with its ports.
 */
import { readFileSync } from 'node:fs';
import type { Clock } from '../clock.ts';

/** A look costs two small reads; half a second is soon enough for whoever starts the mocks again. */
const LOOK_MS = 500;

/** Resolves when npm, or the shell between, has ended; never where npm did not start this process. */
export async function npmEnded(clock: Clock, signal: AbortSignal): Promise<void> {
  if (process.env.npm_command === undefined) return new Promise(() => {});
  const shell = process.ppid;
  const npm = npmAbove(shell);
  while (!signal.aborted) {
    await clock.sleep(LOOK_MS, signal);
    if (process.ppid !== shell) return;
    // A process whose parent ends gets another parent at once, even while the ended one is still listed.
    if (npm !== undefined && parentOf(shell) !== npm) return;
  }
  return new Promise(() => {});
}

/** The npm that started this shell. Not what is above an npm that started us itself: that is the user's own shell, which may end. */
function npmAbove(shell: number): number | undefined {
  const above = parentOf(shell);
  try {
    return above !== undefined && /\bnp[mx]\b/.test(readFileSync(`/proc/${above}/cmdline`, 'utf8')) && !isNpm(shell)
      ? above
      : undefined;
  } catch {
    return undefined;
  }
}

const isNpm = (pid: number): boolean =>
  /^(npm|npx)\b|^node\0[^\0]*np[mx]/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));

/** `undefined` where the system has no /proc. */
function parentOf(pid: number): number | undefined {
  try {
    // The second field is the program's name in brackets, which may hold blanks and brackets.
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    );
  } catch {
    return undefined;
  }
}

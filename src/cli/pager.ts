/** Long output on a terminal, a screen at a time. */
import { spawnSync } from 'node:child_process';
import { codeOf } from '../running/thrown.ts';

/** Writes the text: through a pager where it is longer than the terminal is high, else as it is. */
export function writePaged(text: string): void {
  const { isTTY, rows = 0 } = process.stdout;
  if (isTTY && process.stdin.isTTY && rows > 0 && text.split('\n').length > rows && isShownByPager(text)) return;
  process.stdout.write(text);
}

/** Whether a pager took the text. It did not where there is none, or where it cannot be run. */
export function isShownByPager(text: string): boolean {
  const pager = process.env.PUSHDOCK_PAGER ?? process.env.PAGER ?? 'less';
  if (pager === '' || pager === 'cat') return false;
  // F: ends by itself where all fits; R: colours as they are; X: what was read stays on the screen.
  const env = { LESS: 'FRX', ...process.env };
  const shown = spawnSync(pager, { shell: true, input: text, stdio: ['pipe', 'inherit', 'inherit'], env });
  // EPIPE: the reader left the pager before it had taken all. 126, 127: the shell may not run the pager, or did not find it. Any other code is the pager's.
  const left = shown.error === undefined || codeOf(shown.error) === 'EPIPE';
  return left && shown.status !== 126 && shown.status !== 127;
}

/** Long output on a terminal, a screen at a time. */
import { spawnSync } from 'node:child_process';

/** Writes the text: through a pager where it is longer than the terminal is high, else as it is. */
export function writePaged(text: string): void {
  const { isTTY, rows = 0 } = process.stdout;
  if (isTTY && process.stdin.isTTY && rows > 0 && text.split('\n').length > rows && isShownByPager(text)) return;
  process.stdout.write(text);
}

function isShownByPager(text: string): boolean {
  const pager = process.env.PUSHDOCK_PAGER ?? process.env.PAGER ?? 'less';
  if (pager === '' || pager === 'cat') return false;
  // F: ends by itself where all fits; R: colours as they are; X: what was read stays on the screen.
  const env = { LESS: 'FRX', ...process.env };
  const shown = spawnSync(pager, { shell: true, input: text, stdio: ['pipe', 'inherit', 'inherit'], env });
  // 127: the shell did not find the pager. Any other code is no failure: the reader may leave the pager early.
  return shown.error === undefined && shown.status !== 127;
}

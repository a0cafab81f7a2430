/** How far something is: a bar that redraws itself on a terminal, else a line now and then. On standard error, so that results stay clean. */
import { cut } from './width.ts';

type Out = { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };

export type Progress = {
  update(done: number, total: number, note: string): void;
  /** Leaves the last state standing. */
  end(): void;
};

const BAR_CHARACTERS = 30;
// Without a terminal: one line for each tenth. A log of an hour's run stays readable.
const PLAIN_STEPS = 10;
// Some terminals do not say how wide they are.
const COLUMNS_UNKNOWN = 80;

export function openProgress(out: Out = process.stderr): Progress {
  let drawn = '';
  let step = -1;
  return {
    update: (done, total, note) => {
      const line = progressLine(done, total, note);
      if (out.isTTY) {
        if (line === drawn) return;
        drawn = line;
        // A line that is wider than the terminal would wrap, and the next one would not cover it.
        out.write(`\r${cut(line, (out.columns || COLUMNS_UNKNOWN) - 1)}\u001b[K`);
        return;
      }
      const reached = Math.floor(share(done, total) * PLAIN_STEPS);
      if (reached === step) return;
      step = reached;
      out.write(`${counted(done, total)} ${note}\n`);
    },
    end: () => {
      if (out.isTTY && drawn !== '') out.write('\n');
      drawn = '';
    },
  };
}

export function progressLine(done: number, total: number, note: string): string {
  const filled = Math.round(share(done, total) * BAR_CHARACTERS);
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR_CHARACTERS - filled)}] ${counted(done, total)} ${note}`;
}

const share = (done: number, total: number): number => (total === 0 ? 1 : Math.min(1, done / total));
const counted = (done: number, total: number): string => `${done} of ${total}`;

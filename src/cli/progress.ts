/** How far something is: a bar that redraws itself on a terminal, else a line now and then. On standard error, so that results stay clean. */
import { systemClock } from '../running/clock.ts';
import { cut } from './width.ts';

type Out = { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown };

type Progress = {
  update(done: number, total: number, note: string): void;
  /** Leaves the last state on the screen. */
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

// Each answer costs the gateway a count of deliveries, or of what was forgotten.
const LOOK_EVERY_MS = 250;

/** Shows how far a run of the gateway is until it is done, or until the command is interrupted. The interruption does not end the run. */
export async function follow<Run>(
  begun: Run,
  {
    draw,
    done,
    look,
  }: {
    readonly draw: (run: Run, progress: Progress) => void;
    readonly done: (run: Run) => boolean;
    readonly look: (run: Run) => Promise<Run>;
  },
): Promise<Run> {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  const progress = openProgress();
  let run = begun;
  try {
    for (;;) {
      draw(run, progress);
      if (done(run)) return run;
      await systemClock.sleep(LOOK_EVERY_MS, interrupted.signal);
      if (interrupted.signal.aborted) return run;
      run = await look(run);
    }
  } finally {
    progress.end();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, interrupt);
  }
}

function progressLine(done: number, total: number, note: string): string {
  const filled = Math.round(share(done, total) * BAR_CHARACTERS);
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR_CHARACTERS - filled)}] ${counted(done, total)} ${note}`;
}

const share = (done: number, total: number): number => (total === 0 ? 1 : Math.min(1, done / total));
const counted = (done: number, total: number): string => `${done} of ${total}`;

import { removeUnfinished } from '../store/side-files.ts';

/** A command that is interrupted leaves no half file. A copy within SQLite cannot be told to end, so the process ends by the signal. */
export function openInterruptible() {
  let temporary: string | undefined;
  const interrupt = (signal: NodeJS.Signals) => {
    if (temporary !== undefined) removeUnfinished(temporary);
    end();
    process.kill(process.pid, signal);
  };
  const end = () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, interrupt);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  return {
    remember: (path: string) => {
      temporary = path;
    },
    end,
  };
}

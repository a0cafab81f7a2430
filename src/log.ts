/** Log lines are JSON: one per message and per attempt, in the past tense, ids and units in the field names, never a body, token or key. */
import { lazily } from './running/lazily.ts';
import { type Losses, openLineWriter } from './running/line-writer.ts';
import { visibleLines } from './running/visible.ts';

export type Fields = Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>;

export interface Log {
  /** Absent in a log that no area wants them of, so write `log.debug?.(…)`: then the fields are not even made. */
  debug?: ((event: string, fields?: Fields) => void) | undefined;
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
  /** Lines that could not be written, since the log was opened; absent in a log that does not count them. */
  losses?(): Losses;
  /** How lines look from now on; absent in a log whose lines are its own matter. */
  setFormat?(format: LineFormat | undefined): void;
}

/** Another text for a line of JSON; both end in a newline. */
export type LineFormat = (line: string) => string;

export type OpenedLog = Log & {
  losses(): Losses;
  /** Resolves when every line is written, and after `msMax` at the latest. */
  flush(msMax: number): Promise<void>;
};

// Only by the thread that writes: the others hand their lines over.
const pino = lazily((require) => require('pino') as typeof import('pino'));

/**
 * Writes to standard error, so that commands keep standard output for their results. A line that cannot be written (a full disk, a reader
 * that is gone) is counted and dropped: no log is worth a push.
 */
export function openLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'info'): OpenedLog {
  const writer = openLineWriter(2, ({ lines, reason }) => log.warn('log.lines_lost', { lines, reason }));
  // JSON escapes a terminal's older controls only; what strangers sent may have others.
  const plain: LineFormat = process.stderr.isTTY ? visibleLines : (line) => line;
  let format = plain;
  const lines = { write: (line: string) => writer.write(format(line)) };
  const { pino: open, stdTimeFunctions } = pino();
  const target = open({ level, base: null, timestamp: stdTimeFunctions.isoTime }, lines);
  const log: OpenedLog = {
    debug: (event, fields) => target.debug({ event, ...fields }),
    info: (event, fields) => target.info({ event, ...fields }),
    warn: (event, fields) => target.warn({ event, ...fields }),
    error: (event, fields) => target.error({ event, ...fields }),
    losses: writer.losses,
    flush: writer.flush,
    setFormat: (next = plain) => {
      format = next;
    },
  };
  return log;
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Log lines are JSON: one per message and per attempt, in the past tense, ids and units in the field names, never a body, token or key. */
import { pino } from 'pino';

export type Fields = Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>;

export interface Log {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
}

/** Writes to standard error, so that commands keep standard output for their results. */
export function openLog(level: 'info' | 'warn' | 'error' | 'silent' = 'info'): Log {
  const target = pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: false }),
  );
  return {
    info: (event, fields) => target.info({ event, ...fields }),
    warn: (event, fields) => target.warn({ event, ...fields }),
    error: (event, fields) => target.error({ event, ...fields }),
  };
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} };

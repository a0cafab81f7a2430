/** Errors between threads. Classes do not survive the crossing, so the important parts cross as data, and the error is made again. */
import Database from 'better-sqlite3';
import { StoreUnavailable } from '../store.ts';
import { sqliteCure } from './file/trouble.ts';

export type Failure = {
  /** `unavailable`: the disk or the database refused. `range`: the caller gave a value out of range. `bug`: anything else. */
  readonly kind: 'unavailable' | 'range' | 'bug';
  readonly fatal: boolean;
  readonly message: string;
  readonly stack?: string;
};

// After these the file or the disk cannot be believed. A commit whose fsync failed may not be tried again: the kernel has
// marked the pages as clean, and the second fsync says yes without having written them.
const fatalCodes = /^SQLITE_(IOERR|CORRUPT|NOTADB)/;
// Full, locked or out of memory: nothing of the transaction was kept, and the next one may well succeed.
const passingCodes = /^SQLITE_(FULL|BUSY|LOCKED|NOMEM|READONLY|CANTOPEN|PROTOCOL)/;

/** `file`: the store that it is about. */
export function describe(error: unknown, file: string): Failure {
  if (error instanceof StoreUnavailable) return { kind: 'unavailable', fatal: error.fatal, message: error.message };
  if (error instanceof RangeError) return { kind: 'range', fatal: false, message: error.message };
  if (error instanceof Database.SqliteError) {
    const fatal = fatalCodes.test(error.code);
    if (fatal || passingCodes.test(error.code)) {
      const message = `The store ${file} could not be used: ${error.code} (${error.message}): ${sqliteCure(error.code)}.`;
      return { kind: 'unavailable', fatal, message };
    }
  }
  if (error instanceof Error) {
    const { name, message, stack } = error;
    return { kind: 'bug', fatal: false, message: `${name}: ${message}`, ...(stack !== undefined && { stack }) };
  }
  return { kind: 'bug', fatal: false, message: String(error) };
}

export function revive(failure: Failure): Error {
  if (failure.kind === 'unavailable') return new StoreUnavailable(failure.message, { fatal: failure.fatal });
  if (failure.kind === 'range') return new RangeError(failure.message);
  const error = new Error(failure.message);
  if (failure.stack) error.stack = failure.stack;
  return error;
}

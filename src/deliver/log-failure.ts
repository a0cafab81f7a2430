/** How a loop says that the store did not take or give something. */
import type { Log } from '../log.ts';
import { stackOf } from '../running/thrown.ts';
import { StoreUnavailable } from '../store/store.ts';

/**
 * Logs a failure of the loop. A store that is away for a while (a database that restarts) is a warning with its sentence: the loop goes on when
 * it is back, and its claims come back when their lease ends. Everything else is a bug and keeps its stack.
 */
export function logFailure(log: Log, event: 'claim.failed' | 'work.crashed', loop: string, error: unknown): void {
  if (error instanceof StoreUnavailable && !error.fatal) log.warn('store.away', { loop, reason: error.message });
  else log.error(event, { loop, reason: stackOf(error) });
}

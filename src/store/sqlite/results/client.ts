/** Results on the two threads, and the connections of this process that wait for one. */

import type { Changes } from '../../shared/changes.ts';
import type { WaitingResults } from '../../shared/waiting-results.ts';
import type { Store } from '../../store.ts';
import type { Write } from '../commands.ts';

export function awaiting(parts: {
  readonly write: Write;
  readonly wake: WaitingResults['wake'];
  readonly announce: Changes['announce'];
}): Pick<Store, 'completeResult'> {
  const { write, wake, announce } = parts;
  return {
    async completeResult(id, result, nowMs) {
      const completed = await write('completeResult', { id, result, nowMs });
      if (completed?.outcome === 'completed') {
        wake(id, completed.result);
        announce('work');
      }
      return completed;
    },
  };
}

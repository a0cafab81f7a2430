/** Results on the two threads, and the connections of this process that wait for one. */

import type { WaitingResults } from '../shared/waiting-results.ts';
import type { Store } from '../store.ts';
import type { Read, Write } from './commands.ts';
import { toCursor } from './cursor.ts';
import { slice } from './pages.ts';

export function awaiting(parts: {
  readonly read: Read;
  readonly write: Write;
  readonly wake: WaitingResults['wake'];
  readonly announce: () => void;
}): Pick<Store, 'completeResult' | 'resultStanding' | 'listOwedResults'> {
  const { read, write, wake, announce } = parts;
  return {
    async completeResult(id, result, nowMs) {
      const completed = await write('completeResult', { id, result, nowMs });
      if (completed?.outcome === 'completed') {
        wake(id, completed.result);
        announce();
      }
      return completed;
    },
    resultStanding: (id) => write('resultStanding', { id }),
    async listOwedResults(filter, page) {
      const { items, last } = await read('listOwedResults', { filter, slice: slice('m', page) });
      return { items, ...(last !== undefined && { nextCursor: toCursor('m', last) }) };
    },
  };
}

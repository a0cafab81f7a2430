/** The findings on the two threads. */
import type { Store } from '../store.ts';
import type { Read, Write } from './commands.ts';
import { toCursor } from './cursor.ts';
import { slice } from './pages.ts';

export function ledger({
  read,
  write,
}: {
  read: Read;
  write: Write;
}): Pick<Store, 'listDrift' | 'showDrift' | 'settleDrift' | 'driftStanding'> {
  return {
    async listDrift(filter, page) {
      const { items, last } = await read('listDrift', { filter, slice: slice('f', page) });
      return { items, ...(last !== undefined && { nextCursor: toCursor('f', last) }) };
    },
    showDrift: (id) => read('showDrift', { id }),
    settleDrift: (id, state, nowMs) => write('settleDrift', { id, state, nowMs }),
    driftStanding: () => read('driftStanding', undefined),
  };
}

/** `Drift` on the two threads. */
import type { Drift } from '../store.ts';
import { toCursor } from './cursor.ts';
import { slice } from './pages.ts';
import type { Read, Write } from './threads.ts';

export function ledger({ read, write }: { read: Read; write: Write }): Drift {
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

import { pageOf, slice } from '../../shared/pages.ts';
import type { Store } from '../../store.ts';
import type { Read, Write } from '../commands.ts';

export function findingClient({
  read,
  write,
}: {
  read: Read;
  write: Write;
}): Pick<Store, 'listFindings' | 'settleFinding'> {
  return {
    async listFindings(filter, page) {
      const { counts, overflow, ...sliced } = await read('listFindings', { filter, slice: slice('f', page) });
      return { ...pageOf('f', sliced), counts, overflow };
    },
    settleFinding: (id, state, nowMs) => write('settleFinding', { id, state, nowMs }),
  };
}

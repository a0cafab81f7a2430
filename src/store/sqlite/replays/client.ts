/** Replays on the two threads: the reader counts and finds messages, the writer makes deliveries. */
import type { Changes } from '../../shared/changes.ts';
import { bounded, pageOf, slice } from '../../shared/pages.ts';
import { isSuspect } from '../../shared/unfinished.ts';
import type { Store } from '../../store.ts';
import type { Read, Write } from '../commands.ts';

// An item has a message with its bytes. `../../shared/page-limits.ts` cuts larger answers.
const ITEMS_MAX = 500;

export function replaying({
  read,
  write,
  announce,
}: {
  readonly read: Read;
  readonly write: Write;
  readonly announce: Changes['announce'];
}): Pick<
  Store,
  'countReplay' | 'createReplay' | 'nextReplayed' | 'addReplayed' | 'stopReplay' | 'listReplays' | 'redeliver'
> {
  const find = async (id: string) => (await read('listReplays', { filter: { id }, slice: { limit: 1 } })).items[0];

  async function withdraw(id: string, nowMs: number): Promise<void> {
    while ((await write('withdrawReplayed', { id, nowMs })) > 0);
  }

  return {
    countReplay: (filter) => read('countReplay', { filter }),
    async createReplay(request, nowMs) {
      // First find the end, then count: a message that arrives in between is neither counted nor walked.
      const until = await read('newestMessage', undefined);
      const { messages } = await read('countReplay', { filter: request.filter });
      const id = await write('createReplay', { request, total: messages, until, nowMs });
      const replay = await find(id);
      if (!replay) throw new Error(`The replay ${id} was made and is not there`);
      return replay;
    },
    async nextReplayed(id, limit, nowMs) {
      const most = bounded(limit, ITEMS_MAX);
      const unfinished = await write('beginReplayStep', { id });
      const items = await read('nextReplayed', { id, limit: isSuspect(unfinished) ? 1 : most });
      // Its state is checked once more: a replay that was stopped, or that another process has walked further, does not end here.
      if (items.length === 0) await write('endReplay', { id, state: 'done', nowMs });
      return { items, unfinished };
    },
    async addReplayed(id, items, nowMs) {
      const added = await write('addReplayed', { id, items, nowMs });
      const made = new Set(added === 'done' ? items.map(({ replayed }) => replayed.kind) : []);
      if (made.has('reopen')) announce('work');
      // By a new contract a message may have events that it did not have before.
      if (made.has('events')) {
        announce('deliveries');
        announce('events');
      }
      return added;
    },
    async stopReplay(id, nowMs) {
      await write('endReplay', { id, state: 'stopped', nowMs });
      await withdraw(id, nowMs);
    },
    listReplays: async (filter, page) => pageOf('r', await read('listReplays', { filter, slice: slice('r', page) })),
    async redeliver(id, nowMs) {
      const made = await write('redeliver', { id, nowMs });
      if (typeof made === 'object') announce('deliveries');
      return made;
    },
  };
}

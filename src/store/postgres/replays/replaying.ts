/** Replays of a store: their order, each step, and what they make due. */
import { bounded, pageOf, slice } from '../../shared/pages.ts';
import type { Change, Store } from '../../store.ts';
import type { Access } from '../parts.ts';
import { countReplay, listReplays } from './rows.ts';
import { addReplayed, createReplay, endReplay, nextReplayed, redeliver, withdrawReplayed } from './walk.ts';

type Replaying = Pick<
  Store,
  'countReplay' | 'createReplay' | 'nextReplayed' | 'addReplayed' | 'stopReplay' | 'listReplays' | 'redeliver'
>;

const limits = { replayed_items_max: 500 } as const;

/** `eventsMade`: events may have been made, which have no position yet. */
export function replaying(
  { read, write, time }: Access,
  { announce, eventsMade }: { readonly announce: (what: Change) => void; readonly eventsMade: () => void },
): Replaying {
  const replayOf = async (id: number) => {
    const [replay] = (await read((session) => listReplays(session, { id: String(id) }, { limit: 1 }))).items;
    if (!replay) throw new Error(`The replay ${id} was made and is not there`);
    return replay;
  };

  return {
    countReplay: (filter) => read((session) => countReplay(session, filter)),
    createReplay: async (request, nowMs) => replayOf(await write((session) => createReplay(session, request, nowMs))),
    async nextReplayed(id, limit, nowMs) {
      const most = bounded(limit, limits.replayed_items_max);
      return write((session) => nextReplayed(session, id, most, nowMs));
    },
    async addReplayed(id, items, nowMs) {
      const added = await write((session) => addReplayed(session, time, id, items, nowMs));
      const made = new Set(added === 'done' ? items.map(({ replayed }) => replayed.kind) : []);
      if (made.has('reopen')) announce('work');
      // By a new contract a message may have events that it did not have before.
      if (made.has('events')) {
        announce('deliveries');
        eventsMade();
        announce('events');
      }
      return added;
    },
    async stopReplay(id, nowMs) {
      await write((session) => endReplay(session, id, 'stopped', nowMs));
      while ((await write((session) => withdrawReplayed(session, time, id, nowMs))) > 0);
    },
    listReplays: async (filter, page) => {
      const wanted = slice('r', page);
      return pageOf('r', await read((session) => listReplays(session, filter, wanted)));
    },
    async redeliver(id, nowMs) {
      const made = await write((session) => redeliver(session, time, id, nowMs));
      if (typeof made === 'object') announce('deliveries');
      return made;
    },
  };
}

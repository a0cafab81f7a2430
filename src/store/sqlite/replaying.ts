/** Replays on the two threads: what is counted and walked through is read, what is made is written. */
import type { Store } from '../store.ts';
import type { Read, Write } from './commands.ts';
import { toCursor } from './cursor.ts';
import { bounded, slice } from './pages.ts';

// An item holds a message with its bytes; portions cut heavier answers.
const ITEMS_MAX = 500;

export type ReplayingParts = {
  readonly read: Read;
  readonly write: Write;
  /** Deliveries may be due. */
  readonly announce: () => void;
  /** Events may have been made. */
  readonly announceEvents: () => void;
};

export function replaying({
  read,
  write,
  announce,
  announceEvents,
}: ReplayingParts): Pick<
  Store,
  | 'countReplay'
  | 'createReplay'
  | 'beginReplayStep'
  | 'nextReplayed'
  | 'addReplayed'
  | 'endReplay'
  | 'listReplays'
  | 'showReplay'
  | 'redeliver'
> {
  async function withdraw(id: string, nowMs: number): Promise<void> {
    while ((await write('withdrawReplayed', { id, nowMs })) > 0);
  }

  return {
    countReplay: (filter) => read('countReplay', { filter }),
    async createReplay(request, nowMs) {
      // First the end, then the count: what arrives in between is neither counted nor walked.
      const until = await read('newestMessage', undefined);
      const { messages } = await read('countReplay', { filter: request.filter });
      const id = await write('createReplay', { request, total: messages, until, nowMs });
      const replay = await read('showReplay', { id });
      if (!replay) throw new Error(`The replay ${id} was made and is not there`);
      return replay;
    },
    beginReplayStep: (id) => write('beginReplayStep', { id }),
    nextReplayed: async (id, limit) => read('nextReplayed', { id, limit: bounded(limit, ITEMS_MAX) }),
    async addReplayed(id, items, nowMs) {
      const added = await write('addReplayed', { id, items, nowMs });
      if (added === 'done') announce();
      // Of a new contract a message may have events that it did not have before.
      if (added === 'done' && items.some(({ replayed }) => replayed.kind === 'events')) announceEvents();
      return added;
    },
    async endReplay(id, state, nowMs) {
      await write('endReplay', { id, state, nowMs });
      if (state === 'stopped') await withdraw(id, nowMs);
    },
    async listReplays(page) {
      const { items, last } = await read('listReplays', { slice: slice('r', page) });
      return { items, ...(last !== undefined && { nextCursor: toCursor('r', last) }) };
    },
    showReplay: (id) => read('showReplay', { id }),
    async redeliver(id, nowMs) {
      const made = await write('redeliver', { id, nowMs });
      if (typeof made === 'object') announce();
      return made;
    },
  };
}

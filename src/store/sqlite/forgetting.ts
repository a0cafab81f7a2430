/** Retention on the two threads: the reader looks for what is old, the writer forgets it, a batch at a time. */
import type { Store } from '../store.ts';
import type { Read, Write } from './commands.ts';
import { toCursor } from './cursor.ts';
import { bounded, slice } from './pages.ts';
import { agedKinds } from './retention.ts';

const limits = {
  // One transaction, during which acks wait: a message takes about ten deletions with it, 0.1 ms.
  forgotten_at_once_max: 500,
  // 4 KiB each; moving 1,000 takes about 10 ms.
  pages_at_once_max: 1_000,
} as const;

const cursorText = /^(messages|events|bodies):([0-9]{1,16})$/;

export type ForgettingParts = {
  readonly read: Read;
  readonly write: Write;
  readonly touched: (messageId: string) => void;
};

export function forgetting({
  read,
  write,
  touched,
}: ForgettingParts): Pick<Store, 'prune' | 'countAged' | 'shrink' | 'holdMessage' | 'listHeldMessages'> {
  return {
    async prune({ nowMs, ages, limit: asked, cursor }) {
      const limit = bounded(asked, limits.forgotten_at_once_max);
      const ageOf = { messages: ages.messagesMs, events: ages.eventsMs, bodies: ages.bodiesMs };
      const match = cursorText.exec(cursor ?? 'messages:0');
      if (!match) throw new RangeError('This cursor was not given by prune');
      const at = agedKinds.map(String).indexOf(match[1] ?? '');
      const kind = agedKinds[at] ?? 'messages';
      const none = { messages: 0, events: 0, bodies: 0 };
      const next = agedKinds[at + 1];
      const onwards = next === undefined ? {} : { nextCursor: `${next}:0` };
      const ageMs = ageOf[kind];
      if (ageMs === undefined) return { ...none, ...onwards };

      const aged = { kind, nowMs, beforeMs: nowMs - ageMs };
      const sequences = await read('findAged', { ...aged, after: Number(match[2]), limit });
      const forgotten = sequences.length === 0 ? 0 : await write('forget', { ...aged, sequences });
      if (kind === 'messages' && forgotten > 0) await write('forgetTopics', { limit });
      const more = sequences.length === limit ? { nextCursor: `${kind}:${sequences.at(-1)}` } : onwards;
      return { ...none, [kind]: forgotten, ...more };
    },
    countAged: (request) => read('countAged', request),
    shrink: (pages) => write('shrink', { pages: bounded(pages, limits.pages_at_once_max) }),
    holdMessage(id, reason) {
      touched(id);
      return write('holdMessage', { id, ...(reason !== undefined && { reason }) });
    },
    async listHeldMessages(page) {
      const { items, last } = await read('listHeldMessages', { slice: slice('h', page) });
      return { items, ...(last !== undefined && { nextCursor: toCursor('h', last) }) };
    },
  };
}

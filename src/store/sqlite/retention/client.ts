/** Retention on the two threads: the reader finds old rows, the writer deletes them, a batch at a time. */

import { bounded } from '../../shared/pages.ts';
import type { Pruned, Store } from '../../store.ts';
import type { Read, Write } from '../commands.ts';
import { agedKinds } from './aged.ts';
import type { Topic } from './topics.ts';

const limits = {
  // One transaction, during which acks wait: a message needs about ten deletions, 0.1 ms.
  forgotten_at_once_max: 500,
  // 4 KiB each; moving them takes about 5 ms.
  pages_at_once_max: 500,
} as const;

const cursorText = /^(messages|events|bodies|room):([0-9]{1,16})$/;
// How long the source's name is, both names, and nothing between them.
const topicText = /^topics:([0-9]{1,6}):(.*)$/s;
const none = { messages: 0, events: 0, bodies: 0 };
const AFTER_TOPICS = 'events:0';

export function forgetting({
  read,
  write,
  touched,
}: {
  readonly read: Read;
  readonly write: Write;
  readonly touched: (messageId: string) => void;
}): Pick<Store, 'prune' | 'holdMessage'> {
  /** `free`: how many pages were free before. No fewer now: others free them as fast as they are given back, and the next pass goes on. */
  async function giveBack(free: number): Promise<Pruned> {
    const left = await write('giveRoomBack', { pages: limits.pages_at_once_max });
    return left === 0 || left >= free ? none : { ...none, nextCursor: `room:${left}` };
  }

  async function forgetTopics(after: Topic, limit: number): Promise<Pruned> {
    const { topics, last } = await read('findAgedTopics', { after });
    for (let from = 0; from < topics.length; from += limit)
      await write('forgetTopics', { topics: topics.slice(from, from + limit) });
    return { ...none, nextCursor: last === undefined ? AFTER_TOPICS : topicCursor(last) };
  }

  return {
    async prune(request) {
      if ('dry' in request) return read('countAged', { nowMs: request.nowMs, ages: request.ages });
      const { nowMs, ages, cursor } = request;
      const limit = bounded(request.limit, limits.forgotten_at_once_max);
      const ageOf = { messages: ages.messagesMs, events: ages.eventsMs, bodies: ages.bodiesMs };
      const [, length, names] = topicText.exec(cursor ?? '') ?? [];
      if (names !== undefined)
        return forgetTopics([names.slice(0, Number(length)), names.slice(Number(length))], limit);
      const [, kindText, place] = cursorText.exec(cursor ?? 'messages:0') ?? [];
      if (kindText === 'room') return giveBack(Number(place));
      const kind = agedKinds.find((one) => one === kindText);
      if (kind === undefined) throw new RangeError('This cursor was not given by prune');
      const next = agedKinds[agedKinds.indexOf(kind) + 1];
      const onwards = { nextCursor: next === undefined ? `room:${Number.MAX_SAFE_INTEGER}` : `${next}:0` };
      const ageMs = ageOf[kind];
      if (ageMs === undefined) return { ...none, ...onwards };

      const aged = { kind, nowMs, beforeMs: nowMs - ageMs };
      const sequences = await read('findAged', { ...aged, after: Number(place), limit });
      const forgotten = sequences.length === 0 ? 0 : await write('forget', { ...aged, sequences });
      const last = kind === 'messages' ? { nextCursor: topicCursor(['', '']) } : onwards;
      const more = sequences.length === limit ? { nextCursor: `${kind}:${sequences.at(-1)}` } : last;
      return { ...none, [kind]: forgotten, ...more };
    },
    holdMessage(id, reason) {
      touched(id);
      return write('holdMessage', { id, ...(reason !== undefined && { reason }) });
    },
  };
}

const topicCursor = ([source, topic]: Topic): string => `topics:${source.length}:${source}${topic}`;

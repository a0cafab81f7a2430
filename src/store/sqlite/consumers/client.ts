/** Consumers on the two threads. */

import { bounded, fromCursor, toCursor } from '../../shared/pages.ts';
import type { Consumer, EventFilter, PullFrom, Store } from '../../store.ts';
import type { Read, Write } from '../commands.ts';
import type { KeptConsumer, PullPlace } from './reads.ts';

// A pull brings whole events; `../../shared/page-limits.ts` bounds their bytes.
const PULLED_ITEMS_MAX = 1_000;

// Cursors count from 1, and there is a place before the first event.
const cursorOf = (position: number): string => toCursor('p', position + 1);
const positionOf = (cursor: string): number => fromCursor('p', cursor) - 1;

const neverGiven = () => new RangeError('This cursor was not given by a pull of this store');

export function pulling({
  read,
  write,
  synced,
  ofWholeId,
}: {
  read: Read;
  write: Write;
  /** Resolves when everything that was committed before is on the disk. */
  synced: () => Promise<void>;
  ofWholeId: (filter: EventFilter) => Promise<EventFilter>;
}): Pick<Store, 'pullEvents' | 'acknowledge' | 'listConsumers' | 'deleteConsumer'> {
  let syncedTo = -1;
  return {
    async pullEvents(filter, from, limit) {
      const request = { from: placeOf(from), limit: bounded(limit, PULLED_ITEMS_MAX) };
      const pulled = await read('pullEvents', { filter: await ofWholeId(filter), ...request });
      if (pulled === 'unknown_place') throw neverGiven();
      const { position, ...rest } = pulled;
      // A cursor outlives a power cut: before it there may be no event that the cut takes back and that then comes again at another place.
      if (position > syncedTo) await synced();
      syncedTo = Math.max(syncedTo, position);
      return { ...rest, cursor: cursorOf(position) };
    },
    async acknowledge(name, cursor, nowMs) {
      const acknowledged = await write('acknowledge', { name, position: positionOf(cursor), nowMs });
      if (acknowledged === 'unknown_place') throw neverGiven();
      if (acknowledged === 'too_many') return acknowledged;
      const kept = await read('showConsumer', { name });
      // Somebody deleted the consumer between the two commands. The acknowledgement counts all the same.
      return kept ? consumerOf(kept) : { name, cursor, createdAtMs: nowMs, acknowledgedAtMs: nowMs, waiting: 0 };
    },
    listConsumers: async () => (await read('listConsumers', undefined)).map(consumerOf),
    async deleteConsumer(name) {
      const kept = await read('showConsumer', { name });
      if (kept === undefined) return undefined;
      await write('deleteConsumer', { name });
      return consumerOf(kept);
    },
  };
}

const placeOf = (from: PullFrom): PullPlace => {
  if ('cursor' in from) return { position: positionOf(from.cursor) };
  return 'after' in from ? { end: from.after } : from;
};

const consumerOf = ({ position, ...rest }: KeptConsumer): Consumer => ({ ...rest, cursor: cursorOf(position) });

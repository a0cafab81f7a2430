/** Consumers that pull: what waits for a position gets it first, so that none has to come back for an earlier event. */
import { bounded } from '../../shared/pages.ts';
import { readyForXml } from '../../shared/payload-search.ts';
import type { Store } from '../../store.ts';
import type { Access } from '../parts.ts';
import type { OfWholeId } from '../reading.ts';
import { acknowledge, deleteConsumer, listConsumers, positionOf, pullEvents } from './consumers.ts';

type Pulling = Pick<Store, 'pullEvents' | 'acknowledge' | 'listConsumers' | 'deleteConsumer'>;

const limits = { pulled_items_max: 1_000 } as const;

/** `number`: gives positions to the events that wait for one. */
export function pulling(
  { read, write, mustBeOpen }: Access,
  { ofWholeId, number }: { readonly ofWholeId: OfWholeId; readonly number: () => Promise<unknown> },
): Pulling {
  return {
    async pullEvents(filter, from, limit) {
      const most = bounded(limit, limits.pulled_items_max);
      if ('cursor' in from) positionOf(from.cursor);
      const whole = await ofWholeId(filter);
      if (filter.search) await readyForXml();
      mustBeOpen();
      await number();
      return read((session) => pullEvents(session, whole, from, most));
    },
    async acknowledge(consumer, cursor, nowMs) {
      const position = positionOf(cursor);
      return write((session) => acknowledge(session, consumer, position, nowMs));
    },
    async listConsumers() {
      mustBeOpen();
      await number();
      return read(listConsumers);
    },
    deleteConsumer: (consumer) => write((session) => deleteConsumer(session, consumer)),
  };
}

/** Events in the order of their commits, which is that of their sequence. There is one writer, so no event is inserted before one that was seen. */
import type Database from 'better-sqlite3';
import { type EventRow, eventSelect, storedEvent } from '../../shared/event-rows.ts';
import type { EventFilter, StoredEvent } from '../../store.ts';
import { newestEvent } from '../events/newest.ts';
import { envelopeLook, eventConditions } from '../events/reads.ts';
import { slicer } from '../listing/list-query.ts';

/** A consumer's name, the sequence of the last event before the pull, or one of both ends. */
export type PullPlace =
  | { readonly consumer: string }
  | { readonly position: number }
  | { readonly end: 'oldest' | 'newest' };
/** `unknown_place`: no event was ever there. */
export type PulledRows =
  | 'unknown_place'
  | {
      readonly items: readonly StoredEvent[];
      readonly position: number;
      readonly more: boolean;
      readonly forgottenUntilMs?: number;
    };
export type KeptConsumer = {
  readonly name: string;
  readonly position: number;
  readonly createdAtMs: number;
  readonly acknowledgedAtMs: number;
  readonly waiting: number;
  readonly oldestWaitingAtMs?: number;
  readonly forgottenUntilMs?: number;
};

type ConsumerRow = Pick<KeptConsumer, 'name' | 'position' | 'createdAtMs' | 'acknowledgedAtMs'>;

// Counting stops here: a person need not know more exactly how many there are.
const WAITING_COUNTED_MAX = 10_000;

export function consumerReads(db: Database.Database) {
  const slice = slicer<EventRow>(db, eventSelect, 'e.sequence', (row) => row.envelope.length);
  const conditionsOf = eventConditions(db);
  const newest = newestEvent(db);
  const columns = 'name, position, created_at_ms AS createdAtMs, acknowledged_at_ms AS acknowledgedAtMs FROM consumers';
  const all = db.prepare<[], ConsumerRow>(`SELECT ${columns} ORDER BY name`);
  const one = db.prepare<[string], ConsumerRow>(`SELECT ${columns} WHERE name = ?`);
  const waiting = db.prepare<[number, number], { count: number; oldest: number | null }>(
    `SELECT count(*) AS count, min(created_at_ms) AS oldest
     FROM (SELECT created_at_ms FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?)`,
  );
  const forgotten = db.prepare<[number], { created_at_ms: number }>(
    'SELECT created_at_ms FROM forgotten_events WHERE sequence > ?',
  );

  function forgottenAfter(position: number): { forgottenUntilMs?: number } {
    const row = forgotten.get(position);
    return row ? { forgottenUntilMs: row.created_at_ms } : {};
  }

  function consumerOf(row: ConsumerRow): KeptConsumer {
    const found = waiting.get(row.position, WAITING_COUNTED_MAX);
    return {
      ...row,
      waiting: found?.count ?? 0,
      ...(typeof found?.oldest === 'number' && { oldestWaitingAtMs: found.oldest }),
      ...forgottenAfter(row.position),
    };
  }

  /** A pull from the oldest event cannot miss any: forgotten events were gone before it began. */
  function beginningOf(place: PullPlace): { position: number; forgottenUntilMs?: number } {
    if ('end' in place) return { position: place.end === 'oldest' ? 0 : newest() };
    const position = 'position' in place ? place.position : one.get(place.consumer)?.position;
    return position === undefined ? { position: 0 } : { position, ...forgottenAfter(position) };
  }

  return {
    pullEvents({ filter, from, limit }: { filter: EventFilter; from: PullPlace; limit: number }): PulledRows {
      const { position, ...told } = beginningOf(from);
      const last = newest();
      if (position > last) return 'unknown_place';
      const { search } = filter;
      const look = search && envelopeLook<EventRow>(search, ({ envelope }) => envelope);
      const found = slice({
        conditions: conditionsOf(filter),
        slice: { limit, after: position },
        ...(look && { look }),
      });
      return {
        items: found.items.map(storedEvent),
        position: found.last ?? last,
        more: found.last !== undefined,
        ...told,
      };
    },

    listConsumers: (): readonly KeptConsumer[] => all.all().map(consumerOf),

    showConsumer({ name }: { name: string }): KeptConsumer | undefined {
      const row = one.get(name);
      return row && consumerOf(row);
    },
  };
}

import type Database from 'better-sqlite3';
import type { EventFilter, StoredEvent } from '../store.ts';
import { type DeliveryRow, deliveryColumns, deliverySummary } from './delivery-rows.ts';
import { eventConditions } from './event-conditions.ts';
import { type EventRow, eventSelect, storedEvent } from './events.ts';
import { envelopeLook } from './looking.ts';
import { type Slice, type Sliced, slicer } from './slices.ts';

export function eventReads(db: Database.Database) {
  const slice = slicer<EventRow>(db, eventSelect, 'e.sequence', (row) => row.envelope.length);
  const conditionsOf = eventConditions(db);
  const one = db.prepare<[string], EventRow>(`${eventSelect} WHERE e.id = ?`);
  const deliveries = db.prepare<[number], DeliveryRow>(
    `SELECT ${deliveryColumns} FROM deliveries d WHERE d.event_sequence = ? ORDER BY d.id`,
  );

  return {
    listEvents({ filter, slice: wanted }: { filter: EventFilter; slice: Slice }): Sliced<StoredEvent> {
      const { search } = filter;
      const look = search && envelopeLook<EventRow>(search, ({ envelope }) => envelope);
      const { items, last } = slice({ conditions: conditionsOf(filter), slice: wanted, ...(look && { look }) });
      return { items: items.map(storedEvent), ...(last !== undefined && { last }) };
    },

    showEvent({ id }: { id: string }) {
      const row = one.get(id);
      if (!row) return undefined;
      return { event: storedEvent(row), deliveries: deliveries.all(row.sequence).map(deliverySummary) };
    },
  };
}

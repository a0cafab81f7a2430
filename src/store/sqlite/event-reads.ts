import type Database from 'better-sqlite3';
import type { EventFilter, StoredEvent } from '../store.ts';
import type { Slice, Sliced } from './commands.ts';
import { type DeliveryRow, deliveryColumns, deliverySummary } from './delivery-reads.ts';
import { type EventRow, eventColumns, storedEvent } from './events.ts';
import { slicer } from './slices.ts';

export function eventReads(db: Database.Database) {
  const select = `SELECT ${eventColumns} FROM events e JOIN messages m ON m.sequence = e.message_sequence`;
  const slice = slicer<EventFilter, EventRow>(
    db,
    select,
    'e.sequence',
    {
      messageId: { column: 'm.id' },
      type: { column: 'e.type' },
      source: { column: 'e.source' },
    },
    (row) => row.envelope.length,
  );
  const one = db.prepare<[string], EventRow>(`${select} WHERE e.id = ?`);
  const deliveries = db.prepare<[number], DeliveryRow>(
    `SELECT ${deliveryColumns} FROM deliveries d WHERE d.event_sequence = ? ORDER BY d.id`,
  );

  return {
    listEvents({ filter, slice: wanted }: { filter: EventFilter; slice: Slice }): Sliced<StoredEvent> {
      const { items, last } = slice(filter, wanted);
      return { items: items.map(storedEvent), ...(last !== undefined && { last }) };
    },

    showEvent({ id }: { id: string }) {
      const row = one.get(id);
      if (!row) return undefined;
      return { event: storedEvent(row), deliveries: deliveries.all(row.sequence).map(deliverySummary) };
    },
  };
}

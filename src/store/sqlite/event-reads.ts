import type Database from 'better-sqlite3';
import type { DeliverySummary, EventFilter, StoredEvent } from '../store.ts';
import type { Slice, Sliced } from './commands.ts';
import { type EventRow, eventColumns, storedEvent } from './events.ts';
import { slicer } from './slices.ts';

type DeliveryRow = {
  id: number;
  sink: string;
  state: DeliverySummary['state'];
  attempts: number;
  due_at_ms: number | null;
  detail: string | null;
};

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
    'SELECT id, sink, state, attempts, due_at_ms, detail FROM deliveries WHERE event_sequence = ? ORDER BY id',
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

function deliverySummary(row: DeliveryRow): DeliverySummary {
  return {
    deliveryId: String(row.id),
    sink: row.sink,
    state: row.state,
    attempts: row.attempts,
    ...(row.due_at_ms !== null && { dueAtMs: row.due_at_ms }),
    ...(row.detail !== null && { detail: row.detail }),
  };
}

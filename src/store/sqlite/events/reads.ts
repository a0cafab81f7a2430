/** Reads events. */
import type Database from 'better-sqlite3';
import { type DeliveryRow, deliveryColumns, deliverySummary } from '../../shared/delivery-rows.ts';
import { type EventRow, eventSelect, storedEvent } from '../../shared/event-rows.ts';
import type { Look } from '../../shared/page-limits.ts';
import type { Slice, Sliced } from '../../shared/pages.ts';
import { envelopeHolds, type PayloadSearch } from '../../shared/payload-search.ts';
import type { EventFilter, StoredEvent } from '../../store.ts';
import { among, type Condition, equals, fewFirst, slicer, within } from '../listing/list-query.ts';
import { timeBounds } from '../listing/time-bounds.ts';
import { findByIdentity } from '../messages/find-by-identity.ts';

/** A filter as conditions on `events e` joined with `messages m`, without the search in the envelope. */
export function eventConditions(db: Database.Database): (filter: EventFilter) => readonly Condition[] {
  const holders = findByIdentity(db);
  const bounds = timeBounds(db, 'events', 'e', 'created_at_ms');
  const judged = fewFirst(db, {
    find: `SELECT sequence FROM messages WHERE verdict = ? AND verdict <> 'match'`,
    column: 'e.message_sequence',
    check: '+m.verdict = ?',
  });
  return (filter) => {
    const { messageId, identity, type, source, provider, verdict } = filter;
    const time = bounds(filter);
    return [
      ...equals('m.id', messageId, 'indexed'),
      ...(identity ? [among('e.message_sequence', holders(identity))] : []),
      ...(verdict === undefined || verdict === 'match' ? equals('m.verdict', verdict) : [judged(verdict)]),
      ...equals('e.type', type, 'indexed'),
      ...equals('e.source', source, 'indexed'),
      ...equals('m.provider', provider),
      ...within('e.sequence', time.sequence),
      ...time.exact,
    ];
  };
}

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

export function envelopeLook<Row>(search: PayloadSearch, envelopeOf: (row: Row) => string): Look<Row> {
  return (row) => {
    const envelope = envelopeOf(row);
    return { fits: envelopeHolds(search, envelope), bytes: envelope.length };
  };
}

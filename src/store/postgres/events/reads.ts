/** Reads events. */
import { type DeliveryRow, deliverySummary } from '../../shared/delivery-rows.ts';
import { type EventRow, storedEvent } from '../../shared/event-rows.ts';
import type { Slice, Sliced } from '../../shared/pages.ts';
import { envelopeHolds, type PayloadSearch } from '../../shared/payload-search.ts';
import type { DeliverySummary, EventFilter, StoredEvent } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { deliveryColumns } from '../deliveries/columns.ts';
import { type Condition, equals, type Look, list, within } from '../listing/pages.ts';
import { among, findByIdentity } from '../messages/find.ts';
import type { DatabaseTime } from '../time.ts';

/** For a query that joins `events e` with `messages m`. */
export const eventColumns =
  'e.id AS event_id, e.type, e.source, e.subject, e.created_at_ms, e.envelope, m.id AS message_id';
export const joined = `JOIN pushdock.messages m ON m.sequence = e.message_sequence
  LEFT JOIN pushdock.outcomes o ON o.message_sequence = m.sequence`;

/** A filter without the search in the envelope. */
export async function eventConditions(session: Session, filter: EventFilter): Promise<readonly Condition[]> {
  const { messageId, identity, type, source, provider, verdict } = filter;
  return [
    ...equals('m.id', messageId),
    ...(identity ? [among('e.message_sequence', await findByIdentity(session, identity))] : []),
    ...equals('o.verdict', verdict),
    ...equals('e.type', type),
    ...equals('e.source', source),
    ...equals('m.provider', provider),
    ...within('e.created_at_ms', filter),
  ];
}

export const envelopeLook = <Row>(search: PayloadSearch, envelopeOf: (row: Row) => string): Look<Row> => ({
  bytesOf: () => 0,
  open: async (rows) =>
    rows.map((row) => {
      const envelope = envelopeOf(row);
      return { fits: envelopeHolds(search, envelope), bytes: envelope.length };
    }),
});

export async function listEvents(session: Session, filter: EventFilter, slice: Slice): Promise<Sliced<StoredEvent>> {
  const { items, last } = await list<EventRow>(session, {
    select: `SELECT e.sequence, ${eventColumns} FROM pushdock.events e ${joined}`,
    order: 'e.sequence',
    conditions: await eventConditions(session, filter),
    slice,
    weigh: (row) => row.envelope.length,
    ...(filter.search && { look: envelopeLook<EventRow>(filter.search, ({ envelope }) => envelope) }),
  });
  return { items: items.map(storedEvent), ...(last !== undefined && { last }) };
}

export async function eventsOfMessages(
  session: Session,
  sequences: readonly number[],
): Promise<readonly (EventRow & { readonly of: number })[]> {
  return session.rows(
    `SELECT e.sequence, e.message_sequence AS of, ${eventColumns} FROM pushdock.events e JOIN pushdock.messages m ON m.sequence = e.message_sequence
     WHERE e.message_sequence = ANY($1::bigint[]) ORDER BY e.sequence`,
    [sequences],
  );
}

export async function showEvent(
  session: Session,
  time: DatabaseTime,
  id: string,
): Promise<{ event: StoredEvent; deliveries: readonly DeliverySummary[] } | undefined> {
  const [row] = await session.rows<EventRow>(
    `SELECT e.sequence, ${eventColumns} FROM pushdock.events e ${joined} WHERE e.id = $1`,
    [id],
  );
  if (!row) return undefined;
  const deliveries = await session.rows<DeliveryRow>(
    `SELECT ${deliveryColumns} FROM pushdock.all_deliveries d WHERE d.event_sequence = $1 ORDER BY d.id`,
    [row.sequence],
  );
  return { event: storedEvent(row), deliveries: deliveries.map((one) => deliverySummary(inCallersTime(time, one))) };
}

export const inCallersTime = <Row extends { readonly due_at_ms: number | null }>(time: DatabaseTime, row: Row): Row =>
  row.due_at_ms === null ? row : { ...row, due_at_ms: time.toCaller(row.due_at_ms) };

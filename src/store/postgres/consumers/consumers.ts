/** Consumers: events in the order of their positions, and how far each consumer has come. */
import { type EventRow, storedEvent } from '../../shared/event-rows.ts';
import { fromCursor, toCursor } from '../../shared/pages.ts';
import { CONSUMERS_MAX, type Consumer, type EventFilter, type Pulled, type PullFrom } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { newestPosition } from '../events/numbering.ts';
import { envelopeLook, eventColumns, eventConditions, joined } from '../events/reads.ts';
import { list } from '../listing/pages.ts';

// Cursors count from 1, and there is a place before the first event.
const cursorOf = (position: number): string => toCursor('p', position + 1);
export const positionOf = (cursor: string): number => fromCursor('p', cursor) - 1;
// Counting stops here: a person need not know more exactly how many there are.
const WAITING_COUNTED_MAX = 10_000;

const neverGiven = () => new RangeError('This cursor was not given by a pull of this store');

type Row = {
  readonly name: string;
  readonly position: number;
  readonly createdAtMs: number;
  readonly acknowledgedAtMs: number;
};
const columns =
  'name, position, created_at_ms AS "createdAtMs", acknowledged_at_ms AS "acknowledgedAtMs" FROM pushdock.consumers';

async function forgottenAfter(session: Session, position: number): Promise<{ forgottenUntilMs?: number }> {
  const [row] = await session.rows<{ created_at_ms: number }>(
    'SELECT created_at_ms FROM pushdock.forgotten_events WHERE position > $1',
    [position],
  );
  return row ? { forgottenUntilMs: row.created_at_ms } : {};
}

async function beginningOf(
  session: Session,
  from: PullFrom,
  last: number,
): Promise<{ position: number; forgottenUntilMs?: number }> {
  // A pull from the oldest event cannot miss any: forgotten events were gone before it began.
  if ('after' in from) return { position: from.after === 'oldest' ? 0 : last };
  const known =
    'cursor' in from
      ? positionOf(from.cursor)
      : (await session.rows<Row>(`SELECT ${columns} WHERE name = $1`, [from.consumer]))[0]?.position;
  return known === undefined ? { position: 0 } : { position: known, ...(await forgottenAfter(session, known)) };
}

/** Throws `RangeError` on a place where no event ever was. */
export async function pullEvents(
  session: Session,
  filter: EventFilter,
  from: PullFrom,
  limit: number,
): Promise<Pulled> {
  const last = await newestPosition(session);
  const { position, ...told } = await beginningOf(session, from, last);
  if (position > last) throw neverGiven();
  const found = await list<EventRow>(session, {
    select: `SELECT p.position AS sequence, ${eventColumns} FROM pushdock.event_positions p
      JOIN pushdock.events e ON e.sequence = p.event_sequence ${joined}`,
    order: 'p.position',
    conditions: await eventConditions(session, filter),
    slice: { limit, after: position },
    weigh: (row) => row.envelope.length,
    ...(filter.search && { look: envelopeLook<EventRow>(filter.search, ({ envelope }) => envelope) }),
  });
  return {
    items: found.items.map(storedEvent),
    cursor: cursorOf(found.last ?? last),
    more: found.last !== undefined,
    ...told,
  };
}

async function consumerOf(session: Session, { position, ...row }: Row): Promise<Consumer> {
  const [found] = await session.rows<{ count: number; oldest: number | null }>(
    `SELECT count(*) AS count, min(created_at_ms) AS oldest FROM (SELECT e.created_at_ms FROM pushdock.event_positions p
       JOIN pushdock.events e ON e.sequence = p.event_sequence WHERE p.position > $1 ORDER BY p.position LIMIT $2) AS waiting`,
    [position, WAITING_COUNTED_MAX],
  );
  return {
    ...row,
    cursor: cursorOf(position),
    waiting: found?.count ?? 0,
    ...(typeof found?.oldest === 'number' && { oldestWaitingAtMs: found.oldest }),
    ...(await forgottenAfter(session, position)),
  };
}

export async function listConsumers(session: Session): Promise<readonly Consumer[]> {
  const found: Consumer[] = [];
  for (const row of await session.rows<Row>(`SELECT ${columns} ORDER BY name`))
    found.push(await consumerOf(session, row));
  return found;
}

export async function acknowledge(
  session: Session,
  name: string,
  position: number,
  nowMs: number,
): Promise<Consumer | 'too_many'> {
  // The sequencer's row is not locked: a position that is given is given for good.
  if (position > (await newestPosition(session))) throw neverGiven();
  const place = [name, position, nowMs];
  const known = await session.rows('SELECT 1 FROM pushdock.consumers WHERE name = $1', [name]);
  if (known.length === 0) {
    // Consumers are few and made rarely: whoever makes one waits for the others who do, so that they are counted right.
    await session.run('LOCK TABLE pushdock.consumers IN SHARE ROW EXCLUSIVE MODE');
    const [kept] = await session.rows<{ count: number }>(
      'SELECT count(*) AS count FROM pushdock.consumers WHERE name <> $1',
      [name],
    );
    if ((kept?.count ?? 0) >= CONSUMERS_MAX) return 'too_many';
  }
  await session.run(
    `INSERT INTO pushdock.consumers (name, position, created_at_ms, acknowledged_at_ms) VALUES ($1, $2, $3, $3)
     ON CONFLICT (name) DO UPDATE SET position = greatest(consumers.position, excluded.position), acknowledged_at_ms = excluded.acknowledged_at_ms`,
    place,
  );
  const [row] = await session.rows<Row>(`SELECT ${columns} WHERE name = $1`, [name]);
  if (!row) throw new Error(`The consumer ${name} was made and is not there`);
  return consumerOf(session, row);
}

export async function deleteConsumer(session: Session, name: string): Promise<Consumer | undefined> {
  const [row] = await session.rows<Row>(`SELECT ${columns} WHERE name = $1 FOR UPDATE`, [name]);
  if (!row) return undefined;
  const consumer = await consumerOf(session, row);
  await session.run('DELETE FROM pushdock.consumers WHERE name = $1', [name]);
  return consumer;
}

/** Reads deliveries and sinks. */
import { type AttemptRow, type ListedRow, listed, pastAttempt, weigh } from '../../shared/delivery-rows.ts';
import type { Slice, Sliced } from '../../shared/pages.ts';
import {
  behindRow,
  type CountRow,
  type GlanceRow,
  glance,
  lanes,
  type PausedRow,
  standings,
} from '../../shared/sink-glance.ts';
import type { DeliveryFilter, ListedDelivery, PastAttempt, SinkGlance, SinkStanding } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { envelopeLook, inCallersTime, joined } from '../events/reads.ts';
import { type Condition, equals, list, within } from '../listing/pages.ts';
import { among, findByIdentity } from '../messages/find.ts';
import type { DatabaseTime } from '../time.ts';
import { numberOf } from '../work/status.ts';
import { deliveryColumns } from './columns.ts';

const columns = `${deliveryColumns}, d.id AS sequence, e.id AS event_id, e.type, e.source, e.subject, e.created_at_ms, m.id AS message_id`;
const from = `pushdock.all_deliveries d JOIN pushdock.events e ON e.sequence = d.event_sequence ${joined}`;

export async function listDeliveries(
  session: Session,
  time: DatabaseTime,
  filter: DeliveryFilter,
  slice: Slice,
): Promise<Sliced<ListedDelivery>> {
  const { state, sink, replay, type, source, provider, verdict, identity, search } = filter;
  const conditions: readonly Condition[] = [
    ...(identity ? [among('e.message_sequence', await findByIdentity(session, identity))] : []),
    ...equals('d.state', state),
    ...(replay === undefined ? [] : equals('d.replay', numberOf(replay) ?? 0)),
    ...equals('d.sink', sink),
    ...equals('e.type', type),
    ...equals('e.source', source),
    ...equals('m.provider', provider),
    ...equals('o.verdict', verdict),
    ...within('e.created_at_ms', filter),
  ];
  const sent = search ? ', coalesce(d.envelope, e.envelope) AS envelope' : '';
  const { items, last } = await list<ListedRow & { envelope?: string }>(session, {
    select: `SELECT ${columns}${sent} FROM ${from}`,
    order: 'd.id',
    conditions,
    slice,
    weigh,
    ...(search && { look: envelopeLook<{ envelope?: string }>(search, ({ envelope }) => envelope ?? '') }),
  });
  return { items: items.map((row) => listed(inCallersTime(time, row))), ...(last !== undefined && { last }) };
}

export async function showDelivery(
  session: Session,
  time: DatabaseTime,
  id: string,
): Promise<{ delivery: ListedDelivery; attempts: readonly PastAttempt[] } | undefined> {
  const number = numberOf(id);
  if (number === undefined) return undefined;
  const [row] = await session.rows<ListedRow>(`SELECT ${columns} FROM ${from} WHERE d.id = $1`, [number]);
  if (!row) return undefined;
  const attempts = await session.rows<AttemptRow>(
    'SELECT outcome, ended_at_ms, took_ms, status, detail FROM pushdock.attempts WHERE delivery_id = $1 ORDER BY id',
    [number],
  );
  return { delivery: listed(inCallersTime(time, row)), attempts: attempts.map(pastAttempt) };
}

export async function glanceAtSinks(
  session: Session,
  time: DatabaseTime,
  { sinks, countMax }: { readonly sinks: readonly string[]; readonly countMax: number },
): Promise<readonly SinkGlance[]> {
  const rows = await session.rows<GlanceRow>(
    `SELECT s.name AS sink, l.lane, count(*) AS count, min(w.free_at_ms) AS oldest
     FROM unnest($1::text[]) AS s (name), unnest($2::text[]) AS l (lane), LATERAL (
       SELECT greatest(d.due_at_ms, d.lease_until_ms) AS free_at_ms FROM pushdock.deliveries d
       WHERE d.sink = s.name AND d.lane = l.lane AND d.due_at_ms IS NOT NULL ORDER BY d.due_at_ms LIMIT $3) AS w
     GROUP BY s.name, l.lane
     UNION ALL
     SELECT s.name, 'behind', count(*), NULL FROM unnest($1::text[]) AS s (name), LATERAL (
       SELECT 1 FROM pushdock.deliveries d WHERE d.behind = 1 AND d.sink = s.name LIMIT $3) AS w
     GROUP BY s.name`,
    [sinks, lanes, countMax],
  );
  const known = await session.rows<PausedRow>('SELECT name, paused_at_ms, reason FROM pushdock.sinks');
  return sinks.map((sink) => glance(sink, rows, known, time.toCaller));
}

export async function listSinks(session: Session, time: DatabaseTime): Promise<readonly SinkStanding[]> {
  const waits = await session.rows<GlanceRow>(
    `SELECT sink, lane, count(*) AS count, min(greatest(due_at_ms, lease_until_ms)) AS oldest FROM pushdock.deliveries WHERE due_at_ms IS NOT NULL GROUP BY sink, lane`,
  );
  const parked = await session.rows<CountRow>(
    'SELECT sink, count(*) AS count FROM pushdock.deliveries WHERE behind = 1 GROUP BY sink',
  );
  const lost = await session.rows<CountRow>(
    `SELECT sink, count(*) AS count FROM pushdock.deliveries WHERE state = 'dead' GROUP BY sink`,
  );
  const known = await session.rows<PausedRow>('SELECT name, paused_at_ms, reason FROM pushdock.sinks');
  return standings([...waits, ...parked.map(behindRow)], lost, known, time.toCaller);
}

/** Claims of deliveries: each locked while it is taken, bounded below, so that settled rows that an old snapshot keeps are not walked through. */
import { type EventRow, storedEvent } from '../../shared/event-rows.ts';
import { portion } from '../../shared/page-limits.ts';
import type { DeliveryClaim, Lane } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import type { Claiming } from '../work/claim.ts';
import { endLapsed } from '../work/lapsed.ts';
import { type Beyond, passed_items_max } from './beyond.ts';
import type { Earlier } from './earlier.ts';

type WaitingRow = {
  readonly id: number;
  readonly lane: Lane;
  readonly replay: number | null;
  readonly place: number;
  readonly ordered: boolean;
  readonly fence: number;
  readonly attempts: number;
  readonly unfinished: number;
  readonly due_at_ms: number;
  readonly lease_until_ms: number;
  readonly bytes: number;
};

export type DeliveryClaiming = Claiming & {
  readonly sink: string;
  readonly lane?: Lane;
  readonly early?: boolean;
  readonly suspects?: 'only' | 'too';
  readonly earlier: Earlier;
  readonly beyond: Beyond;
};

const lanes: readonly Lane[] = ['live', 'retry', 'replay'];

// $1 the sink, $2 now, $3 how many.
const select = (
  which: string,
) => `SELECT d.id, d.lane, d.replay, d.place, d.order_key IS NOT NULL AS ordered, d.fence, d.attempts, d.unfinished, d.due_at_ms, d.lease_until_ms,
    octet_length(coalesce(d.envelope, e.envelope)) AS bytes
  FROM pushdock.deliveries d JOIN pushdock.events e ON e.sequence = d.event_sequence
  WHERE d.sink = $1 AND d.due_at_ms IS NOT NULL AND ${which} AND d.lease_until_ms <= $2
  ORDER BY d.due_at_ms, d.id LIMIT $3 FOR UPDATE OF d SKIP LOCKED`;
const due = select('d.lane = $4 AND d.unfinished < 3 AND d.due_at_ms BETWEEN $5 AND $2');
// A wait that is too long means that a clock was wrong.
const overlong = select('d.lane = $4 AND d.unfinished < 3 AND d.due_at_ms > $5');
const chosen = select(`d.id = ANY($4::bigint[]) AND d.lane = 'live' AND d.unfinished < 3`);
const suspect = select('d.unfinished >= 3 AND (d.due_at_ms <= $2 OR d.due_at_ms > $4)');
const nearest = {
  any: select('d.lane = $4'),
  others: select('d.lane = $4 AND d.unfinished < 3'),
} as const;

export async function claimDeliveries(session: Session, request: DeliveryClaiming): Promise<readonly DeliveryClaim[]> {
  const { sink, nowMs, leaseMs, limit, longestWaitMs, boundMs, node, early, suspects } = request;
  const [pause] = await session.rows('SELECT 1 FROM pushdock.sinks WHERE name = $1 AND paused_at_ms IS NOT NULL', [
    sink,
  ]);
  if (pause) return [];

  const dueIn = (lane: Lane, most: number) =>
    inTurn(session, request, lane, most, () =>
      endLapsed(session, 'deliveries', nowMs, async () => {
        const rows = await session.rows<WaitingRow>(due, [sink, nowMs, most, lane, boundMs]);
        if (longestWaitMs === undefined || rows.length === most) return rows;
        const rest = [sink, nowMs, most - rows.length, lane, nowMs + longestWaitMs];
        return [...rows, ...(await session.rows<WaitingRow>(overlong, rest))];
      }),
    );

  async function othersDue(): Promise<readonly WaitingRow[]> {
    const found: WaitingRow[] = [];
    for (const lane of request.lane ? [request.lane] : lanes) {
      if (found.length < limit) found.push(...(await dueIn(lane, limit - found.length)));
    }
    return found;
  }

  const suspectsDue = () =>
    endLapsed(session, 'deliveries', nowMs, () =>
      session.rows<WaitingRow>(suspect, [
        ...[sink, nowMs, limit],
        longestWaitMs === undefined ? Number.MAX_SAFE_INTEGER : nowMs + longestWaitMs,
      ]),
    );

  async function nearestOf(which: keyof typeof nearest): Promise<readonly WaitingRow[]> {
    const heads: WaitingRow[] = [];
    for (const lane of lanes) {
      heads.push(
        ...(await inTurn(session, request, lane, Number.POSITIVE_INFINITY, () =>
          endLapsed(session, 'deliveries', nowMs, () =>
            session.rows<WaitingRow>(nearest[which], [sink, nowMs, 1, lane]),
          ),
        )),
      );
    }
    return heads.sort((a, b) => a.due_at_ms - b.due_at_ms).slice(0, 1);
  }

  let found = suspects === 'only' ? [] : await othersDue();
  if (found.length === 0 && suspects) found = await suspectsDue();
  if (found.length === 0 && early) found = await nearestOf(suspects ? 'any' : 'others');
  const { items } = portion(found, limit, ({ bytes }) => bytes);
  if (items.length === 0) return [];
  const ids = items.map(({ id }) => id);
  await session.run(
    'UPDATE pushdock.deliveries SET lease_until_ms = $2, node = $3, fence = fence + 1, attempts = attempts + 1 WHERE id = ANY($1::bigint[])',
    [ids, nowMs + leaseMs, node],
  );
  const events = await eventsOf(session, ids);
  return items.map((row) => {
    const event = events.get(row.id);
    if (!event) throw new Error(`The delivery ${row.id} has no event`);
    return {
      deliveryId: String(row.id),
      fence: row.fence + 1,
      attempt: row.attempts + 1,
      unfinished: row.unfinished,
      sink,
      lane: row.lane,
      ordered: row.ordered,
      ...(row.replay !== null && { replay: String(row.replay) }),
      early: row.due_at_ms > nowMs,
      event: storedEvent(event),
    };
  });
}

/** Without those that an earlier message holds up. Where it is all that were found, it looks beyond them. `find`: at most `most` are found and locked. */
async function inTurn(
  session: Session,
  { sink, nowMs, earlier, beyond }: DeliveryClaiming,
  lane: Lane,
  most: number,
  find: () => Promise<readonly WaitingRow[]>,
): Promise<readonly WaitingRow[]> {
  const rows = await find();
  // What was tried before had its turn, and a replay sends again on purpose.
  if (lane !== 'live') return rows;
  const free = await earlier.without(session, rows);
  const last = rows.at(-1);
  if (free.length > 0 || rows.length < most || last === undefined) {
    beyond.end(sink);
    return free;
  }
  const passed = await beyond.look(session, sink, last, nowMs);
  // They are not locked: what is free now is looked at again when it is.
  const candidates = (await earlier.without(session, passed)).slice(0, most);
  const until = candidates.length === most ? candidates.at(-1) : passed.at(passed_items_max - 1);
  if (until !== undefined) beyond.until(sink, until);
  if (candidates.length === 0) return [];
  const locked = await endLapsed(session, 'deliveries', nowMs, () =>
    session.rows<WaitingRow>(chosen, [sink, nowMs, most, candidates.map(({ id }) => id)]),
  );
  return earlier.without(session, locked);
}

async function eventsOf(session: Session, ids: readonly number[]): Promise<ReadonlyMap<number, EventRow>> {
  const rows = await session.rows<EventRow & { id: number }>(
    `SELECT d.id, e.sequence, e.id AS event_id, e.type, e.source, e.subject, e.created_at_ms, coalesce(d.envelope, e.envelope) AS envelope,
       m.id AS message_id
     FROM pushdock.deliveries d JOIN pushdock.events e ON e.sequence = d.event_sequence JOIN pushdock.messages m ON m.sequence = e.message_sequence
     WHERE d.id = ANY($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

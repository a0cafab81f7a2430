/** Replays as the interface shows them, and the messages that a filter finds. */
import type { Slice, Sliced } from '../../shared/pages.ts';
import { type ReplayRow, replayOf } from '../../shared/replay-rows.ts';
import type { Replay, ReplayCount, ReplayFilter, ReplayListFilter } from '../../store.ts';
import type { Session } from '../connection/session.ts';
import { type Condition, equals, list, where, within } from '../listing/pages.ts';
import { numberOf } from '../work/status.ts';

/** On `messages m` with `outcomes o`. Records and conflicts are never delivered, so no filter finds them. */
export function conditionsOf(filter: ReplayFilter): readonly Condition[] {
  return [
    { sql: `coalesce(o.state, 'received') <> 'recorded' AND m.conflicts_with IS NULL`, values: [] },
    ...(filter.messageIds ? [{ sql: 'm.id = ANY(?::text[])', values: [filter.messageIds] }] : []),
    ...equals('m.provider', filter.provider),
    ...equals('m.source', filter.source),
    ...equals(`coalesce(o.state, 'received')`, filter.state),
    ...equals('o.verdict', filter.verdict),
    ...within('m.received_at_ms', filter),
    ...(filter.type === undefined
      ? []
      : [
          {
            sql: 'EXISTS (SELECT 1 FROM pushdock.events t WHERE t.message_sequence = m.sequence AND t.type = ?)',
            values: [filter.type],
          },
        ]),
    ...(filter.dead
      ? [
          {
            sql: `m.sequence IN (SELECT x.place FROM pushdock.deliveries x WHERE x.state = 'dead' ${atSinks(filter, 'x')})`,
            values: sinksOf(filter),
          },
        ]
      : []),
  ];
}

const atSinks = ({ deadAt }: ReplayFilter, alias: string) => (deadAt ? `AND ${alias}.sink = ANY(?::text[])` : '');
const sinksOf = ({ deadAt }: ReplayFilter) => (deadAt ? [deadAt] : []);

export async function countReplay(session: Session, filter: ReplayFilter): Promise<ReplayCount> {
  const conditions = conditionsOf(filter);
  const base = where(conditions);
  const from = 'pushdock.messages m LEFT JOIN pushdock.outcomes o ON o.message_sequence = m.sequence';
  const [messages] = await session.rows<{ messages: number; unprocessed: number; withoutBytes: number | null }>(
    `SELECT count(*) AS messages, count(*) FILTER (WHERE coalesce(o.state, 'received') <> 'processed') AS unprocessed,
       sum(m.body_forgotten)::bigint AS "withoutBytes" FROM ${from} ${base.sql}`,
    base.values,
  );
  const ofEvents = where([...conditions, ...equals('e.type', filter.type)]);
  const events = await session.rows<{ type: string; source: string; count: number }>(
    `SELECT e.type, e.source, count(*) AS count FROM ${from} JOIN pushdock.events e ON e.message_sequence = m.sequence ${ofEvents.sql}
     GROUP BY e.type, e.source ORDER BY e.type, e.source`,
    ofEvents.values,
  );
  const ofDead = where([...conditions, { sql: `d.state = 'dead' ${atSinks(filter, 'd')}`, values: sinksOf(filter) }]);
  const dead = await session.rows<{ sink: string; count: number }>(
    `SELECT d.sink, count(*) AS count FROM ${from} JOIN pushdock.deliveries d ON d.place = m.sequence ${ofDead.sql} GROUP BY d.sink ORDER BY d.sink`,
    ofDead.values,
  );
  return {
    messages: messages?.messages ?? 0,
    unprocessed: messages?.unprocessed ?? 0,
    withoutBytes: messages?.withoutBytes ?? 0,
    events,
    dead,
  };
}

export async function listReplays(session: Session, filter: ReplayListFilter, slice: Slice): Promise<Sliced<Replay>> {
  const conditions = [
    ...(filter.id === undefined ? [] : equals('r.id', numberOf(filter.id) ?? 0)),
    ...equals('r.state', filter.state),
  ];
  const { items, last } = await list<ReplayRow>(session, {
    select: 'SELECT r.*, r.id AS sequence FROM pushdock.replays r',
    order: 'r.id',
    conditions,
    slice,
    weigh: (row) => row.request.length,
  });
  const outcomes = await session.rows<{ replay: number; state: 'due' | 'delivered' | 'dead'; count: number }>(
    'SELECT replay, state, count(*) AS count FROM pushdock.all_deliveries WHERE replay = ANY($1::bigint[]) GROUP BY replay, state',
    [items.map(({ id }) => id)],
  );
  const replays = items.map((row): Replay => {
    const deliveries = { due: 0, delivered: 0, dead: 0 };
    for (const { replay, state, count } of outcomes) if (replay === row.id) deliveries[state] = count;
    return replayOf(row, deliveries);
  });
  return { items: replays, ...(last !== undefined && { last }) };
}

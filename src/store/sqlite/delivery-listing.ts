/** Deliveries as listed, with everything by which they can be asked for. */
import type Database from 'better-sqlite3';
import type { DeliveryFilter, ListedDelivery, TimeRange } from '../store.ts';
import { joined, type ListedRow, listed, listedColumns, weigh } from './delivery-rows.ts';
import { identityHolders } from './holders.ts';
import { envelopeLook } from './looking.ts';
import { type Condition, equals, type Slice, type Sliced, slicer, within } from './slices.ts';
import { timeBounds } from './time-bounds.ts';

// The partial index of dead letters is taken only where the query says its condition in the same words.
const states = { due: `d.state = 'due'`, delivered: `d.state = 'delivered'`, dead: `d.state = 'dead'` } as const;

export function deliveryListing(db: Database.Database) {
  const list = (from: string) => slicer<ListedRow>(db, `SELECT ${listedColumns} FROM ${from} ${joined}`, 'd.id', weigh);
  const every = list('deliveries d');
  const dead = list('deliveries d INDEXED BY deliveries_dead');
  const sent = db.prepare<[number], { envelope: string }>(
    `SELECT ifnull(d.envelope, e.envelope) AS envelope FROM deliveries d JOIN events e ON e.sequence = d.event_sequence WHERE d.id = ?`,
  );
  const holders = identityHolders(db);
  const bounds = timeBounds(db, 'events', 'e', 'created_at_ms');
  // Of those that were made with their event; a replay's came later still.
  const lastBefore = db.prepare<[number], { id: number }>(
    'SELECT id FROM deliveries WHERE event_sequence < ? AND copy = 0 ORDER BY event_sequence DESC, id DESC LIMIT 1',
  );

  /** No delivery is older than its event, so there is a place where they begin; a replay's may stand anywhere after it, so none where they end. */
  function made(range: TimeRange): Condition[] {
    const { sequence, exact } = bounds(range);
    const before = sequence.from === undefined ? undefined : lastBefore.get(sequence.from);
    return [...exact, ...within('d.id', before === undefined ? {} : { from: before.id })];
  }

  return {
    listDeliveries({ filter, slice }: { filter: DeliveryFilter; slice: Slice }): Sliced<ListedDelivery> {
      const { state, sink, replay, type, source, provider, verdict, identity, search } = filter;
      const conditions = [
        ...(identity ? [ofMessages(holders(identity))] : []),
        ...(state === undefined ? [] : [{ check: states[state], values: [] }]),
        ...equals('d.replay', replay === undefined ? undefined : Number(replay), 'indexed'),
        ...equals('d.sink', sink, state === 'dead' ? 'indexed' : undefined),
        ...equals('e.type', type),
        ...equals('e.source', source),
        ...equals('m.provider', provider),
        ...equals('m.verdict', verdict),
        ...made(filter),
      ];
      const look = search && envelopeLook<ListedRow>(search, ({ id }) => sent.get(id)?.envelope ?? '');
      const { items, last } = (state === 'dead' ? dead : every)({ conditions, slice, ...(look && { look }) });
      return { items: items.map(listed), ...(last !== undefined && { last }) };
    },
  };
}

function ofMessages(sequences: readonly number[]): Condition {
  const sql =
    'd.event_sequence IN (SELECT sequence FROM events WHERE message_sequence IN (SELECT value FROM json_each(?)))';
  return { lead: sql, check: `+${sql}`, values: [JSON.stringify(sequences)] };
}

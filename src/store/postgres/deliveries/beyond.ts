/**
 * Looks beyond deliveries that wait for an earlier message (`earlier.ts`), so that one source does not hold up the others. Any number may wait: as many as there are subjects of that
 * source. So each look walks past a bounded number of them, and the next one goes on where it ended, and begins again when it has come to the end.
 */
import type { Session } from '../connection/session.ts';

type Place = { readonly dueAtMs: number; readonly id: number };
/** `ordered`: `place` is the message after which it may have to wait. */
export type Passed = {
  readonly id: number;
  readonly due_at_ms: number;
  readonly place: number;
  readonly ordered: boolean;
};

export type Beyond = {
  /** The next ones of the lane `live` of this sink, not locked. `from`: behind which a walk begins. */
  look(session: Session, sink: string, from: Passed, nowMs: number): Promise<readonly Passed[]>;
  /** The next look begins behind this one. */
  until(sink: string, last: Passed): void;
  /** Nothing has to be passed any more. */
  end(sink: string): void;
};

// To know the sources of so many takes about 15 ms and 20,000 pages in memory. 30,000 wait when a node is killed that took 2,000 a second: they are passed in eight looks.
export const passed_items_max = 4_000;

const sql = `SELECT d.id, d.due_at_ms, d.place, d.order_key IS NOT NULL AS ordered FROM pushdock.deliveries d
  WHERE d.sink = $1 AND d.lane = 'live' AND d.due_at_ms IS NOT NULL AND d.unfinished < 3 AND d.lease_until_ms <= $2 AND d.due_at_ms <= $2
    AND (d.due_at_ms, d.id) > ($3::bigint, $4::bigint) ORDER BY d.due_at_ms, d.id LIMIT ${passed_items_max}`;

export function openBeyond(): Beyond {
  const places = new Map<string, Place>();
  return {
    async look(session, sink, from, nowMs) {
      const { dueAtMs, id } = places.get(sink) ?? { dueAtMs: from.due_at_ms, id: from.id };
      const rows = await session.rows<Passed>(sql, [sink, nowMs, dueAtMs, id]);
      if (rows.length < passed_items_max) places.delete(sink);
      return rows;
    },
    until: (sink, { id, due_at_ms: dueAtMs }) => void places.set(sink, { dueAtMs, id }),
    end: (sink) => void places.delete(sink),
  };
}

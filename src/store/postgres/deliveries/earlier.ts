/**
 * Keeps an ordered delivery from overtaking a message that came earlier: which subject a message is about is known only when it has been processed. So an ordered delivery waits while
 * an earlier message of its source is processed for the first time, by a node that may have been killed. A message whose processing failed and waits for a retry holds up nobody.
 */
import type { Clock } from '../../../running/clock.ts';
import type { Session } from '../connection/session.ts';

export type Earlier = {
  /** These deliveries without those that must wait. Call it after they were locked: a message that came earlier is seen then, or it has its delivery. */
  without<One extends { readonly ordered: boolean; readonly place: number }>(
    session: Session,
    all: readonly One[],
  ): Promise<readonly One[]>;
};

// Entries of messages that were processed stay in the index while an old snapshot is held anywhere, so a look begins at what was the first one a minute ago. A sequence is drawn
// before its commit, and none takes a minute.
const LOOK_BACK_MS = 60_000;

type Found = { readonly place: number; readonly source: string; readonly first: number | null; readonly last: number };

const look = `WITH asked AS (SELECT m.sequence AS place, m.source FROM pushdock.messages m WHERE m.sequence = ANY($1::bigint[])),
  sources AS (SELECT source, max(place) AS last FROM asked GROUP BY source),
  found AS (SELECT s.source, s.last, (SELECT w.message_sequence FROM pushdock.work w
      WHERE w.first_of = s.source AND w.due_at_ms IS NOT NULL AND w.message_sequence >= coalesce(b.bound, 0) AND w.message_sequence < s.last
      ORDER BY w.message_sequence LIMIT 1) AS first
    FROM sources s LEFT JOIN unnest($2::text[], $3::bigint[]) AS b (source, bound) ON b.source = s.source)
  SELECT a.place, a.source, f.first, f.last FROM asked a JOIN found f ON f.source = a.source`;

/** `waits`: hears of each look that found one. `clear`: of each other. */
export function openEarlier(clock: Clock, { waits, clear }: { waits: () => void; clear: () => void }): Earlier {
  const bounds = new Map<string, { bound: number; next: number; sinceMs: number }>();

  function note({ source, first, last }: Found): void {
    const known = bounds.get(source);
    const next = first ?? last;
    if (known === undefined) bounds.set(source, { bound: 0, next, sinceMs: clock.monotonic() });
    else if (clock.monotonic() - known.sinceMs >= LOOK_BACK_MS)
      bounds.set(source, { bound: known.next, next, sinceMs: clock.monotonic() });
  }

  return {
    async without(session, all) {
      const places = all.filter(({ ordered }) => ordered).map(({ place }) => place);
      if (places.length === 0) return all;
      const found = await session.rows<Found>(look, [
        places,
        [...bounds.keys()],
        [...bounds.values()].map(({ bound }) => bound),
      ]);
      for (const one of new Map(found.map((one) => [one.source, one])).values()) note(one);
      const waiting = new Set(
        found.filter(({ place, first }) => first !== null && first < place).map(({ place }) => place),
      );
      if (waiting.size > 0) waits();
      else clear();
      return all.filter(({ ordered, place }) => !ordered || !waiting.has(place));
    },
  };
}

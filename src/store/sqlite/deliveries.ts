/** Deliveries: our duty to bring one event to one sink, from `completeWork` until delivered or dead. */
import type Database from 'better-sqlite3';
import type { DeliveryClaim, DeliveryOutcome, Lane, Settled } from '../store.ts';
import type { Claiming, Held } from './commands.ts';
import { type EventRow, eventColumns, storedEvent } from './events.ts';
import { owing } from './owing.ts';
import { pauses } from './pauses.ts';
import { portion } from './portion.ts';

type WaitingRow = EventRow & {
  delivery_id: number;
  lane: Lane;
  replay: number | null;
  fence: number;
  attempts: number;
  due_at_ms: number;
  since_ms: number;
};
type HeldRow = { due_at_ms: number | null; sink: string; order_key: string | null };

export type DeliveryClaiming = Claiming & { readonly sink: string; readonly lane?: Lane; readonly early?: boolean };

const lanes: readonly Lane[] = ['live', 'retry', 'replay'];
// What the operator reads of one attempt. A stack or a page of HTML is cut.
const DETAIL_CHARACTERS_MAX = 2_000;
const ANSWER_CHARACTERS_MAX = 1_024;

export function deliveryCommands(db: Database.Database) {
  const { release } = owing(db);
  const paused = pauses(db);
  const select = `SELECT d.id AS delivery_id, d.lane, d.replay, d.fence, d.attempts, d.due_at_ms, d.since_ms, ${eventColumns},
       ifnull(d.envelope, e.envelope) AS envelope
     FROM deliveries d INDEXED BY deliveries_waiting
     JOIN events e ON e.sequence = d.event_sequence JOIN messages m ON m.sequence = e.message_sequence
     WHERE d.sink = ? AND d.lane = ? AND d.due_at_ms IS NOT NULL`;
  const due = db.prepare<[string, string, number, number], WaitingRow>(
    `${select} AND d.due_at_ms <= ? ORDER BY d.due_at_ms, d.id LIMIT ?`,
  );
  const soonest = db.prepare<[string, string], WaitingRow>(
    `${select} AND d.due_at_ms = d.since_ms ORDER BY d.due_at_ms, d.id LIMIT 1`,
  );
  const hold = db.prepare<[number, number]>(
    'UPDATE deliveries SET due_at_ms = ?, fence = fence + 1, attempts = attempts + 1 WHERE id = ?',
  );
  const find = db.prepare<[string, number], HeldRow>(
    'SELECT due_at_ms, sink, order_key FROM deliveries WHERE id = ? AND fence = ?',
  );
  const asBefore = db.prepare<[string]>(
    'UPDATE deliveries SET due_at_ms = since_ms, attempts = attempts - 1, fence = fence + 1 WHERE id = ?',
  );
  const tryAgain = db.prepare<[number, number, string]>(
    `UPDATE deliveries SET due_at_ms = ?, since_ms = ?, fence = fence + 1, lane = CASE lane WHEN 'live' THEN 'retry' ELSE lane END
     WHERE id = ?`,
  );
  const settle = db.prepare<[string, number, string]>(
    'UPDATE deliveries SET state = ?, settled_at_ms = ?, due_at_ms = NULL WHERE id = ?',
  );
  const explain = db.prepare<[string, number | null, string | null, string]>(
    'UPDATE deliveries SET detail = ?, status = ?, answer = ? WHERE id = ?',
  );
  const note = db.prepare<[string, string, number, number | null, number | null, string]>(
    'INSERT INTO attempts (delivery_id, outcome, ended_at_ms, took_ms, status, detail) VALUES (?, ?, ?, ?, ?, ?)',
  );

  function nearest(sink: string): readonly WaitingRow[] {
    const heads = lanes.flatMap((lane) => soonest.get(sink, lane) ?? []);
    return heads.sort((a, b) => a.due_at_ms - b.due_at_ms).slice(0, 1);
  }

  function dueIn(lane: Lane, { sink, nowMs, limit }: DeliveryClaiming): readonly WaitingRow[] {
    return portion(due.iterate(sink, lane, nowMs, limit), limit, ({ envelope }) => envelope.length).items;
  }

  return {
    claimDeliveries(request: DeliveryClaiming): readonly DeliveryClaim[] {
      const { sink, nowMs, leaseMs, limit, lane, early } = request;
      if (paused.isPaused(sink)) return [];
      const found: WaitingRow[] = [];
      for (const one of lane ? [lane] : lanes) {
        if (found.length < limit) found.push(...dueIn(one, { ...request, limit: limit - found.length }));
      }
      if (found.length === 0 && early) found.push(...nearest(sink));
      return found.map((row) => {
        hold.run(leaseEnd(nowMs + leaseMs, row.since_ms), row.delivery_id);
        return {
          deliveryId: String(row.delivery_id),
          fence: row.fence + 1,
          attempt: row.attempts + 1,
          sink,
          lane: row.lane,
          ...(row.replay !== null && { replay: String(row.replay) }),
          early: row.due_at_ms > nowMs,
          event: storedEvent(row),
        };
      });
    },

    /** `released`: another delivery of its key became due by this. */
    settleDelivery(request: { claim: Held; outcome: DeliveryOutcome; nowMs: number }): {
      settled: Settled;
      released: boolean;
    } {
      const { claim, outcome, nowMs } = request;
      const row = find.get(claim.id, claim.fence);
      if (!row) return { settled: 'fenced', released: false };
      if (row.due_at_ms === null) return { settled: 'done', released: false };
      if (outcome.kind === 'given_back') {
        asBefore.run(claim.id);
        return { settled: 'done', released: true };
      }
      const { kind, status = null, answer = null, tookMs = null } = outcome;
      const detail = outcome.detail.slice(0, DETAIL_CHARACTERS_MAX);
      note.run(claim.id, kind, nowMs, tookMs, status, detail);
      explain.run(detail, status, answer?.slice(0, ANSWER_CHARACTERS_MAX) ?? null, claim.id);
      if (kind === 'retry') tryAgain.run(outcome.dueAtMs, outcome.dueAtMs, claim.id);
      else if (kind === 'gone') {
        asBefore.run(claim.id);
        paused.pause({ sink: row.sink, nowMs, reason: detail });
      } else {
        settle.run(kind, nowMs, claim.id);
        return { settled: 'done', released: row.order_key !== null && release(row.sink, row.order_key, nowMs) };
      }
      return { settled: 'done', released: false };
    },
  };
}

/** `due_at_ms` = `since_ms` means that nobody holds it, so the end of a lease never falls on that. */
export const leaseEnd = (endMs: number, sinceMs: number): number => (endMs === sinceMs ? endMs + 1 : endMs);

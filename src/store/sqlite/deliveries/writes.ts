/** Deliveries: our duty to bring one event to one sink, from `completeWork` until delivered or dead. */
import type Database from 'better-sqlite3';
import { type EventRow, eventColumns } from '../../shared/event-rows.ts';
import { portion } from '../../shared/page-limits.ts';
import type { AttemptRecord, DeliveryClaim, DeliveryOutcome, Lane, Settled } from '../../store.ts';
import { anyLimit } from '../listing/any-limit.ts';
import type { Claiming, Held } from '../work/claims.ts';
import { leaseEnd, reaper } from '../work/leases.ts';
import { createDeliveries } from './create-deliveries.ts';
import { pauses } from './pauses.ts';

type WaitingRow = {
  delivery_id: number;
  event_id: string;
  event_sequence: number;
  envelope_bytes: number;
  lane: Lane;
  replay: number | null;
  ordered: 0 | 1;
  fence: number;
  attempts: number;
  unfinished: number;
  due_at_ms: number;
  since_ms: number;
};
type HeldRow = { due_at_ms: number | null; sink: string; order_key: string | null };
type Said = { detail: string; status: number | null; answer: string | null };
/** A claim without its event, which the caller may still have. */
export type ClaimedDelivery = Omit<DeliveryClaim, 'event'> & {
  readonly eventId: string;
  readonly eventSequence: number;
};

export type DeliveryClaiming = Claiming & {
  readonly sink: string;
  readonly lane?: Lane;
  readonly early?: boolean;
  readonly suspects?: 'only' | 'too';
};

const lanes: readonly Lane[] = ['live', 'retry', 'replay'];
// How much the operator reads of one attempt. A stack or a page of HTML is cut.
const DETAIL_CHARACTERS_MAX = 2_000;
const ANSWER_CHARACTERS_MAX = 1_024;

export function deliveryCommands(db: Database.Database) {
  const { release } = createDeliveries(db);
  const paused = pauses(db);
  const reap = reaper(db, 'deliveries');
  const idOf = ({ delivery_id }: WaitingRow) => delivery_id;
  const from = (index: string) =>
    `SELECT d.id AS delivery_id, d.lane, d.replay, d.order_key IS NOT NULL AS ordered, d.fence, d.attempts, d.unfinished, d.due_at_ms, d.since_ms, e.id AS event_id,
       d.event_sequence, octet_length(ifnull(d.envelope, e.envelope)) AS envelope_bytes
     FROM deliveries d INDEXED BY ${index} CROSS JOIN events e ON e.sequence = d.event_sequence
     WHERE d.sink = ? AND d.due_at_ms IS NOT NULL`;
  const select = `${from('deliveries_waiting')} AND d.lane = ?`;
  const due = db.prepare<[string, string, number, number], WaitingRow>(
    `${select} AND d.unfinished < 3 AND d.due_at_ms <= ? ORDER BY d.due_at_ms, d.id LIMIT ${anyLimit}`,
  );
  const suspect = db.prepare<[string, number, number, number], WaitingRow>(
    `${from('deliveries_suspects')} AND d.unfinished >= 3 AND (d.due_at_ms <= ? OR d.due_at_ms > ?) ORDER BY d.due_at_ms, d.id LIMIT ${anyLimit}`,
  );
  const eventOf = db.prepare<[string], EventRow>(
    `SELECT ${eventColumns}, ifnull(d.envelope, e.envelope) AS envelope FROM deliveries d
     JOIN events e ON e.sequence = d.event_sequence JOIN messages m ON m.sequence = e.message_sequence WHERE d.id = ?`,
  );
  // A wait that is too long means that a clock was wrong.
  const beyond = db.prepare<[string, string, number, number], WaitingRow>(
    `${select} AND d.unfinished < 3 AND d.due_at_ms > ? ORDER BY d.due_at_ms, d.id LIMIT ${anyLimit}`,
  );
  const soonest = (which: string) =>
    db.prepare<[string, string], WaitingRow>(
      `${select} AND ${which} AND d.due_at_ms = d.since_ms ORDER BY d.due_at_ms, d.id LIMIT 1`,
    );
  const nearestOf = { any: soonest('d.unfinished >= 0'), others: soonest('d.unfinished < 3') };
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
    `UPDATE deliveries SET due_at_ms = ?, since_ms = ?, fence = fence + 1, unfinished = 0, lane = CASE lane WHEN 'live' THEN 'retry' ELSE lane END
     WHERE id = ?`,
  );
  const settle = db.prepare<(string | number | null)[]>(
    'UPDATE deliveries SET state = ?, settled_at_ms = ?, due_at_ms = NULL, took_ms = ?, detail = ?, status = ?, answer = ? WHERE id = ?',
  );
  const explain = db.prepare<[string, number | null, string | null, string]>(
    'UPDATE deliveries SET detail = ?, status = ?, answer = ? WHERE id = ?',
  );
  const note = db.prepare<[string, string, number, number | null, number | null, string]>(
    'INSERT INTO attempts (delivery_id, outcome, ended_at_ms, took_ms, status, detail) VALUES (?, ?, ?, ?, ?, ?)',
  );

  function nearest(sink: string, which: keyof typeof nearestOf): readonly WaitingRow[] {
    const heads = lanes.flatMap((lane) => nearestOf[which].get(sink, lane) ?? []);
    return heads.sort((a, b) => a.due_at_ms - b.due_at_ms).slice(0, 1);
  }

  function* waitingIn(lane: Lane, { sink, nowMs, limit, longestWaitMs }: DeliveryClaiming): Iterable<WaitingRow> {
    yield* due.iterate(sink, lane, nowMs, limit);
    if (longestWaitMs !== undefined) yield* beyond.iterate(sink, lane, nowMs + longestWaitMs, limit);
  }

  function dueIn(lane: Lane, request: DeliveryClaiming): readonly WaitingRow[] {
    const { nowMs, limit } = request;
    return reap(nowMs, idOf, () => portion(waitingIn(lane, request), limit, (row) => row.envelope_bytes).items);
  }

  function othersDue(request: DeliveryClaiming): readonly WaitingRow[] {
    const { lane, limit } = request;
    const found: WaitingRow[] = [];
    for (const one of lane ? [lane] : lanes) {
      if (found.length < limit) found.push(...dueIn(one, { ...request, limit: limit - found.length }));
    }
    return found;
  }

  function suspectsDue({ sink, nowMs, limit, longestWaitMs }: DeliveryClaiming): readonly WaitingRow[] {
    const beyondMs = longestWaitMs === undefined ? Number.MAX_SAFE_INTEGER : nowMs + longestWaitMs;
    return reap(nowMs, idOf, () => suspect.all(sink, nowMs, beyondMs, limit));
  }

  function record({ id }: Held, outcome: Exclude<DeliveryOutcome, { kind: 'given_back' }>, nowMs: number): void {
    const { detail, status } = said(outcome);
    note.run(id, outcome.kind, nowMs, outcome.tookMs ?? null, status, detail);
  }

  /** Every delivery passes here. It is read and then written, because one statement with RETURNING takes twice as long: it makes a table for its one row. */
  function end(claim: Held, outcome: { kind: 'delivered' | 'dead' } & AttemptRecord, row: HeldRow, nowMs: number) {
    const { detail, status, answer } = said(outcome);
    settle.run(outcome.kind, nowMs, outcome.tookMs ?? null, detail, status, answer, claim.id);
    // What is delivered stays as it is, so its row says all of the last attempt (`attemptsOf` in `reads.ts`). A dead letter may come back.
    if (outcome.kind === 'dead') record(claim, outcome, nowMs);
    const released = row.order_key !== null && release(row.sink, row.order_key, nowMs);
    return { settled: 'done' as const, released };
  }

  return {
    claimDeliveries(request: DeliveryClaiming): readonly ClaimedDelivery[] {
      const { sink, nowMs, leaseMs, early, suspects } = request;
      if (paused.isPaused(sink)) return [];
      let found = suspects === 'only' ? [] : othersDue(request);
      if (found.length === 0 && suspects) found = suspectsDue(request);
      if (found.length === 0 && early) found = nearest(sink, suspects ? 'any' : 'others');
      return found.map((row) => {
        hold.run(leaseEnd(nowMs + leaseMs, row.since_ms), row.delivery_id);
        return {
          deliveryId: String(row.delivery_id),
          fence: row.fence + 1,
          attempt: row.attempts + 1,
          unfinished: row.unfinished,
          sink,
          lane: row.lane,
          ...(row.replay !== null && { replay: String(row.replay) }),
          early: row.due_at_ms > nowMs,
          ordered: row.ordered === 1,
          eventId: row.event_id,
          eventSequence: row.event_sequence,
        };
      });
    },

    /** The event of a claimed delivery, its envelope still as text: everything waits for the writer's thread, so another thread parses it. */
    loadEvent({ deliveryId }: { deliveryId: string }): EventRow {
      const row = eventOf.get(deliveryId);
      if (!row) throw new Error(`The delivery ${deliveryId} has no event`);
      return row;
    },

    /** `released`: another delivery became due by this. `mayWait`: nothing waits for it (`isPatient`). */
    settleDelivery(request: { claim: Held; outcome: DeliveryOutcome; nowMs: number; mayWait: boolean }): {
      settled: Settled;
      released: boolean;
    } {
      const { claim, outcome, nowMs } = request;
      const row = find.get(claim.id, claim.fence);
      if (!row) return { settled: 'fenced', released: false };
      if (row.due_at_ms === null) return { settled: 'done', released: false };
      if (outcome.kind === 'delivered' || outcome.kind === 'dead') return end(claim, outcome, row, nowMs);
      if (outcome.kind === 'given_back') {
        asBefore.run(claim.id);
        return { settled: 'done', released: true };
      }
      const { detail, status, answer } = said(outcome);
      record(claim, outcome, nowMs);
      explain.run(detail, status, answer, claim.id);
      if (outcome.kind === 'retry') tryAgain.run(outcome.dueAtMs, outcome.dueAtMs, claim.id);
      else {
        asBefore.run(claim.id);
        paused.setSinkPause({ sink: row.sink, pause: { nowMs, reason: detail } });
      }
      return { settled: 'done', released: false };
    },
  };
}

function said({ detail, status, answer }: AttemptRecord): Said {
  return {
    detail: detail.slice(0, DETAIL_CHARACTERS_MAX),
    status: status ?? null,
    answer: answer?.slice(0, ANSWER_CHARACTERS_MAX) ?? null,
  };
}

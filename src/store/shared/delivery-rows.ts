/** Rows of `deliveries` and `attempts` as the interface shows them. */
import type { DeliverySummary, Lane, ListedDelivery, PastAttempt } from '../store.ts';

export type DeliveryRow = {
  id: number;
  sink: string;
  state: DeliverySummary['state'];
  lane: Lane;
  behind: 0 | 1;
  attempts: number;
  due_at_ms: number | null;
  settled_at_ms: number | null;
  replay: number | null;
  detail: string | null;
  status: number | null;
  answer: string | null;
};
export type ListedRow = DeliveryRow & {
  sequence: number;
  event_id: string;
  type: string;
  source: string;
  subject: string | null;
  created_at_ms: number;
  message_id: string;
};
export type AttemptRow = {
  outcome: PastAttempt['outcome'];
  ended_at_ms: number;
  took_ms: number | null;
  status: number | null;
  detail: string;
};

export const deliveryColumns =
  'd.id, d.sink, d.state, d.lane, d.behind, d.attempts, d.due_at_ms, d.settled_at_ms, d.replay, d.detail, d.status, d.answer';
/** For a query that joins as `joined` does. */
export const listedColumns = `${deliveryColumns}, d.id AS sequence, e.id AS event_id, e.type, e.source, e.subject, e.created_at_ms, m.id AS message_id`;
export const joined =
  'JOIN events e ON e.sequence = d.event_sequence JOIN messages m ON m.sequence = e.message_sequence';

export function deliverySummary(row: DeliveryRow): DeliverySummary {
  return {
    deliveryId: String(row.id),
    sink: row.sink,
    state: row.state,
    lane: row.lane,
    attempts: row.attempts,
    ...(row.due_at_ms !== null && { dueAtMs: row.due_at_ms }),
    ...(row.behind === 1 && { behind: true as const }),
    ...(row.settled_at_ms !== null && { settledAtMs: row.settled_at_ms }),
    ...(row.replay !== null && { replay: String(row.replay) }),
    ...(row.detail !== null && { detail: row.detail }),
    ...(row.status !== null && { status: row.status }),
    ...(row.answer !== null && { answer: row.answer }),
  };
}

export const weigh = (row: ListedRow): number => (row.detail?.length ?? 0) + (row.answer?.length ?? 0);

export function listed(row: ListedRow): ListedDelivery {
  return {
    ...deliverySummary(row),
    event: {
      id: row.event_id,
      type: row.type,
      source: row.source,
      ...(row.subject !== null && { subject: row.subject }),
      messageId: row.message_id,
      createdAtMs: row.created_at_ms,
    },
  };
}

export function pastAttempt(row: AttemptRow): PastAttempt {
  return {
    outcome: row.outcome,
    endedAtMs: row.ended_at_ms,
    detail: row.detail,
    ...(row.took_ms !== null && { tookMs: row.took_ms }),
    ...(row.status !== null && { status: row.status }),
  };
}

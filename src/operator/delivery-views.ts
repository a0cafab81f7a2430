/** Deliveries and sinks as the operator API shows them. */
import type {
  Delivery as DeliveryView,
  ListedDelivery as ListedDeliveryView,
  PastAttempt as PastAttemptView,
  SinkTest,
  Sink as SinkView,
} from '../../generated/gateway/models.ts';
import type { SinkTested } from '../deliver/test-sink.ts';
import type { Circuit } from '../running/metrics.ts';
import { type Activity, STEP_MS } from '../running/sink-activity.ts';
import type { DeliverySummary, ListedDelivery, PastAttempt, SinkStanding } from '../store/store.ts';
import { timeText } from './time-text.ts';

export function deliveryView(delivery: DeliverySummary): DeliveryView {
  const { deliveryId: id, sink, state, lane, attempts, dueAtMs, behind, settledAtMs } = delivery;
  const { replay, detail, status, answer } = delivery;
  return {
    id,
    sink,
    state,
    lane,
    attempts,
    ...(dueAtMs !== undefined && { dueAt: timeText(dueAtMs) }),
    ...(behind && { behind }),
    ...(settledAtMs !== undefined && { settledAt: timeText(settledAtMs) }),
    ...(replay !== undefined && { replay }),
    ...(detail !== undefined && { detail }),
    ...(status !== undefined && { status }),
    ...(answer !== undefined && { answer }),
  };
}

export function listedDeliveryView(delivery: ListedDelivery): ListedDeliveryView {
  const { id, type, source, subject, messageId, createdAtMs } = delivery.event;
  return {
    ...deliveryView(delivery),
    event: {
      id,
      type,
      source,
      ...(subject !== undefined && { subject }),
      messageId,
      createdAt: timeText(createdAtMs),
    },
  };
}

export function pastAttemptView({ outcome, endedAtMs, tookMs, status, detail }: PastAttempt): PastAttemptView {
  return {
    outcome,
    endedAt: timeText(endedAtMs),
    ...(tookMs !== undefined && { tookMs }),
    ...(status !== undefined && { status }),
    detail,
  };
}

export function sinkView({ sink, paused, waiting, dead, oldestDueAtMs }: SinkStanding, configured: boolean): SinkView {
  return {
    name: sink,
    configured,
    ...(paused && { paused: { since: timeText(paused.sinceMs), reason: paused.reason } }),
    waiting: { ...waiting },
    dead,
    ...(oldestDueAtMs !== undefined && { oldestDueAt: timeText(oldestDueAtMs) }),
  };
}

/** Nothing where this gateway delivers nothing to it. */
export function activityView(
  node: string,
  activity: Activity | undefined,
): Pick<SinkView, 'node' | 'circuit' | 'throughput'> {
  if (activity === undefined) return {};
  const { circuit, fromMs, delivered, failed } = activity;
  return {
    node,
    circuit: circuitView(circuit),
    throughput: {
      from: timeText(fromMs),
      stepSeconds: STEP_MS / 1000,
      delivered: [...delivered],
      failed: [...failed],
    },
  };
}

const circuitView = (circuit: Circuit): NonNullable<SinkView['circuit']> =>
  circuit.state === 'closed'
    ? { state: 'closed' }
    : {
        state: circuit.state,
        since: timeText(circuit.sinceMs),
        ...(circuit.untilMs !== undefined && { until: timeText(circuit.untilMs) }),
        reason: circuit.reason,
      };

export const sinkTestView = (sink: string, tested: SinkTested): SinkTest => ({
  sink,
  event: tested.eventId,
  outcome: tested.kind,
  detail: tested.detail,
  ...(tested.status !== undefined && { status: tested.status }),
  ...('answer' in tested && tested.answer !== undefined && { answer: tested.answer }),
  tookMs: tested.tookMs,
});

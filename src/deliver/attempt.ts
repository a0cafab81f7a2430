/** One attempt to bring one event to one sink, and what it means for the delivery. */

import { timeOfId } from '../formats/id-time.ts';
import { writtenContext } from '../formats/trace-context.ts';
import type { Log } from '../log.ts';
import { waitMs } from '../outbound/backoff.ts';
import type { Clock } from '../running/clock.ts';
import type { DeliveringMetrics } from '../running/metrics.ts';
import { messageOf, stackOf } from '../running/thrown.ts';
import type { DeliveryClaim, DeliveryOutcome, Store, StoredEvent } from '../store/store.ts';
import type { Span, Tracer } from '../tracing/tracer.ts';
import { givenUpAlone, UNFINISHED_MAX } from './alone.ts';
import type { Attempted, Sink } from './sinks/sink.ts';

/** `interrupted`: a stop or a lost lease broke it off, and it proves nothing. */
export type Tried = (Attempted | { readonly kind: 'interrupted' }) & {
  /** In parts of a millisecond. */
  readonly tookMs: number;
  /** Of its span, where traces are made. */
  readonly traceId?: string;
  /** Whether somebody will see that trace. */
  readonly traced?: boolean;
};

export type AttemptParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: DeliveringMetrics;
  readonly random?: () => number;
};

/** Never rejects. A sink that throws uses up an attempt, so that it ends in a visible dead letter and not in an endless loop. */
export async function tryDelivery(
  claim: DeliveryClaim,
  sink: Sink,
  parts: {
    readonly clock: Clock;
    readonly log: Log;
    readonly signal: AbortSignal;
    readonly tracer?: Tracer | undefined;
  },
): Promise<Tried> {
  const span = parts.tracer && beginSpan(parts.tracer, claim);
  const tried = await attemptOnce(claim, sink, parts, span);
  span?.set({ outcome: tried.kind, ...('status' in tried && { 'http.response.status_code': tried.status }) });
  span?.end(tried.kind === 'delivered' || tried.kind === 'interrupted' ? undefined : tried.detail);
  return { ...tried, ...(span && { traceId: span.traceId, traced: span.recorded }) };
}

/** In the trace of the event, at each try. A replay is a trace of its own, which is linked to the first one: it may come months later. */
function beginSpan(tracer: Tracer, { deliveryId, sink, attempt, event, replay }: DeliveryClaim): Span | undefined {
  const from = writtenContext(event.envelope);
  return tracer.start('attempt', {
    kind: 'producer',
    ...(from !== undefined && (replay === undefined ? { parent: from, link: from } : { link: from })),
    attributes: { sink, delivery: deliveryId, attempt, event: event.id, message: event.messageId, replay },
  });
}

async function attemptOnce(
  claim: DeliveryClaim,
  sink: Sink,
  { clock, log, signal }: { readonly clock: Clock; readonly log: Log; readonly signal: AbortSignal },
  span: Span | undefined,
): Promise<Tried> {
  const startedAtMs = clock.monotonic();
  const took = () => clock.monotonic() - startedAtMs;
  const { deliveryId, attempt, unfinished, replay } = claim;
  // An event that ends the process each time must not do so for ever.
  if (unfinished >= UNFINISHED_MAX) return { kind: 'refused', detail: givenUpAlone(unfinished), tookMs: 0 };
  try {
    const context = {
      ...{ deliveryId, attempt, signal },
      ...(replay !== undefined && { replay }),
      ...(span && { trace: span.trace }),
    };
    const attempted = await sink.deliver(eventOf(claim), context);
    if (attempted.kind === 'failed' && signal.aborted) return { kind: 'interrupted', tookMs: took() };
    return { ...attempted, tookMs: took() };
  } catch (error) {
    const tookMs = took();
    if (signal.aborted) return { kind: 'interrupted', tookMs };
    log.error('delivery.crashed', { delivery_id: deliveryId, sink: sink.name, reason: stackOf(error) });
    const detail = `fault in the gateway: ${messageOf(error)}`;
    return { kind: 'failed', detail, tookMs };
  }
}

/** What a sink gets. A replay says so, whatever was stored. */
export function eventOf({ event, replay }: DeliveryClaim): StoredEvent {
  return replay === undefined ? event : { ...event, envelope: { ...event.envelope, pushdockreplay: replay } };
}

/** Settles what was tried. The log has one line for each attempt. */
export async function settleAttempt(
  claim: DeliveryClaim,
  sink: Sink,
  tried: Tried,
  { store, clock, log, metrics, random = Math.random }: AttemptParts,
): Promise<void> {
  const nowMs = clock.now();
  const outcome = outcomeOf(claim, sink, { ...tried, tookMs: Math.round(tried.tookMs) }, nowMs, random);
  const settled = await store.settleDelivery(claim, outcome, nowMs);
  if (outcome.kind === 'given_back') return;

  const fields = {
    delivery_id: claim.deliveryId,
    event_id: claim.event.id,
    sink: sink.name,
    attempt: claim.attempt,
    outcome: settled === 'fenced' ? 'lease_lost' : outcome.kind,
    status: outcome.status,
    took_ms: Math.round(tried.tookMs),
    trace_id: tried.traceId,
  };
  if (metrics && outcome.kind !== 'gone' && settled === 'done')
    count(claim, sink.name, tried, outcome.kind, nowMs, metrics);
  if (outcome.kind === 'delivered') log.info('delivery.attempted', fields);
  else if (outcome.kind === 'retry')
    log.warn('delivery.attempted', { ...fields, reason: outcome.detail, next_in_ms: outcome.dueAtMs - nowMs });
  else log.error('delivery.attempted', { ...fields, reason: outcome.detail });
}

function count(
  { event, replay }: DeliveryClaim,
  sink: string,
  { tookMs, traceId: id, traced }: Tried,
  outcome: 'delivered' | 'retry' | 'dead',
  nowMs: number,
  metrics: DeliveringMetrics,
): void {
  const traceId = traced ? id : undefined;
  metrics.attempted(sink, outcome);
  metrics.tried(sink, outcome, { seconds: tookMs / 1_000, traceId });
  const receivedAtMs = timeOfId(event.messageId);
  if (outcome !== 'delivered' || replay !== undefined || receivedAtMs === undefined) return;
  // Another node may have received it, by another clock.
  metrics.arrived(sink, { seconds: Math.max(0, nowMs - receivedAtMs) / 1_000, traceId });
}

function outcomeOf(
  { attempt, early }: DeliveryClaim,
  sink: Sink,
  tried: Tried,
  nowMs: number,
  random: () => number,
): DeliveryOutcome {
  const { retry } = sink.settings;
  switch (tried.kind) {
    case 'interrupted':
      return { kind: 'given_back' };
    case 'delivered':
      return tried;
    case 'gone':
      return tried;
    case 'refused':
      return { ...tried, kind: 'dead' };
    case 'failed': {
      // A probe ahead of its time would use up in minutes the attempts that were to span hours.
      if (early) return { kind: 'given_back' };
      const { retryAfterMs = 0, ...said } = tried;
      if (attempt >= retry.attempts) return { ...said, kind: 'dead' };
      return { ...said, kind: 'retry', dueAtMs: nowMs + Math.max(retryAfterMs, waitMs(retry, attempt, random)) };
    }
  }
}

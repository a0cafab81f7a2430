/** One attempt to bring one event to one sink, and what it means for the delivery. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { waitMs } from '../outbound/backoff.ts';
import type { DeliveryClaim, Store } from '../store/store.ts';
import { reasonOf } from './loop.ts';
import type { Attempted, Sink } from './sinks/sink.ts';

export async function attemptDelivery(
  claim: DeliveryClaim,
  sink: Sink,
  parts: { store: Store; clock: Clock; log: Log; metrics?: Metrics },
): Promise<void> {
  const { store, clock, log, metrics } = parts;
  const attempted = await deliver(claim, sink, log);
  const fields = { delivery_id: claim.deliveryId, event_id: claim.event.id, sink: sink.name, attempt: claim.attempt };

  if (attempted.kind === 'delivered') {
    await store.settleDelivery(claim, { kind: 'delivered', detail: attempted.detail }, clock.now());
    metrics?.attempted(sink.name, 'delivered');
    log.info('delivery.attempted', { ...fields, outcome: 'delivered' });
    return;
  }
  if (claim.attempt >= sink.settings.retry.attempts) {
    await store.settleDelivery(claim, { kind: 'dead', detail: attempted.detail }, clock.now());
    metrics?.attempted(sink.name, 'dead');
    log.error('delivery.attempted', { ...fields, outcome: 'dead', reason: attempted.detail });
    return;
  }
  const retryAfterMs = 'retryAfterMs' in attempted ? (attempted.retryAfterMs ?? 0) : 0;
  const nextInMs = Math.max(retryAfterMs, waitMs(sink.settings.retry, claim.attempt, Math.random));
  await store.settleDelivery(
    claim,
    { kind: 'retry', dueAtMs: clock.now() + nextInMs, detail: attempted.detail },
    clock.now(),
  );
  metrics?.attempted(sink.name, 'retry');
  log.warn('delivery.attempted', { ...fields, outcome: 'retry', next_in_ms: nextInMs, reason: attempted.detail });
}

/** A sink that throws is a bug of ours. It counts as an attempt like any other, so that it ends in a visible dead letter and not in an endless loop. */
async function deliver(claim: DeliveryClaim, sink: Sink, log: Log): Promise<Attempted> {
  try {
    return await sink.deliver(claim.event, {
      deliveryId: claim.deliveryId,
      attempt: claim.attempt,
      signal: new AbortController().signal,
    });
  } catch (error) {
    log.error('delivery.crashed', { delivery_id: claim.deliveryId, sink: sink.name, reason: reasonOf(error) });
    return {
      kind: 'failed',
      detail: `fault in the gateway: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** One attempt to bring one event to one sink, and what it means for the delivery. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { waitMs } from '../outbound/backoff.ts';
import type { DeliveryClaim, Store } from '../store/store.ts';
import { reasonOf } from './loop.ts';
import type { Attempted, Sink } from './sinks/sink.ts';

// 15 attempts, doubling from 1 s up to an hour, with full jitter: a sink may be away for an hour and a half on average, three hours
// at most, before an event becomes a dead letter. Whoever wants longer raises the attempts: each one beyond the 12th adds half an hour.
export const deliveryRetry = { firstMs: 1000, factor: 2, capMs: 3_600_000, jitter: 'full', attempts: 15 } as const;

export async function attemptDelivery(
  claim: DeliveryClaim,
  sink: Sink,
  parts: { store: Store; clock: Clock; log: Log },
): Promise<void> {
  const { store, clock, log } = parts;
  const attempted = await deliver(claim, sink, log);
  const fields = { delivery_id: claim.deliveryId, event_id: claim.event.id, sink: sink.name, attempt: claim.attempt };

  if (attempted.kind === 'delivered') {
    await store.settleDelivery(claim, { kind: 'delivered', detail: attempted.detail }, clock.now());
    log.info('delivery.attempted', { ...fields, outcome: 'delivered' });
    return;
  }
  if (claim.attempt >= deliveryRetry.attempts) {
    await store.settleDelivery(claim, { kind: 'dead', detail: attempted.detail }, clock.now());
    log.error('delivery.attempted', { ...fields, outcome: 'dead', reason: attempted.detail });
    return;
  }
  const nextInMs = Math.max(attempted.retryAfterMs ?? 0, waitMs(deliveryRetry, claim.attempt, Math.random));
  await store.settleDelivery(
    claim,
    { kind: 'retry', dueAtMs: clock.now() + nextInMs, detail: attempted.detail },
    clock.now(),
  );
  log.warn('delivery.attempted', { ...fields, outcome: 'retry', next_in_ms: nextInMs, reason: attempted.detail });
}

/** A sink that throws is a bug of ours. It counts as an attempt like any other, so that it ends in a visible dead letter and not in an endless loop. */
async function deliver(claim: DeliveryClaim, sink: Sink, log: Log): Promise<Attempted> {
  try {
    return await sink.deliver(claim.event);
  } catch (error) {
    log.error('delivery.crashed', { delivery_id: claim.deliveryId, sink: sink.name, reason: reasonOf(error) });
    return {
      kind: 'failed',
      detail: `fault in the gateway: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

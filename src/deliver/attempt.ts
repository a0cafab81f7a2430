/** One attempt to bring one event to one sink, and what it means for the delivery. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { waitMs } from '../outbound/backoff.ts';
import type { DeliveryClaim, Store } from '../store/store.ts';
import type { Sink } from './sinks/sink.ts';

// 15 attempts, doubling from 1 s up to an hour: a sink may be away for some six hours before an event becomes a dead letter.
export const deliveryRetry = { firstMs: 1000, factor: 2, capMs: 3_600_000, jitter: 'full', attempts: 15 } as const;

export async function attemptDelivery(
  claim: DeliveryClaim,
  sink: Sink,
  parts: { store: Store; clock: Clock; log: Log },
): Promise<void> {
  const { store, clock, log } = parts;
  const attempted = await sink.deliver(claim.event);
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

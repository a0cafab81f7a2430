/** What one piece of work comes to: the store keeps it in one step, then the log and the metrics are told. */
import { requestIdOf } from '../formats/request-id.ts';
import type { Log } from '../log.ts';
import { waitMs } from '../outbound/backoff.ts';
import type { Processed } from '../providers/provider.ts';
import type { Clock } from '../running/clock.ts';
import type { DeliveringMetrics } from '../running/metrics.ts';
import type { Departure, NewEvent, Store, WorkClaim } from '../store/store.ts';
import { fanOut, type Receiver } from './fan-out.ts';

// Doubling waits from 1 s, capped at 1 h, with full jitter: 24 attempts span six hours on average, an evening's outage of a provider's API.
export const workRetry = { firstMs: 1000, factor: 2, capMs: 3_600_000, jitter: 'full', attempts: 24 } as const;

export type SettleParts = {
  readonly store: Store;
  readonly sinks: readonly Receiver[];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: DeliveringMetrics;
  /** Aborted when the gateway stops. */
  readonly signal: AbortSignal;
};

/** What to settle: the provider's verdict, its facts in their envelopes, and the findings to count. */
export type Settlement =
  | (Omit<Kind<'processed'>, 'events'> & Noted & { readonly events: readonly NewEvent[] })
  | (Kind<'quarantined'> & Noted)
  | Exclude<Processed, Kind<'processed' | 'quarantined'>>
  | { readonly kind: 'lease_lost' };
type Kind<K extends Processed['kind']> = Extract<Processed, { kind: K }>;
type Noted = { readonly departures: readonly Departure[] };

export async function settle(claim: WorkClaim, processed: Settlement, parts: SettleParts): Promise<void> {
  const { store, clock, log, metrics } = parts;
  const { message } = claim;
  switch (processed.kind) {
    case 'processed': {
      const { verdict, findings, again } = processed;
      // Its events went out earlier, and only its answer was still to be brought.
      const known = message.state === 'processed';
      const events = known ? [] : processed.events;
      const departures = known ? [] : processed.departures;
      const deliveries = fanOut(events, parts.sinks);
      const nextInMs = again && Math.max(again.waitMs, waitMs(workRetry, claim.attempt));
      await store.settleWork(claim, {
        end: {
          kind: 'complete',
          completion: {
            state: 'processed',
            verdict,
            findings,
            events,
            deliveries,
            ...(departures.length > 0 && { departures }),
            ...(again && nextInMs !== undefined && { reason: again.reason, againAtMs: clock.now() + nextInMs }),
          },
          nowMs: clock.now(),
        },
      });
      if (again)
        log.warn('answer.retried', {
          message_id: message.id,
          source: message.source,
          next_in_ms: nextInMs,
          attempt: claim.attempt,
          reason: again.reason,
        });
      if (known) return;
      metrics?.judged(message.source, verdict, 'processed');
      log.info('message.judged', {
        message_id: message.id,
        source: message.source,
        verdict,
        findings: findings.length,
        events: events.length,
        request_id: requestIdOf(message.headers),
      });
      for (const { id: eventId, type } of events)
        log.debug?.('event.made', {
          ...{ message_id: message.id, event_id: eventId, type },
          sinks: deliveries.flatMap((one) => (one.eventId === eventId ? [one.sink] : [])),
        });
      alert(message, departures, log);
      return;
    }
    case 'quarantined': {
      const { verdict, findings, reason, departures } = processed;
      await store.settleWork(claim, {
        end: {
          kind: 'complete',
          completion: {
            state: 'quarantined',
            reason,
            verdict,
            findings,
            events: [],
            deliveries: [],
            ...(departures.length > 0 && { departures }),
          },
          nowMs: clock.now(),
        },
      });
      metrics?.judged(message.source, verdict, 'quarantined');
      log.warn('message.quarantined', {
        message_id: message.id,
        source: message.source,
        verdict,
        reason,
        request_id: requestIdOf(message.headers),
      });
      return;
    }
    case 'failed':
      await fail(claim, processed.reason, parts);
      return;
    case 'waiting':
      await store.settleWork(claim, { end: { kind: 'await_result', reason: processed.reason } });
      log.info('message.waiting', { message_id: message.id, source: message.source, reason: processed.reason });
      return;
    case 'retry': {
      if (parts.signal.aborted) {
        // A stop is not a failure: it uses up no attempt, and the next start goes on at once.
        await store.settleWork(claim, { end: { kind: 'give_back', reason: processed.reason } });
        return;
      }
      if (claim.attempt >= workRetry.attempts && !processed.patient) {
        await fail(claim, `given up after ${claim.attempt} attempts: ${processed.reason}`, parts);
        return;
      }
      const nextInMs = Math.max(processed.retryAfterMs ?? 0, waitMs(workRetry, claim.attempt, Math.random));
      await store.settleWork(claim, {
        end: { kind: 'retry', dueAtMs: clock.now() + nextInMs, reason: processed.reason },
      });
      log.warn('message.retried', {
        message_id: message.id,
        source: message.source,
        attempt: claim.attempt,
        next_in_ms: nextInMs,
        reason: processed.reason,
      });
      return;
    }
    case 'lease_lost':
      log.warn('message.lease_lost', { message_id: message.id, source: message.source, attempt: claim.attempt });
  }
}

/** A message whose events went out stays processed, whatever becomes of its answer. */
async function fail(claim: WorkClaim, reason: string, { store, clock, log, metrics }: SettleParts): Promise<void> {
  const { message, attempt: attempts } = claim;
  if (message.state === 'processed') {
    const { verdict = 'unknown', findings } = message;
    const completion = { state: 'processed', reason, verdict, findings, events: [], deliveries: [] } as const;
    await store.settleWork(claim, { end: { kind: 'complete', completion: completion, nowMs: clock.now() } });
  } else {
    await store.settleWork(claim, { end: { kind: 'fail', reason: reason } });
    metrics?.failed(message.source);
  }
  log.error('message.failed', {
    message_id: message.id,
    source: message.source,
    attempts,
    reason,
    request_id: requestIdOf(message.headers),
  });
}

/** In addition to the condition, which is checked later and names each place once. */
function alert({ id, source }: WorkClaim['message'], departures: readonly Departure[], log: Log): void {
  for (const { alert: wanted, path, finding, times } of departures) {
    if (wanted) log.warn('message.off_contract', { message_id: id, source, rule: finding.rule, path, times });
  }
}

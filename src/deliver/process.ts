/** One piece of work: follow up, parse, judge, normalise, fan out, note departures. Repeatable: given the same stored bytes it settles the same. */

import { requestIdOf } from '../formats/request-id.ts';
import type { Log } from '../log.ts';
import { waitMs } from '../outbound/backoff.ts';
import { isJudged } from '../providers/processing.ts';
import type { Processed, ProcessingContext, ProcessingInput, Source } from '../providers/provider.ts';
import type { Clock } from '../running/clock.ts';
import type { DeliveringMetrics } from '../running/metrics.ts';
import { messageOf, stackOf } from '../running/thrown.ts';
import {
  type Departure,
  type NewEvent,
  type Store,
  type StoredMessage,
  StoreUnavailable,
  type WorkClaim,
  type WorkSettled,
} from '../store/store.ts';
import { type Span, type Tracer, within } from '../tracing/tracer.ts';
import { givenUpAlone, UNFINISHED_MAX } from './alone.ts';
import { departuresOf } from './departures.ts';
import { envelop } from './envelope.ts';
import { fanOut, type Receiver } from './fan-out.ts';
import { quarantinedByPolicy } from './quarantine.ts';

// Doubling waits from 1 s, capped at 1 h, with full jitter: 24 attempts span six hours on average, an evening's outage of a provider's API.
export const workRetry = { firstMs: 1000, factor: 2, capMs: 3_600_000, jitter: 'full', attempts: 24 } as const;

export type ProcessParts = {
  readonly store: Store;
  readonly source: (provider: string, name: string) => Source | undefined;
  readonly sinks: readonly Receiver[];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: DeliveringMetrics;
  readonly tracer?: Tracer | undefined;
  /** Aborted when the gateway stops. */
  readonly signal: AbortSignal;
  readonly alone?: Alone;
};

/** For work that has the thread for itself, where somebody watches it. */
export type Alone = {
  /** Says that the message is worked on, while `work` runs. */
  readonly mark: <T>(messageId: string, work: () => T) => T;
  /** Whether it was cut off at the last try; true once. */
  readonly wasCutOff: (messageId: string) => boolean;
};

/** What to settle: the provider's verdict, its facts in their envelopes, and the findings to count. */
type Settlement =
  | (Omit<Kind<'processed'>, 'events'> & Noted & { readonly events: readonly NewEvent[] })
  | (Kind<'quarantined'> & Noted)
  | Exclude<Processed, Kind<'processed' | 'quarantined'>>
  | { readonly kind: 'lease_lost' };
type Kind<K extends Processed['kind']> = Extract<Processed, { kind: K }>;
type Noted = { readonly departures: readonly Departure[] };

export async function processWork(claim: WorkClaim, parts: ProcessParts): Promise<void> {
  const span = beginSpan(claim, parts);
  const begunMs = parts.clock.monotonic();
  try {
    const settlement = await attempt(claim, parts, span);
    span?.set({ outcome: settlement.kind, ...('verdict' in settlement && { verdict: settlement.verdict }) });
    await settle(claim, settlement, parts);
    parts.metrics?.worked(claim.message.source, settlement.kind, {
      seconds: (parts.clock.monotonic() - begunMs) / 1_000,
      traceId: span?.recorded ? span.traceId : undefined,
    });
  } finally {
    span?.end();
  }
}

/** In the trace of the push, however long it waited and whichever gateway received it; linked too, because a queue was between them. */
function beginSpan({ message, attempt: number }: WorkClaim, { tracer }: ProcessParts): Span | undefined {
  const { id, provider, source, trace } = message;
  return tracer?.start('process', {
    kind: 'consumer',
    ...(trace !== undefined && { parent: trace, link: trace }),
    attributes: { provider, source, message: id, attempt: number },
  });
}

async function attempt(claim: WorkClaim, parts: ProcessParts, span: Span | undefined): Promise<Settlement> {
  // What goes out belongs to this span: its events name it as their `traceparent`.
  const message = span === undefined ? claim.message : { ...claim.message, trace: span.trace };
  // A message that ends the process must not do so for ever.
  if (claim.unfinished >= UNFINISHED_MAX) return { kind: 'failed', reason: givenUpAlone(claim.unfinished) };
  if (parts.alone?.wasCutOff(message.id))
    return { kind: 'quarantined', verdict: 'unknown', findings: [], reason: cutOff, departures: [] };
  const source = parts.source(message.provider, message.source);
  if (source === undefined)
    return { kind: 'retry', reason: `no source "${message.source}" of ${message.provider} is configured now` };
  try {
    const context = contextOf(claim, parts, span);
    const processed = await context.alone(() => source.processing.process(inputOf(claim), context));
    if (!isJudged(processed)) return processed;
    const settled = quarantinedByPolicy(processed, source);
    // A quarantined message makes no event, so there is no hurry to settle it: the answer comes first.
    if (processed.kind === 'processed' && processed.again && settled.kind !== 'processed')
      return { kind: 'retry', reason: processed.again.reason, retryAfterMs: processed.again.waitMs, patient: true };
    const { verdict, findings } = processed;
    const type = processed.kind === 'processed' ? processed.events[0]?.type : undefined;
    const departures = departuresOf({ message, verdict, findings, type }, source, parts.sinks);
    if (settled.kind !== 'processed') return { ...settled, departures };
    const events = settled.events.map((fact, index) => envelop(message, verdict, fact, index));
    return { ...settled, departures, events };
  } catch (error) {
    if (error instanceof LeaseLost) return { kind: 'lease_lost' };
    if (parts.signal.aborted) return { kind: 'retry', reason: 'the gateway was stopped' };
    if (error instanceof StoreUnavailable) throw error; // Settling was tried until the stop (`settle-again.ts`).
    // A bug of ours in one provider's leaves must neither lose the message nor stop the others: it is retried, loudly, and then visible as failed.
    parts.log.error('message.processing_crashed', { message_id: message.id, reason: stackOf(error) });
    return { kind: 'retry', reason: `fault in the gateway: ${messageOf(error)}` };
  }
}

const inputOf = (claim: WorkClaim): ProcessingInput => {
  const { message, documents, result, resultSinceMs, answerOwed, attempt: number } = claim;
  return {
    message,
    documents,
    answerOwed,
    attempt: number,
    ...(result && { result }),
    ...(resultSinceMs !== undefined && { resultSinceMs }),
  };
};

// A message of ours takes one millisecond; ten like this in a second would leave no time for everybody else's.
const SLOW_MS = 100;

function timed<T>(
  { id, source }: StoredMessage,
  work: () => T,
  { alone, clock, log, metrics }: ProcessParts,
  span: Span | undefined,
): T {
  const judging = span?.child('judge');
  const begunAtMs = clock.monotonic();
  try {
    return alone === undefined ? work() : alone.mark(id, work);
  } finally {
    judging?.end();
    const tookMs = clock.monotonic() - begunAtMs;
    if (tookMs > SLOW_MS) {
      log.warn('message.slow', { message_id: id, source, took_ms: Math.round(tookMs) });
      metrics?.slow(source);
    }
  }
}

/** Another worker has the work now, because ours took longer than its lease. This worker may do nothing more for it. */
class LeaseLost extends Error {}

const cutOff =
  'To read and judge it took more than 2 s of the processor, and was cut off. Look at its content; `pushdock messages retry` tries it once more.';

function contextOf(claim: WorkClaim, parts: ProcessParts, span: Span | undefined): ProcessingContext {
  const { store, log, clock, signal } = parts;
  const stillOurs = (settled: WorkSettled) => {
    if (settled === 'fenced') throw new LeaseLost('another worker now has the lease');
  };
  return {
    log,
    clock,
    signal,
    alone: (work) => timed(claim.message, work, parts, span),
    outside: (step, work) => within(span, step, { kind: 'client' }, work),
    keep: async (document) => stillOurs(await store.settleWork(claim, { document })),
    defer: async () => stillOurs(await store.settleWork(claim, { answerOwed: true })),
    settle: async (result) => {
      const settled = await store.settleWork(claim, { result });
      stillOurs(settled);
      return { answerOwed: settled === 'answer_owed' };
    },
    answered: async () => stillOurs(await store.settleWork(claim, { answered: true })),
  };
}

async function settle(claim: WorkClaim, processed: Settlement, parts: ProcessParts): Promise<void> {
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
async function fail(claim: WorkClaim, reason: string, { store, clock, log, metrics }: ProcessParts): Promise<void> {
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

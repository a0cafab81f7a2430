/** One piece of work: follow up, parse, judge, normalise, note departures, settle. Repeatable: given the same stored bytes it settles the same. */

import { isJudged } from '../providers/processing.ts';
import type { ProcessingContext, ProcessingInput, Source } from '../providers/provider.ts';
import { messageOf, stackOf } from '../running/thrown.ts';
import { type StoredMessage, StoreUnavailable, type WorkClaim, type WorkSettled } from '../store/store.ts';
import { type Span, type Tracer, within } from '../tracing/tracer.ts';
import { givenUpAlone, UNFINISHED_MAX } from './alone.ts';
import { departuresOf } from './departures.ts';
import { envelop } from './envelope.ts';
import { quarantinedByPolicy } from './quarantine.ts';
import { type Settlement, type SettleParts, settle } from './settlement.ts';

export type ProcessParts = SettleParts & {
  readonly source: (provider: string, name: string) => Source | undefined;
  readonly tracer?: Tracer | undefined;
  readonly alone?: Alone;
};

/** For work that has the thread for itself, where somebody watches it. */
export type Alone = {
  /** Says that the message is worked on, while `work` runs. */
  readonly mark: <T>(messageId: string, work: () => T) => T;
  /** Whether it was cut off at the last try; true once. */
  readonly wasCutOff: (messageId: string) => boolean;
};

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

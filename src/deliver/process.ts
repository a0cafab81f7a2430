/** One piece of work: follow up, parse, judge, normalise, fan out. Repeatable: given the same stored bytes it settles the same. */
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { waitMs } from '../outbound/backoff.ts';
import type { Processed, ProcessingContext, Source } from '../providers/provider.ts';
import type { Store, WorkClaim } from '../store/store.ts';
import { envelop } from './envelope.ts';
import { fanOut, type SinkFilter } from './fan-out.ts';

// 15 attempts with doubling waits from 1 s, capped at 1 h, span about six hours: an evening's outage of a provider's API.
export const workRetry = { firstMs: 1000, factor: 2, capMs: 3_600_000, jitter: 'full', attempts: 15 } as const;

export type ProcessParts = {
  readonly store: Store;
  readonly source: (provider: string, name: string) => Source | undefined;
  readonly sinks: readonly SinkFilter[];
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
};

export async function processWork(claim: WorkClaim, parts: ProcessParts): Promise<void> {
  const { message } = claim;
  const source = parts.source(message.provider, message.source);
  const processed: Processed =
    source === undefined
      ? { kind: 'retry', reason: `no source "${message.source}" of ${message.provider} is configured any more` }
      : await attempt(claim, source, parts);
  await settle(claim, processed, parts);
}

async function attempt(claim: WorkClaim, source: Source, parts: ProcessParts): Promise<Processed> {
  const { message, documents, result, answerOwed, attempt: number } = claim;
  const context: ProcessingContext = {
    log: parts.log,
    clock: parts.clock,
    signal: parts.signal,
    keep: async (document) => void (await parts.store.keepDocument(claim, document)),
    settle: (settled) => parts.store.settleResult(claim, settled),
    answered: async () => void (await parts.store.keepAnswered(claim)),
  };
  try {
    return await source.processing.process(
      { message, documents, answerOwed, attempt: number, ...(result && { result }) },
      context,
    );
  } catch (error) {
    // A bug of ours in one provider's leaves must neither lose the message nor stop the others: it is retried, loudly, and then visible as failed.
    parts.log.error('message.processing_crashed', {
      message_id: message.id,
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    return { kind: 'retry', reason: `fault in the gateway: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function settle(claim: WorkClaim, processed: Processed, parts: ProcessParts): Promise<void> {
  const { store, clock, log } = parts;
  const { message } = claim;
  switch (processed.kind) {
    case 'processed': {
      const events = processed.events.map((fact, index) => envelop(message, processed.verdict, fact, index));
      const { verdict, findings } = processed;
      await store.completeWork(
        claim,
        { state: 'processed', verdict, findings, events, deliveries: fanOut(events, parts.sinks) },
        clock.now(),
      );
      log.info('message.judged', {
        message_id: message.id,
        source: message.source,
        verdict,
        findings: findings.length,
        events: events.length,
      });
      return;
    }
    case 'quarantined': {
      const { verdict, findings, reason } = processed;
      await store.completeWork(
        claim,
        { state: 'quarantined', reason, verdict, findings, events: [], deliveries: [] },
        clock.now(),
      );
      log.warn('message.quarantined', { message_id: message.id, source: message.source, verdict, reason });
      return;
    }
    case 'failed':
      await store.failWork(claim, processed.reason);
      log.error('message.failed', { message_id: message.id, source: message.source, reason: processed.reason });
      return;
    case 'retry': {
      if (claim.attempt >= workRetry.attempts) {
        await store.failWork(claim, `given up after ${claim.attempt} attempts: ${processed.reason}`);
        log.error('message.failed', {
          message_id: message.id,
          source: message.source,
          attempts: claim.attempt,
          reason: processed.reason,
        });
        return;
      }
      const nextInMs = Math.max(processed.retryAfterMs ?? 0, waitMs(workRetry, claim.attempt, Math.random));
      await store.retryWork(claim, { dueAtMs: clock.now() + nextInMs, reason: processed.reason });
      log.warn('message.retried', {
        message_id: message.id,
        source: message.source,
        attempt: claim.attempt,
        next_in_ms: nextInMs,
        reason: processed.reason,
      });
    }
  }
}

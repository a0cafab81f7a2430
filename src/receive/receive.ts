/**
 * The life of an inbound push, before anything is said to its sender. Ifs live here, work lives in the providers' leaves.
 *
 *   verify ▶ identify ▶ append = durable ▶ (result, where the provider waits for one)
 */

import { requestIdOf } from '../formats/request-id.ts';
import { contextOfHeaders } from '../formats/trace-context.ts';
import type { Log } from '../log.ts';
import { type Refusal, refuse } from '../problems.ts';
import type { Identification, Outcome, PushInput, Receive, Source } from '../providers/provider.ts';
import type { Answered, AnswerRecord } from '../running/answers.ts';
import type { Clock } from '../running/clock.ts';
import type { Metrics } from '../running/metrics.ts';
import type { Appended, NewMessage, Store } from '../store/store.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { Span, Tracer } from '../tracing/tracer.ts';
import type { Verified } from '../trust/trust.ts';
import { newMessageId } from './message-id.ts';
import type { Refusals } from './refusals.ts';
import { storedHeaders } from './stored-headers.ts';

export type ReceiveParts = {
  readonly provider: string;
  /** Looked up at every push, so that a reloaded configuration counts from the next push on. */
  readonly source: (provider: string, name: string) => Source | undefined;
  readonly store: Pick<Store, 'append' | 'resultOf'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Counts and lists what is refused; the gateway always gives it. */
  readonly refusals?: Refusals;
  readonly metrics?: Metrics;
  readonly tracer?: Tracer | undefined;
  /** Hears of each answer to a push of a configured source; the gateway always gives it. */
  readonly answers?: AnswerRecord;
  /** Called after a commit failed for good: the process can no longer promise anything and must stop. */
  readonly onFatal: (cause: StoreUnavailable) => void;
};

/** The flow for one provider; its typed handlers call this and put the outcome into the provider's words. */
export function openReceive(parts: ReceiveParts): Receive {
  return async (operationId, input) => {
    const startedMs = parts.clock.monotonic();
    const tookMs = () => parts.clock.monotonic() - (input.beganMs ?? startedMs);
    const source = parts.source(parts.provider, input.path.source ?? '');
    if (source === undefined) {
      const outcome = unknownSource(parts, input);
      parts.metrics?.refused(outcome.code, { seconds: tookMs() / 1_000 });
      return outcome;
    }

    const tell = (outcome: Answered['outcome'], tookMs: number, detail?: string) =>
      parts.answers?.answered({
        provider: source.provider,
        source: source.name,
        outcome,
        ...(detail !== undefined && { detail }),
        request: input.request,
        tookMs,
      });
    try {
      const { outcome, why, traceId } = await take(operationId, source, input, startedMs, parts);
      const timing = { seconds: tookMs() / 1_000, traceId };
      if (outcome.kind === 'refused') {
        parts.metrics?.refused(outcome.code, timing, source.name);
        tell(why?.code ?? outcome.code, tookMs(), why?.detail);
      } else {
        parts.metrics?.accepted(source.name, timing);
        tell('accepted', tookMs());
      }
      return outcome;
    } catch (error) {
      parts.metrics?.refused('internal', { seconds: tookMs() / 1_000 }, source.name);
      tell('internal', tookMs());
      throw error;
    }
  };
}

/** `why`: of a refusal, also where its sender is told something else because it must wait. `traceId`: where its trace is recorded. */
type Taken = { readonly outcome: Outcome; readonly why?: Refusal; readonly traceId?: string };

async function take(
  operationId: string,
  source: Source,
  input: PushInput,
  startedMs: number,
  parts: ReceiveParts,
): Promise<Taken> {
  const checked = await source.receiving.verify(input, parts.clock.now());
  if (!checked.ok) return { outcome: refused(parts, source, input, checked), why: checked }; // Not proven to be the provider's: nothing is promised.
  input.proven?.();

  // Of pushes that are proven only: a stranger could otherwise fill the collector with spans.
  const span = beginSpan(source, input, startedMs, parts);
  try {
    const identified = source.receiving.identify(checked.value);
    // A turn less for nearly every push.
    const known = identified instanceof Promise ? await identified : identified;
    const message = newMessage(operationId, source, input, checked.value, known, span);
    const kept = await keep(message, source, input, startedMs, parts, span);
    return span?.recorded ? { ...kept, traceId: span.traceId } : kept;
  } finally {
    span?.end();
  }
}

async function keep(
  message: NewMessage,
  source: Source,
  input: PushInput,
  startedMs: number,
  parts: ReceiveParts,
  span: Span | undefined,
): Promise<Taken> {
  const appended = await append(message, parts, span); // Durable when this resolves.
  if (appended instanceof StoreUnavailable) return { outcome: { kind: 'refused', code: 'store_unavailable' } };

  parts.metrics?.received(source.name, appended.outcome);
  span?.set({ outcome: appended.outcome, ...('messageId' in appended && { message: appended.messageId }) });
  if (appended.outcome === 'nonce_reused') {
    const why = refuse('nonce_reused', 'a nonce came a second time');
    return { outcome: refused(parts, source, input, why), why };
  }
  logReceived(parts, message, appended, startedMs, span);
  return { outcome: await outcomeOf(appended, source, requestIdOf(message.headers), parts) }; // Only now may we say yes.
}

/** `traceparent` of a stranger is a link: only where the source says so does it decide into which trace our spans go, and whether they are recorded. */
function beginSpan(
  { provider, name, continuesTrace }: Source,
  { request, beganMs }: PushInput,
  startedMs: number,
  { tracer, clock }: ReceiveParts,
): Span | undefined {
  if (tracer === undefined) return undefined;
  const sent = contextOfHeaders(request.headers);
  return tracer.start('receive', {
    kind: 'server',
    ...(sent !== undefined && (continuesTrace ? { parent: sent } : { link: sent })),
    attributes: { provider, source: name, 'http.request.method': request.method },
    begunMsAgo: clock.monotonic() - (beganMs ?? startedMs),
  });
}

function newMessage(
  operation: string,
  source: Source,
  input: PushInput,
  verified: Verified,
  { identities, disposition }: Identification,
  span: Span | undefined,
): NewMessage {
  return {
    id: newMessageId(),
    provider: source.provider,
    source: source.name,
    operation,
    receivedAtMs: verified.receivedAtMs,
    method: verified.method,
    target: source.receiving.redactTarget(input),
    headers: storedHeaders(verified.headers),
    bytes: verified.bytes,
    identities,
    proofs: verified.proofs.map(({ credential, nonce }) => (nonce ? { credential, nonce } : { credential })),
    disposition,
    ...(span && { trace: span.trace }),
  };
}

async function append(
  message: NewMessage,
  parts: ReceiveParts,
  span: Span | undefined,
): Promise<Appended | StoreUnavailable> {
  const commit = span?.child('commit');
  const begunMs = parts.clock.monotonic();
  let failed: string | undefined;
  try {
    return await parts.store.append(message);
  } catch (error) {
    failed = 'the store did not keep it';
    return storeFailed(error, message.source, requestIdOf(message.headers), parts);
  } finally {
    commit?.end(failed);
    const seconds = (parts.clock.monotonic() - begunMs) / 1_000;
    parts.metrics?.committed(message.source, { seconds, traceId: span?.recorded ? span.traceId : undefined });
  }
}

/** The store's failure as a value; anything else is a bug and thrown again. */
function storeFailed(
  error: unknown,
  source: string,
  requestId: string | undefined,
  { log, onFatal }: ReceiveParts,
): StoreUnavailable {
  if (!(error instanceof StoreUnavailable)) throw error;
  log.error('message.not_stored', { source, fatal: error.fatal, reason: error.message, request_id: requestId });
  if (error.fatal) onFatal(error);
  return error;
}

async function outcomeOf(
  appended: Exclude<Appended, { outcome: 'nonce_reused' }>,
  { name, receiving }: Source,
  requestId: string | undefined,
  parts: ReceiveParts,
): Promise<Outcome> {
  if (appended.outcome === 'sampled_out') return { kind: 'accepted' };
  const { messageId } = appended;
  if (receiving.awaitsResult === undefined || appended.outcome === 'conflict') return { kind: 'accepted', messageId };
  try {
    const result = await parts.store.resultOf(messageId, receiving.awaitsResult.budgetMs);
    return result === undefined ? { kind: 'pending', messageId } : { kind: 'answered', messageId, result };
  } catch (error) {
    // The message is durable, but not that an answer is owed: to promise one could be a lie. The sender asks again and is a repeat.
    storeFailed(error, name, requestId, parts);
    return { kind: 'refused', code: 'store_unavailable' };
  }
}

function unknownSource({ refusals }: ReceiveParts, { request }: PushInput): Outcome & { kind: 'refused' } {
  const { remoteAddress: address, method, path } = request;
  const noted = refusals?.note({ address, method, path, code: 'unknown_source' });
  return { kind: 'refused', code: noted === 'limited' ? 'too_many_requests' : 'unknown_source' };
}

/**
 * The proof was looked at before anybody counts: a push that is proven is never limited, whatever else its address sends. Only who
 * has nothing to show is told to wait, and then without a log line, which would cost more than the check did.
 */
function refused(
  { log, refusals }: ReceiveParts,
  source: Source,
  input: PushInput,
  { code, detail }: Refusal,
): Outcome {
  const { remoteAddress: address, method } = input.request;
  const [path = ''] = source.receiving.redactTarget(input).split('?');
  if (
    refusals?.note({
      address,
      method,
      path,
      code,
      detail,
      source: { provider: source.provider, name: source.name },
    }) === 'limited'
  )
    return { kind: 'refused', code: 'too_many_requests' };
  log.warn('message.refused', {
    provider: source.provider,
    source: source.name,
    code,
    detail,
    remote_address: input.request.remoteAddress,
    request_id: requestIdOf(input.request.headers),
  });
  return { kind: 'refused', code };
}

function logReceived(
  parts: ReceiveParts,
  message: NewMessage,
  appended: Appended,
  startedMs: number,
  span: Span | undefined,
): void {
  parts.log.info('message.received', {
    provider: message.provider,
    source: message.source,
    message_id: 'messageId' in appended ? appended.messageId : undefined,
    outcome: appended.outcome,
    ...('reopened' in appended && { reopened: true }),
    bytes: message.bytes.byteLength,
    request_id: requestIdOf(message.headers),
    ...(span && { trace_id: span.traceId }),
    took_ms: Math.round(parts.clock.monotonic() - startedMs),
  });
}

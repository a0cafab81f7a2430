/** Spans by OpenTelemetry's API. Loaded only where traces are made. */
import {
  trace as api,
  createTraceState,
  isSpanContextValid,
  type Span as OtelSpan,
  type Tracer as OtelTracer,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
} from '@opentelemetry/api';
import { readContext, writeContext } from '../formats/trace-context.ts';
import type { Log } from '../log.ts';
import { openAnnouncer } from '../running/announce.ts';
import type { Clock } from '../running/clock.ts';
import { messageOf } from '../running/thrown.ts';
import type { Attributes, Span, SpanName, SpanStart, Tracer } from './tracer.ts';

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
} as const;

/** The tracer of the program's own SDK, which it has registered before. */
export const registeredTracer = (version: string): OtelTracer => api.getTracer('pushdock', version);

/** What the SDK throws is in the log once a minute, and the push that was traced goes on. */
export function tracerOf(tracer: OtelTracer, { log, clock }: { readonly log: Log; readonly clock: Clock }): Tracer {
  const announce = openAnnouncer(log, clock);

  function start(
    name: SpanName,
    { kind = 'internal', parent, link, attributes, begunMsAgo }: SpanStart,
    own?: SpanContext,
  ): Span | undefined {
    return unharmed(() => {
      const from = own ?? (parent === undefined ? undefined : contextOf(parent));
      const to = link === undefined ? undefined : contextOf(link);
      const span = tracer.startSpan(
        name,
        {
          kind: kinds[kind],
          ...(attributes && { attributes: prefixed(attributes) }),
          ...(to !== undefined && { links: [{ context: to }] }),
          ...(begunMsAgo !== undefined && { startTime: performance.timeOrigin + performance.now() - begunMsAgo }),
        },
        from === undefined ? ROOT_CONTEXT : api.setSpanContext(ROOT_CONTEXT, from),
      );
      // Zeros, where nothing is behind the API: no event may name those.
      return isSpanContextValid(span.spanContext()) ? wrapped(span) : undefined;
    });
  }

  function wrapped(span: OtelSpan): Span {
    const { traceId, spanId, traceFlags, traceState } = span.spanContext();
    const state = traceState?.serialize();
    const trace = writeContext({ traceId, spanId, flags: traceFlags, ...(state && { state }) });
    return {
      trace,
      traceId,
      recorded: span.isRecording(),
      child: (name, rest = {}) => start(name, rest, span.spanContext()),
      set: (attributes) => void unharmed(() => span.setAttributes(prefixed(attributes))),
      end: (failed) =>
        unharmed(() => {
          if (failed !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failed });
          span.end();
        }),
    };
  }

  function unharmed<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      announce('traces.span_failed', { reason: messageOf(error) });
      return undefined;
    }
  }

  return { start: (name, rest = {}) => start(name, rest) };
}

/** Remote: the span is another process's, or one of another thread. */
function contextOf(text: string): SpanContext | undefined {
  const read = readContext(text);
  if (read === undefined) return undefined;
  const { traceId, spanId, flags, state } = read;
  return {
    traceId,
    spanId,
    traceFlags: flags,
    isRemote: true,
    ...(state !== undefined && { traceState: createTraceState(state) }),
  };
}

/** A name with a dot in it is one of OpenTelemetry's conventions. */
const prefixed = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name.includes('.') ? name : `pushdock.${name}`, value]),
  );

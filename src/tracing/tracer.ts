/** Spans as the halves make them. They know only these types; `otel.ts` fills them for OpenTelemetry. Without a tracer nothing is made, and nothing is loaded. */

/** The steps of a push, from the provider's request to the sink's answer; `README.md` says what each one covers. */
export type SpanName = 'receive' | 'commit' | 'process' | 'follow-up' | 'decide' | 'answer' | 'judge' | 'attempt';

/** Names of the configuration, ids and outcomes: never a body, a header, an address or a secret. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export type SpanStart = {
  /** `internal` if absent. */
  readonly kind?: 'server' | 'client' | 'producer' | 'consumer' | 'internal';
  /** A context as `formats/trace-context.ts` writes it. A span without a parent begins a trace. */
  readonly parent?: string;
  /** Another span that it comes from. */
  readonly link?: string;
  readonly attributes?: Attributes;
  /** How long ago it began, in milliseconds. */
  readonly begunMsAgo?: number;
};

export interface Span {
  /** To be stored and handed on (`formats/trace-context.ts`). */
  readonly trace: string;
  readonly traceId: string;
  /** Whether somebody will see it: of an unsampled trace only the context travels. */
  readonly recorded: boolean;
  /** Undefined like `Tracer.start`. */
  child(name: SpanName, start?: Omit<SpanStart, 'parent'>): Span | undefined;
  set(attributes: Attributes): void;
  /** Once. `failed`: why, in a few words without a secret. */
  end(failed?: string): void;
}

/** Nothing here throws, whatever the SDK does: a push is not refused, and nothing is sent twice, for a trace. */
export interface Tracer {
  /** Undefined where the SDK makes no span with an id. */
  start(name: SpanName, start?: SpanStart): Span | undefined;
}

export type Tracing = {
  /** Absent where no traces are made. */
  readonly tracer?: Tracer;
  /** Hands over what there is, for 2 s at most. */
  close(): Promise<void>;
};

/** Runs `work` within a child of `span`, where there is one. */
export async function within<T>(
  span: Span | undefined,
  name: SpanName,
  start: SpanStart,
  work: () => Promise<T>,
): Promise<T> {
  if (span === undefined) return work();
  const child = span.child(name, start);
  try {
    const done = await work();
    child?.end();
    return done;
  } catch (error) {
    child?.end('it threw');
    throw error;
  }
}

/** OpenTelemetry's SDK, as `telemetry` in the configuration starts it: spans go to a collector in batches, over HTTP as protobuf. */
import type { NodeTracerConfig } from '@opentelemetry/sdk-trace-node';
import { loadPackage } from '../config/optional-package.ts';
import type { Log } from '../log.ts';
import { openAnnouncer } from '../running/announce.ts';
import type { Clock } from '../running/clock.ts';
import type { Secret } from '../trust/secrets.ts';
import { tracerOf } from './otel.ts';
import type { Tracing } from './tracer.ts';

export type TelemetrySettings = {
  /** Base URL of the receiver; `/v1/traces` is appended where it is missing. */
  readonly otlp: string;
  readonly headers?: Readonly<Record<string, Secret>>;
  /** The share of the traces that begin here and are recorded, 0 to 1. */
  readonly sample: number;
  readonly service: string;
};

export type SdkParts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  /** Names this gateway among others. */
  readonly node: string;
  /** Which thread of it. */
  readonly thread: 'main' | 'delivering';
  readonly load?: typeof loadSdk;
};

// A span waits for its batch for this long.
const EVERY_MS = 1_000;
// Beyond it the SDK drops spans: of 1,000 pushes a second, this is two seconds without a collector.
const SPANS_MAX = 16_384;
const EXPORT_MS_MAX = 10_000;
const CLOSE_MS_MAX = 2_000;

export const packages = ['@opentelemetry/sdk-trace-node', '@opentelemetry/exporter-trace-otlp-proto'] as const;

async function loadSdk() {
  const [sdk, exporter] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
  ]);
  return { ...sdk, OTLPTraceExporter: exporter.OTLPTraceExporter };
}

/** Rejects with `ConfigurationError` where the packages are not installed. */
export async function openSdk(settings: TelemetrySettings, parts: SdkParts): Promise<Tracing> {
  const { clock, log, version, node, thread, load = loadSdk } = parts;
  const sdk = await loadPackage('telemetry.otlp', packages, load);
  const exporter = new sdk.OTLPTraceExporter({
    url: tracesUrl(settings.otlp),
    headers: Object.fromEntries(Object.entries(settings.headers ?? {}).map(([name, value]) => [name, value.reveal()])),
    timeoutMillis: EXPORT_MS_MAX,
  });
  const announce = openAnnouncer(log, clock);
  const told: typeof exporter.export = (spans, done) =>
    exporter.export(spans, (result) => {
      if (result.error) announce('traces.not_exported', { spans: spans.length, reason: result.error.message });
      done(result);
    });
  const provider = new sdk.NodeTracerProvider({
    resource: resourceOf({
      'service.name': settings.service,
      'service.version': version,
      'service.instance.id': node,
      'thread.name': thread,
    }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(settings.sample) }),
    spanProcessors: [
      new sdk.BatchSpanProcessor(
        { export: told, shutdown: () => exporter.shutdown(), forceFlush: () => exporter.forceFlush() },
        { scheduledDelayMillis: EVERY_MS, maxQueueSize: SPANS_MAX, exportTimeoutMillis: EXPORT_MS_MAX },
      ),
    ],
  });
  return {
    tracer: tracerOf(provider.getTracer('pushdock', version), { log, clock }),
    close: async () => {
      const closed = new AbortController();
      const closing = provider.shutdown().catch(() => {}); // A collector that is away was told of already.
      await Promise.race([closing, clock.sleep(CLOSE_MS_MAX, closed.signal)]);
      closed.abort();
    },
  };
}

export function tracesUrl(base: string): string {
  const url = new URL(base);
  if (!url.pathname.endsWith('/v1/traces')) url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/traces`;
  return url.href;
}

type Resource = NonNullable<NodeTracerConfig['resource']>;

/** Of attributes that are all known: `@opentelemetry/resources` would be a third package to install for these lines. */
function resourceOf(attributes: Readonly<Record<string, string>>): Resource {
  return {
    attributes,
    merge: (other) => resourceOf({ ...attributes, ...(other?.attributes as typeof attributes | undefined) }),
    getRawAttributes: () => Object.entries(attributes),
  };
}

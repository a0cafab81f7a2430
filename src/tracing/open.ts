/** Whether traces are made, and by whom. Decided once, at the start; what is off costs a look at a missing object. */
import { packageVersion } from '../running/package-version.ts';
import type { SdkParts, TelemetrySettings } from './sdk.ts';
import type { Tracing } from './tracer.ts';

const off: Tracing = { close: async () => {} };

/** Where a program has registered an SDK of its own with OpenTelemetry's API; the key is the API's own, for all versions 1. */
const isRegistered = (): boolean => {
  const registered = (globalThis as Record<symbol, unknown>)[Symbol.for('opentelemetry.js.api.1')];
  return typeof registered === 'object' && registered !== null && 'trace' in registered;
};

/**
 * With `telemetry` the SDK is started for this gateway alone. Without it, the SDK of the program around the gateway is used, where there is one. Rejects with
 * `ConfigurationError` where a package is not installed.
 */
export async function openTracing(
  settings: TelemetrySettings | undefined,
  parts: Omit<SdkParts, 'version'>,
): Promise<Tracing> {
  const version = packageVersion();
  if (settings !== undefined) {
    const { openSdk } = await import('./sdk.ts');
    return openSdk(settings, { ...parts, version });
  }
  if (!isRegistered()) return off;
  const { registeredTracer, tracerOf } = await import('./otel.ts');
  return { ...off, tracer: tracerOf(registeredTracer(version), parts) };
}

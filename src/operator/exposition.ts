/** The page of metrics in the format that its reader asks for: Prometheus' text, or OpenMetrics, which alone has exemplars. */
import { Counter, type OpenMetricsContentType, Registry } from './prom-client.ts';

export type Format = 'text' | 'openmetrics';

/** As the contract declares them. */
export const mediaTypes = { text: 'text/plain', openmetrics: 'application/openmetrics-text' } as const;

/** As it is sent: Prometheus reads the version, which no contract declares. */
export function sentAs(mediaType: string): string {
  if (mediaType === mediaTypes.text) return Registry.PROMETHEUS_CONTENT_TYPE;
  return mediaType === mediaTypes.openmetrics ? Registry.OPENMETRICS_CONTENT_TYPE : mediaType;
}

// No reader names more; Prometheus names five.
const RANGES_MAX = 32;

/** `accept`: of the request. OpenMetrics where its version 1.0.0 is named and text is not wanted more. */
export function formatFor(accept: string | undefined): Format {
  const weights = { openmetrics: 0, text: 0 };
  for (const range of (accept ?? '').split(',', RANGES_MAX)) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const parameterOf = (name: string) => parameters.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
    const weight = Number(parameterOf('q') ?? 1);
    const version = parameterOf('version')?.replaceAll('"', '');
    if (type === 'application/openmetrics-text' && (version ?? '1.0.0') === '1.0.0')
      weights.openmetrics = Math.max(weights.openmetrics, weight);
    if (type === 'text/plain') weights.text = Math.max(weights.text, weight);
  }
  return weights.openmetrics > 0 && weights.openmetrics >= weights.text ? 'openmetrics' : 'text';
}

/** A registry for metrics with exemplars; prom-client wants it of this kind. */
export function exemplarRegistry(): Registry<OpenMetricsContentType> {
  const made = new Registry<OpenMetricsContentType>();
  made.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  return made;
}

type AnyRegistry = Registry | Registry<OpenMetricsContentType>;

export function exposed(registries: readonly AnyRegistry[], format: Format): Promise<string> {
  const page: AnyRegistry = format === 'text' ? new Registry() : exemplarRegistry();
  for (const registry of registries)
    for (const { name } of registry.getMetricsAsArray()) {
      const metric = registry.getSingleMetric(name);
      if (metric === undefined) continue;
      page.registerMetric(format === 'openmetrics' && metric instanceof Counter ? viewOf(metric, name) : metric);
    }
  return page.metrics();
}

/** prom-client takes `_total` off the name of the counter that it is given, and the next page in the text format would lack it. */
const viewOf = (counter: Counter, name: string): Counter =>
  Object.create(counter, { name: { value: name, writable: true } });

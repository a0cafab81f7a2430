/**
 * What of prom-client counts: eight of its files. Its index loads forty more at each start, Node's cluster and https among them, for what a gateway does not use. The metrics of
 * the process are loaded with the first page that shows them.
 */
import { createRequire } from 'node:module';
import type * as Client from 'prom-client';
import { lazily } from '../running/lazily.ts';

const require = createRequire(import.meta.url);

export const Registry = require('prom-client/lib/registry') as typeof Client.Registry;
export type Registry<ContentType extends Client.RegistryContentType = Client.PrometheusContentType> =
  Client.Registry<ContentType>;
export const Counter = require('prom-client/lib/counter') as typeof Client.Counter;
export type Counter<Label extends string = string> = Client.Counter<Label>;
export const Gauge = require('prom-client/lib/gauge') as typeof Client.Gauge;
export type Gauge<Label extends string = string> = Client.Gauge<Label>;
export const Histogram = require('prom-client/lib/histogram') as typeof Client.Histogram;
export type { HistogramConfiguration, OpenMetricsContentType } from 'prom-client';

/** Each adds metrics of the process to a registry. Not `eventLoopLag`, which wakes an idle process a hundred times a second (`process-metrics.ts`). */
export const collectProcessMetrics = lazily((require) =>
  [
    ...['processCpuTotal', 'processStartTime', 'osMemoryHeap', 'processOpenFileDescriptors'],
    ...['processMaxFileDescriptors', 'processResources', 'processHandles', 'processRequests'],
    ...['heapSizeAndUsed', 'heapSpacesSizeAndUsed', 'version', 'gc'],
  ].map((name) => require(`prom-client/lib/metrics/${name}`) as (register: Registry) => void),
);

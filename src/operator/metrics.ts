/** The counts of `src/running/metrics.ts` for Prometheus. */
import type { SourceReport } from '../health/report.ts';
import { problems } from '../problems.ts';
import type { Found } from '../running/conditions.ts';
import type { Metrics } from '../running/metrics.ts';
import { packageVersion } from '../running/package-version.ts';
import type { SinkActivity } from '../running/sink-activity.ts';
import type { GatewayNode, Nodes, Store } from '../store/store.ts';
import { exemplarRegistry, exposed, type Format } from './exposition.ts';
import { openHistograms } from './histograms.ts';
import { kept } from './kept-children.ts';
import { type LabelOf, type MetricName, metricsTable } from './metrics-table.ts';
import { processRegistry } from './process-metrics.ts';
import { Counter, Gauge, Registry } from './prom-client.ts';
import { openProviderGauges } from './provider-gauges.ts';

/** What the page reads from the store. */
type Asked = Pick<Store, 'backlog' | 'listSinks' | 'listFindings'>;

/** What is configured now. */
type Named = {
  readonly sources: readonly string[];
  readonly sinks: readonly string[];
  readonly providers: readonly string[];
  readonly conditions: readonly Found[];
  readonly health: readonly SourceReport[];
  readonly activity: Pick<SinkActivity, 'of'>;
  /** Since the start. */
  readonly logLinesLost: number;
  /** The gateways that share the store. */
  readonly nodes: Pick<Nodes, 'list'>;
};

export type MetricsPage = {
  /** For the halves. */
  readonly metrics: Omit<Metrics, 'circuit'>;
  /** What `GET /metrics` answers. `named`: what is configured now; a source without a push is shown with a 0, a former sink is not shown. */
  text(store: Asked, named: Named, format?: Format): Promise<string>;
};

export function openMetrics(): MetricsPage {
  const register = new Registry();
  const withExemplars = exemplarRegistry();
  const described = <Name extends keyof typeof metricsTable>(name: Name) => ({
    name,
    help: metricsTable[name].help,
    labelNames: metricsTable[name].labels as readonly LabelOf<Name>[],
    registers: [register],
  });
  const counter = <Name extends MetricName<'counter'>>(name: Name) => new Counter<LabelOf<Name>>(described(name));
  const gauge = <Name extends MetricName<'gauge'>>(name: Name) => new Gauge<LabelOf<Name>>(described(name));

  gauge('pushdock_build_info').set({ version: packageVersion(), node: process.versions.node }, 1);
  const pushes = counter('pushdock_pushes_total');
  const refused = counter('pushdock_refused_total');
  const polls = counter('pushdock_queue_polls_total');
  const { answered, ...timings } = openHistograms((name) => ({ ...described(name), registers: [withExemplars] }));
  const verdicts = counter('pushdock_verdicts_total');
  const settled = counter('pushdock_messages_settled_total');
  const attempts = counter('pushdock_delivery_attempts_total');
  const deadLetters = counter('pushdock_dead_letters_total');
  const slow = counter('pushdock_slow_messages_total');
  const deliveringEnds = counter('pushdock_delivering_ends_total');
  const deliveringLag = gauge('pushdock_delivering_eventloop_lag_seconds');
  const backlog = gauge('pushdock_backlog');
  const oldestDue = gauge('pushdock_backlog_oldest_due_timestamp_seconds');
  const sinkWaiting = gauge('pushdock_sink_waiting');
  const sinkDead = gauge('pushdock_sink_dead_letters');
  const sinkPaused = gauge('pushdock_sink_paused');
  const circuitOpen = gauge('pushdock_sink_circuit_open');
  const findings = gauge('pushdock_findings');
  const findingsUnkept = gauge('pushdock_findings_unkept');
  const conditions = gauge('pushdock_conditions');
  const providers = openProviderGauges(gauge);
  const logLinesLost = counter('pushdock_log_lines_lost_total');
  const storeUp = gauge('pushdock_store_up');
  const livingNodes = gauge('pushdock_nodes');

  // Used for each push. prom-client takes 3 µs to find a child by its labels, a map 0.1 µs.
  const pushesOf = kept((source: string, outcome: string) => pushes.labels({ source, outcome }));

  async function readStore(store: Asked, named: Named): Promise<void> {
    for (const gauge of [backlog, sinkWaiting, sinkDead, sinkPaused, findings, findingsUnkept, livingNodes])
      gauge.reset();
    oldestDue.remove();
    try {
      const nodes = await named.nodes.list();
      // Of what all of them share one says how much it is, so that sums over all pages are right.
      if (!speaksForAll(nodes)) return storeUp.set(1);
      for (const { role, state } of nodes) if (state !== 'gone') livingNodes.inc({ role, state });
      const { work, deliveries, oldestDueAtMs } = await store.backlog();
      backlog.set({ kind: 'work' }, work);
      backlog.set({ kind: 'deliveries' }, deliveries);
      if (oldestDueAtMs !== undefined) oldestDue.set(oldestDueAtMs / 1000);
      const sinks = new Map((await store.listSinks()).map((one) => [one.sink, one]));
      for (const sink of named.sinks) {
        const { waiting, dead = 0, paused } = sinks.get(sink) ?? {};
        for (const lane of ['live', 'retry', 'replay', 'behind'] as const)
          sinkWaiting.set({ sink, lane }, waiting?.[lane] ?? 0);
        sinkDead.set({ sink }, dead);
        sinkPaused.set({ sink }, paused ? 1 : 0);
      }
      const { counts, overflow } = await store.listFindings({}, { limit: 1 });
      for (const provider of named.providers) {
        for (const state of ['new', 'acknowledged', 'resolved']) findings.set({ provider, state }, 0);
        findingsUnkept.set({ provider }, 0);
      }
      for (const { provider, state, count } of counts) findings.set({ provider, state }, count);
      for (const { provider, count } of overflow) findingsUnkept.set({ provider }, count);
      storeUp.set(1);
    } catch {
      storeUp.set(0); // The page is needed most when the store is down; it says so, and readiness says why.
    }
  }

  return {
    metrics: {
      ...timings,
      received: (source, outcome) => pushesOf(`${source} ${outcome}`, source, outcome).inc(),
      accepted: (source, timing) => answered(source, 'accepted', timing),
      // Both at once, so that they add up.
      refused: (code, timing, source = '') => {
        refused.inc({ source, code });
        answered(source, problems[code].status >= 500 ? 'failed' : 'refused', timing);
      },
      polled: (source, outcome) => polls.inc({ source, outcome }),
      judged: (source, verdict, state) => {
        verdicts.inc({ source, verdict });
        settled.inc({ source, state });
      },
      failed: (source) => settled.inc({ source, state: 'failed' }),
      attempted: (sink, outcome) => {
        attempts.inc({ sink, outcome });
        deadLetters.inc({ sink }, outcome === 'dead' ? 1 : 0);
      },
      slow: (source) => slow.inc({ source }),
      deliveringEnded: () => deliveringEnds.inc(),
      deliveringLag: ({ p50, p99, max }) => {
        deliveringLag.set({ share: '0.5' }, p50);
        deliveringLag.set({ share: '0.99' }, p99);
        deliveringLag.set({ share: '1' }, max);
      },
    },
    text: async (store, named, format = 'text') => {
      for (const source of named.sources)
        for (const outcome of ['stored', 'duplicate']) pushes.inc({ source, outcome }, 0);
      conditions.reset();
      for (const { kind, about } of named.conditions) conditions.set({ kind, about }, 1);
      providers.set(named.health);
      circuitOpen.reset();
      for (const sink of named.sinks) {
        const { circuit } = named.activity.of(sink) ?? {};
        if (circuit !== undefined) circuitOpen.set({ sink }, circuit.state === 'closed' ? 0 : 1);
      }
      logLinesLost.reset();
      logLinesLost.inc(named.logLinesLost);
      await readStore(store, named);
      return exposed([register, withExemplars, processRegistry()], format);
    },
  };
}

/** The node that has lived longest. While it takes up to 15 s to see that it has gone, nobody speaks. */
const speaksForAll = (nodes: readonly GatewayNode[]): boolean =>
  nodes.find(({ state }) => state === 'up')?.own ?? nodes.every(({ state }) => state !== 'up');

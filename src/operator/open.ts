/** Opens the operator's side: conditions, the page of metrics, and the listener of the operator API. */
import type { Configuration } from '../config.ts';
import { readBundle } from '../contracts/bundle.ts';
import type { DeliveringHalf } from '../deliver/half.ts';
import type { Alerts } from '../health/alerts/alerts.ts';
import type { Health } from '../health/open.ts';
import type { Log } from '../log.ts';
import type { Sources } from '../providers/sources.ts';
import type { Receiving } from '../receive/open.ts';
import { boundAs } from '../running/address-unavailable.ts';
import { certificateWatch } from '../running/certificate-watch.ts';
import type { Clock } from '../running/clock.ts';
import type { ClockWatch } from '../running/clock-watch.ts';
import { type Conditions, openConditions, type Watch } from '../running/conditions.ts';
import { findingsWatch } from '../running/findings-watch.ts';
import { type Listening, listen } from '../running/listening.ts';
import { logWatch } from '../running/log-watch.ts';
import type { Reloaded } from '../running/reload.ts';
import type { SinkActivity } from '../running/sink-activity.ts';
import { workWatch } from '../running/work-watch.ts';
import type { Nodes, OpenedStore } from '../store/store.ts';
import type { Access } from './access.ts';
import { openAudit } from './audit.ts';
import { openChangeStreams } from './change-streams.ts';
import { openConsoleFiles } from './console-files.ts';
import { openOperator } from './listener.ts';
import type { MetricsPage } from './metrics.ts';
import type { Sessions } from './sessions.ts';

export type OperatingParts = {
  readonly address: Configuration['listen']['admin'];
  readonly store: OpenedStore;
  readonly sources: Sources;
  readonly receiving: Receiving;
  readonly delivering: DeliveringHalf;
  readonly health: Health;
  readonly alerts: Alerts;
  /** The section of the guide about a kind of condition. */
  readonly linkOf: (kind: string) => string;
  readonly clocks: ClockWatch;
  /** What is wrong with sinks. */
  readonly sinkWatch: Watch;
  /** What this gateway does at each sink. */
  readonly activity: Pick<SinkActivity, 'of'>;
  /** The name of this gateway. */
  readonly node: string;
  /** The gateways that share the store. */
  readonly nodes: Pick<Nodes, 'list'>;
  readonly metricsPage: MetricsPage;
  readonly access: Access;
  readonly sessions: Sessions;
  /** The folder of the built console. */
  readonly consoleFolder: string;
  readonly reload: () => Promise<Reloaded>;
  /** Aborts when a stop begins. */
  readonly stopping: AbortSignal;
  readonly clock: Clock;
  readonly log: Log;
  /** For conditions, which are the whole gateway's. */
  readonly gatewayLog: Log;
};

export type Operating = {
  readonly conditions: Conditions;
  /** From now on the operator is answered. Rejects with `AddressUnavailable`. */
  listen(): Promise<Listening>;
};

/** Throws where the contract declares an operation that nothing answers. */
export async function openOperating(parts: OperatingParts): Promise<Operating> {
  const { address, store, sources, receiving, delivering, clocks, metricsPage, log, gatewayLog } = parts;
  const { sinks, replaying, retention } = delivering;
  const conditions = openConditions({
    watches: {
      certificates: certificateWatch(receiving.tls, () =>
        sources.all.flatMap(({ capabilities }) => capabilities?.certificates?.known() ?? []),
      ),
      findings: findingsWatch(store),
      log: logWatch(log),
      store: () => store.found.remarks.map((detail) => ({ kind: 'store-younger', about: 'store', detail })),
      database: async () => (await store.concerns?.()) ?? [],
      work: workWatch(store),
      sinks: parts.sinkWatch,
      delivering: delivering.conditions,
      queues: receiving.queues.conditions,
      clock: clocks.watch,
      health: parts.health.watch,
      alerts: parts.alerts.watch,
      subscriptions: () =>
        sources.all.flatMap(({ capabilities }) => capabilities?.subscriptions?.reconciling?.conditions() ?? []),
    },
    clock: parts.clock,
    log: gatewayLog,
  });
  const server = openOperator({
    contract: () => readBundle('gateway'),
    store,
    clock: parts.clock,
    sinks,
    activity: parts.activity,
    node: parts.node,
    testSink: delivering.testSink,
    tryCopy: delivering.tryCopy,
    replaying,
    retaining: retention,
    health: parts.health,
    alerts: parts.alerts,
    linkOf: parts.linkOf,
    nodes: parts.nodes,
    sources,
    refusals: receiving.refusals,
    metricsText: async (format) => {
      await delivering.counted();
      return metricsPage.text(
        store,
        {
          sources: sources.all.map(({ name }) => name),
          sinks: sinks(),
          providers: [...new Set(sources.all.map(({ provider }) => provider))],
          conditions: await conditions.examine(),
          health: parts.health.report(),
          activity: parts.activity,
          logLinesLost: log.losses?.().lines ?? 0,
          nodes: parts.nodes,
        },
        format,
      );
    },
    reload: parts.reload,
    access: parts.access,
    sessions: parts.sessions,
    audit: openAudit(parts),
    changes: openChangeStreams(parts),
    consoleFiles: openConsoleFiles(parts.consoleFolder),
    conditions,
    log,
    stopping: parts.stopping,
  });
  return {
    conditions,
    listen: () => boundAs('listen.admin (or ADMIN_PORT)', address, listen(server, address)),
  };
}

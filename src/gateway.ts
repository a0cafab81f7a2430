/**
 * The only file that knows everyone. Opens the store, the providers, the two listeners and the worker, in the order in which they
 * can refuse, and stops them in the order in which nothing acknowledged is lost.
 */

import { join } from 'node:path';
import { type Role, refuseRole } from './config/role-rules.ts';
import { storePlace } from './config/store-settings.ts';
import { type Configuration, loadConfiguration } from './config.ts';
import type { DeliveringHalf } from './deliver/half.ts';
import { openIdle } from './deliver/idle.ts';
import { openDelivering } from './deliver/open.ts';
import type { Sink } from './deliver/sinks/sink.ts';
import { openAlerts } from './health/alerts/alerts.ts';
import { openHealth } from './health/open.ts';
import { limits } from './limits.ts';
import { type Log, openLog } from './log.ts';
import { liveAccess } from './operator/access.ts';
import { openMetrics } from './operator/metrics.ts';
import { openOperating } from './operator/open.ts';
import { openSessions } from './operator/sessions.ts';
import { openOutbound } from './outbound/client.ts';
import { providers as allProviders } from './providers/list.ts';
import { openProviders } from './providers/open.ts';
import type { Provider } from './providers/provider.ts';
import { startReconciling } from './providers/reconcile.ts';
import { reloadSources } from './providers/reload-sources.ts';
import { basePublicUrl } from './providers/sources.ts';
import { publishedFolder } from './publishing/publish/folder.ts';
import { openReceiving } from './receive/open.ts';
import { openSandboxUses } from './receive/sandbox/uses.ts';
import { type Clock, systemClock } from './running/clock.ts';
import { startClockWatch } from './running/clock-watch.ts';
import { type Closing, openClosing } from './running/closing.ts';
import { watchDescriptors } from './running/descriptors.ts';
import { baseUrl } from './running/listening.ts';
import { packageRoot } from './running/package-root.ts';
import { packageVersion } from './running/package-version.ts';
import { openReload, type Reloaded } from './running/reload.ts';
import { type Logging, openLogging } from './running/reload-log.ts';
import { openSinkActivity } from './running/sink-activity.ts';
import { openSinkWatch } from './running/sink-watch.ts';
import { steadyClock } from './running/steady-clock.ts';
import { messageOf, stackOf } from './running/thrown.ts';
import type { MocksBeside } from './simulate/beside.ts';
import { openStore } from './store/open.ts';
import { soleNode } from './store/shared/sole-node.ts';
import type { ShareableStore } from './store/shared-store.ts';
import type { NodeName, Nodes, OpenedStore } from './store/store.ts';
import { beginDeliveringThread } from './threads/host.ts';
import { isShareable, type Place, placeOf } from './threads/place.ts';
import { openTracing } from './tracing/open.ts';

export type Gateway = {
  /** Base URLs of the two listeners as bound, without a trailing slash. That of pushes is empty where the gateway only delivers. */
  readonly publicUrl: string;
  readonly operatorUrl: string;
  readonly store: OpenedStore;
  /** Resolves when the store can no longer make promises: the process must end, with an error. */
  readonly fatal: Promise<Error>;
  /** Takes up the configuration as its file is now, or says why not and leaves everything as it is. */
  reload(): Promise<Reloaded>;
  /** Stops taking pushes, finishes what is under way, closes the store. */
  close(): Promise<void>;
};

export type GatewayParts = {
  readonly clock?: Clock;
  readonly log?: Log;
  /** In place of `log`, where the caller has lines of its own to write. */
  readonly logging?: Logging;
  /** In place of the providers of `list.ts`; tests add a toy. */
  readonly providers?: readonly Pick<Provider, 'name' | 'open' | 'simulate'>[];
  /** In place of reading the configuration's file again; for a reload. */
  readonly read?: () => Configuration;
  /** In place of `dist/contracts`; what is published at `/contracts/`. */
  readonly contracts?: string;
  /** In place of `dist/console`. */
  readonly consoleFolder?: string;
  /** In place of the configured store, which is then not opened. Closed with the gateway. A test gives one that fails. */
  readonly store?: OpenedStore;
  /** Beside the configured ones, also after a reload; `read` refuses a configuration that has one of their names. */
  readonly sinks?: readonly Sink[];
  /** Where messages are processed and delivered; `here` if absent. With values of the caller above, always `here` (`threads/place.ts`). */
  readonly delivering?: Place;
  /** `receive`: takes pushes and stores them. `deliver`: no public listener. Both only where gateways share a store; `all` if absent. */
  readonly role?: Role;
};

// One small commit; a database that is away would keep the stop waiting.
const DRAIN_MS_MAX = 1_000;

/** Nothing acknowledged is lost in this order: no new promise is made, what is under way is finished, and then the store is let go. */
const closed = [
  'watching',
  'receiving',
  'delivering',
  'modules',
  'operating',
  'clock',
  'outside',
  'store',
  'tracing',
] as const;

/** Rejects with `ConfigurationError`, `StoreUnavailable` or the system's error of an address; then nothing is left running. */
export async function openGateway(configuration: Configuration, parts: GatewayParts = {}): Promise<Gateway> {
  const closing = openClosing(closed);
  try {
    return await open(configuration, parts, closing);
  } catch (error) {
    // A listener that stays behind without a worker would take pushes that nobody processes.
    await closing
      .close()
      .catch((failure: unknown) =>
        (parts.logging?.in('gateway') ?? parts.log)?.error('gateway.close_failed', { reason: stackOf(failure) }),
      );
    throw error;
  }
}

async function open(
  configuration: Configuration,
  parts: GatewayParts,
  closing: Closing<(typeof closed)[number]>,
): Promise<Gateway> {
  const { role = 'all' } = parts;
  refuseRole(configuration, role);
  const clock = steadyClock(parts.clock ?? systemClock);
  const logging = parts.logging ?? (await openLogging(parts.log ?? openLog('debug'), configuration));
  const log = logging.in('gateway');
  const { development } = configuration;
  const metricsPage = openMetrics();
  const activity = openSinkActivity(clock);
  const metrics = activity.beside(metricsPage.metrics);
  // First, because what it needs is loaded beside everything that follows.
  const thread =
    role !== 'receive' && placeOf(parts) === 'thread'
      ? beginDeliveringThread({ clock, log: logging.in('deliver'), relayed: logging.all, metrics })
      : undefined;
  closing.add('delivering', () => thread?.stop());
  const { telemetry } = configuration;
  const tracing = await openTracing(telemetry, {
    ...{ clock, log: logging.in('tracing'), node: configuration.node, thread: 'main' },
  });
  closing.add('tracing', () => tracing.close());
  const { tracer } = tracing;
  const outbound = openOutbound({ development, log: logging.in('outbound'), clock });
  closing.add('outside', () => outbound.close());
  // Before the sources, which read the secrets that they have kept in it.
  const name: NodeName = { id: configuration.node, role, version: packageVersion() };
  const store =
    parts.store ??
    (await openStore(storePlace(configuration.store), {
      ...{ clock, log: logging.in('store'), witnesses: filesOf(configuration), name },
    }));
  closing.add('store', () => store.close());
  const nodes = nodesOf(store, name, clock);
  const clocks = await startClockWatch({ store, clock, log });
  closing.add('clock', () => clocks.stop());
  const apart = thread && isShareable(store) ? thread : undefined;
  if (apart === undefined) await thread?.stop();
  const openThread = () =>
    apart && isShareable(store) ? apart.open({ configuration, store, doubtForMs: clocks.doubtForMs }) : undefined;
  // At once, beside what follows. With mocks only after them: a follow-up that meets none would be answered as a fault of transport.
  const withMocks = configuration.mocks !== undefined && role !== 'deliver';
  const begun = withMocks ? undefined : openThread();
  begun?.catch(() => {}); // Awaited below; what fails before that ends the thread too.
  const stopping = new AbortController();
  closing.add('watching', () => stopping.abort());
  // Others see it before it takes nothing more. A store that does not answer must not hold up the stop.
  const drain = () =>
    nodes.drain().catch((error: unknown) => log.warn('node.not_drained', { reason: messageOf(error) }));
  closing.add('watching', () => Promise.race([drain(), clock.sleep(DRAIN_MS_MAX)]));
  const { providers, sources, retire } = await openProviders({
    from: parts.providers ?? allProviders,
    configuration,
    outbound,
    store,
    clock,
    log: logging.in('providers'),
    stopping: stopping.signal,
    processedElsewhere: apart !== undefined || role === 'receive',
  });
  closing.add('modules', retire);
  const sandboxUses = openSandboxUses({ store, clock, log: logging.in('receive') });
  closing.add('outside', () => sandboxUses.close());
  const failing = openFailing(store);

  // One process opens the file, whatever its machine is called today.
  const shared = configuration.store.engine === 'sqlite' ? {} : { node: configuration.node };
  // Before the first push, with what was known before the last stop. Its last words go into the store after the last push.
  const health = await openHealth({
    sources,
    store,
    configuration,
    ...shared,
    ownTypes: (parts.sinks ?? []).flatMap(({ settings }) => settings.filter.types),
    clock,
    log: logging.in('health'),
  });
  closing.add('outside', () => health.close());

  // Asked for by the operator and by alerts, which begin when the listener is bound: before that nobody knows which port 0 is.
  const publicUrl = () => configuration.publicUrl ?? listening?.url ?? basePublicUrl(configuration);
  const linkOf = (kind: string) => `${publicUrl()}/contracts/guides/conditions.html#${kind}`;
  const alerts = openAlerts({
    configuration,
    store,
    gateway: () => new URL(publicUrl()).host,
    linkOf,
    clock,
    log: logging.in('health'),
  });
  health.onChange(alerts.wake);
  closing.add('outside', () => alerts.close());

  const receiving = openReceiving({
    configuration,
    providers,
    sources,
    store,
    sandboxUses,
    judgeTried: (message) => delivering.tryMessage(message),
    contracts: parts.contracts ?? publishedFolder(packageRoot()),
    clock,
    log: logging.in('receive'),
    metrics,
    tracer,
    answers: health.record,
    onFatal: failing.fail,
  });
  let mocks: MocksBeside | undefined;
  if (withMocks) {
    // Imported here, because it is far more than a gateway outside development needs.
    const { openMocksBeside } = await import('./simulate/beside.ts');
    const { public: address, tls } = configuration.listen;
    const gateway = baseUrl(address, tls ? 'https' : 'http');
    const from = parts.providers ?? allProviders;
    mocks = await openMocksBeside({ from, port: configuration.mocks, gateway, clock, log: logging.in('mocks') });
    const { close } = mocks;
    closing.add('outside', close);
  }
  // Before the listeners. So a reload that is asked for finds a worker, and no push is taken while nothing processes it.
  const half = {
    source: sources.findForWork,
    sandbox: sources.findSandbox,
    store,
    clock,
    log: logging.in('deliver'),
    onOpened: (stop: () => Promise<void>) => closing.add('delivering', stop),
  };
  const delivering: DeliveringHalf = await (begun ??
    openThread() ??
    (role === 'receive'
      ? openIdle({ ...half, configuration })
      : openDelivering({
          ...half,
          configuration,
          ownSinks: parts.sinks ?? [],
          metrics,
          tracer,
          doubtful: clocks.doubtful,
        })));
  clocks.onJump(delivering.retention.halt);
  clocks.onFollowed(() => delivering.follow(clocks.doubtForMs()));
  const sessions = openSessions(store, clock);
  const access = liveAccess(configuration, sessions);
  const reload = openReload({
    configuration,
    read: parts.read ?? (() => loadConfiguration(configuration.file, process.env)),
    parts: [
      reloadSources(sources, providers, clock),
      delivering.reload,
      access.reload,
      receiving.reload,
      receiving.queues.reload,
      health.reload,
      alerts.reload,
      logging.reload,
    ],
    log,
  });
  const sinkWatch = openSinkWatch({
    store,
    activity,
    sinks: delivering.sinks,
    ...shared,
    clock,
    log: logging.in('deliver'),
  });
  closing.add('outside', () => sinkWatch.close());
  const operating = await openOperating({
    address: configuration.listen.admin,
    store,
    sources,
    receiving,
    delivering,
    health,
    alerts,
    linkOf,
    clocks,
    sinkWatch: sinkWatch.watch,
    activity,
    node: configuration.node,
    nodes,
    metricsPage,
    access: access.access,
    sessions,
    consoleFolder: parts.consoleFolder ?? join(packageRoot(), 'dist/console'),
    reload,
    stopping: stopping.signal,
    clock,
    log: logging.in('operator'),
    gatewayLog: log,
  });
  closing.add('watching', () => operating.conditions.close());

  const listening = role === 'deliver' ? undefined : await receiving.listen();
  closing.add('receiving', () => listening?.stop(limits.stop_ms_max));
  if (listening !== undefined) mocks?.pushTo(listening.url);
  closing.add('receiving', () => receiving.queues.stop(limits.stop_ms_max));
  if (role !== 'deliver') await receiving.queues.start();
  const operator = await operating.listen();
  mocks?.askAt(operator.url);
  closing.add('operating', () => operator.stop(limits.stop_operator_ms_max));
  operating.conditions.start();
  alerts.start(operating.conditions);
  closing.add('watching', watchDescriptors({ clock, log }));
  // Once providers can reach us: Zettle creates no subscription whose destination does not answer.
  const reconciling =
    role === 'receive' ? undefined : startReconciling({ sources, clock, log: logging.in('providers') });
  closing.add('delivering', () => reconciling?.stop());
  log.info('gateway.started', {
    version: packageVersion(),
    role,
    store: configuration.store.engine,
    sinks: Object.keys(configuration.sinks),
    public_url: listening?.url,
    operator_url: operator.url,
    sources: sources.all.map(({ name }) => name),
  });

  return {
    publicUrl: listening?.url ?? '',
    operatorUrl: operator.url,
    store,
    fatal: failing.fatal,
    reload,
    close: async () => {
      await closing.close();
      log.info('gateway.stopped');
    },
  };
}

/** Where the engine has one owner, that is the only one. */
const nodesOf = (store: OpenedStore | ShareableStore, name: NodeName, clock: Clock): Nodes =>
  (isShareable(store) ? store.nodes : undefined) ?? soleNode(store, name, clock);

/** The first word on that no promise can be made any more: the store's own, or that of a push that could not be kept. */
function openFailing(store: OpenedStore): { readonly fatal: Promise<Error>; fail(error: Error): void } {
  const failed = new AbortController();
  const fatal = new Promise<Error>((resolve) => {
    failed.signal.addEventListener('abort', () => resolve(failed.signal.reason), { once: true });
  });
  const fail = (error: Error) => failed.abort(error);
  void store.failed.then(fail);
  return { fatal, fail };
}

/** What a store of before has written elsewhere. */
const filesOf = ({ sinks }: Configuration): readonly string[] =>
  Object.values(sinks).flatMap((sink) => (sink.type === 'file' ? [sink.path] : []));

/**
 * The only file that knows everyone. Opens the store, the providers, the two listeners and the worker, in the order in which they
 * can refuse, and stops them in the order in which nothing acknowledged is lost.
 */
import { oauthOperations } from '../generated/oauth/operations.ts';
import { sandboxOperations } from '../generated/sandbox/operations.ts';
import { noSinks } from './config/sink-rules.ts';
import { type Configuration, ConfigurationError, loadConfiguration } from './config.ts';
import { readBundle } from './contracts/bundle.ts';
import { reloadSinks } from './deliver/reload-sinks.ts';
import { openReplay } from './deliver/replay.ts';
import { type Retaining, startRetention } from './deliver/retention.ts';
import { openSinks } from './deliver/sinks/open.ts';
import type { Sink } from './deliver/sinks/sink.ts';
import { startWorker } from './deliver/worker.ts';
import { limits } from './limits.ts';
import { type Log, openLog } from './log.ts';
import { liveAccess } from './operator/access.ts';
import { openOperator } from './operator/listener.ts';
import { openMetrics } from './operator/metrics.ts';
import { openOutbound } from './outbound/client.ts';
import { providers as allProviders } from './providers/list.ts';
import type { Provider, ProviderServices } from './providers/provider.ts';
import { startReconciling } from './providers/reconcile.ts';
import { reloadSources } from './providers/reload-sources.ts';
import { liveSources, openSources } from './providers/sources.ts';
import { publishedFolder } from './publishing/publish/folder.ts';
import { bindOperations, bindProvider } from './receive/bind.ts';
import { createListener } from './receive/listener.ts';
import { openTokenEndpoint } from './receive/oauth/endpoint.ts';
import { openPublished } from './receive/published.ts';
import { openReceive } from './receive/receive.ts';
import { openRefusals } from './receive/refusals.ts';
import { reloadTls } from './receive/reload-tls.ts';
import { openRouter } from './receive/route.ts';
import { openSandbox } from './receive/sandbox/endpoint.ts';
import { openSandboxHint } from './receive/sandbox/hint.ts';
import { openSandboxUses } from './receive/sandbox/uses.ts';
import { boundAs } from './running/address-unavailable.ts';
import { certificateWatch } from './running/certificate-watch.ts';
import { type Clock, systemClock } from './running/clock.ts';
import { startClockWatch } from './running/clock-watch.ts';
import { openConditions } from './running/conditions.ts';
import { connectionsWithin, descriptorsMax, watchDescriptors } from './running/descriptors.ts';
import { driftWatch } from './running/findings-watch.ts';
import { listen } from './running/listening.ts';
import { logWatch } from './running/log-watch.ts';
import { packageRoot } from './running/package-root.ts';
import { openReload, type Reloaded } from './running/reload.ts';
import { steadyClock } from './running/steady-clock.ts';
import { workWatch } from './running/work-watch.ts';
import { openStandIns } from './simulate/stand-ins.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import { openSealing } from './trust/sealing.ts';

export type Gateway = {
  /** Base URLs of the two listeners as bound, without a trailing slash. */
  readonly publicUrl: string;
  readonly operatorUrl: string;
  readonly store: Store;
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
  /** In place of the providers of `list.ts`; tests add a toy. */
  readonly providers?: readonly Pick<Provider, 'name' | 'open'>[];
  /** In place of reading the configuration's file again; for a reload. */
  readonly read?: () => Configuration;
  /** In place of `dist/contracts`; what is published at `/contracts/`. */
  readonly contracts?: string;
  /** In place of the configured store, which is then not opened. Closed with the gateway. A test gives one that fails. */
  readonly store?: Store;
  /** Beside the configured ones, also after a reload. */
  readonly sinks?: readonly Sink[];
};

/** Rejects with `ConfigurationError`, `StoreUnavailable` or the system's error of an address; then nothing is left running. */
export async function openGateway(configuration: Configuration, parts: GatewayParts = {}): Promise<Gateway> {
  const opened: (() => Promise<void>)[] = [];
  try {
    return await open(configuration, parts, opened);
  } catch (error) {
    // A listener that stays behind without a worker would take pushes that nobody processes.
    for (const close of opened.reverse()) await close();
    throw error;
  }
}

async function open(
  configuration: Configuration,
  parts: GatewayParts,
  opened: (() => Promise<void>)[],
): Promise<Gateway> {
  refuseTaken(configuration, parts.sinks);
  const clock = steadyClock(parts.clock ?? systemClock);
  const log = parts.log ?? openLog();
  const { development, policy } = configuration;
  const outbound = openOutbound({ development, log, clock });
  opened.push(() => outbound.close());
  // Before the sources, which read the secrets that they have kept in it.
  const store =
    parts.store ?? (await openStore(configuration.store, { clock, log, witnesses: filesOf(configuration) }));
  opened.push(() => store.close());
  let retaining: Retaining | undefined;
  const clocks = await startClockWatch({ store, clock, log, onJump: async () => retaining?.halt() });
  opened.push(() => clocks.stop());
  const services: ProviderServices = {
    outbound,
    development,
    keeping: configuration.storedSecrets && {
      store,
      sealing: openSealing(configuration.storedSecrets),
      now: () => clock.now(),
    },
    log,
  };
  const providers = await Promise.all((parts.providers ?? allProviders).map((one) => one.open(services)));
  const sources = liveSources(await openSources(configuration, providers, clock));
  const retireModules = () => {
    for (const { capabilities } of sources.all) capabilities?.module?.retire();
  };
  opened.push(async () => retireModules());

  let fail: (error: Error) => void = () => {};
  const fatal = new Promise<Error>((resolve) => {
    fail = resolve;
  });
  void store.failed.then(fail);

  const sandboxUses = openSandboxUses({ store, clock, log });
  opened.push(() => sandboxUses.close());

  const metricsPage = openMetrics();
  const { metrics } = metricsPage;
  const refusals = openRefusals({
    sources: () => sources.all,
    perMinute: policy.limits.unauthenticatedPerMinute,
    development,
    clock,
    log,
    metrics,
  });
  const routes = await Promise.all([
    ...providers.map((provider) =>
      bindProvider(
        provider,
        openReceive({
          provider: provider.name,
          source: sources.find,
          store,
          clock,
          log,
          refusals,
          metrics,
          onFatal: fail,
        }),
      ),
    ),
    bindOperations({
      file: 'spec/oauth.yaml',
      contract: readBundle('oauth'),
      operations: oauthOperations,
      handlers: openTokenEndpoint({
        grants: () => sources.all.flatMap(({ capabilities }) => capabilities?.tokens ?? []),
        clock,
        log,
        refusals,
      }),
      bodyBytesMax: limits.token_request_bytes_max,
    }),
    bindOperations({
      file: 'spec/sandbox.yaml',
      contract: readBundle('sandbox'),
      operations: sandboxOperations,
      handlers: openSandbox({ source: sources.findSandbox, uses: sandboxUses, clock, log, refusals }),
      bodyBytesMax: limits.sandbox_bytes_max,
    }),
  ]);
  const connectionsMax = Math.min(limits.connections_max, connectionsWithin(descriptorsMax()));
  if (connectionsMax < limits.connections_max)
    log.warn('descriptors.few', { descriptors_max: descriptorsMax(), connections_max: connectionsMax });
  const publicServer = createListener({
    router: openRouter(routes.flat()),
    bodyBytesMax: policy.limits.bodyBytes,
    publicUrl: configuration.publicUrl,
    tls: configuration.listen.tls,
    trustedProxies: configuration.listen.trustedProxies,
    clientCertificateHeader: configuration.listen.clientCertificateHeader,
    clientCertificateHashSuffices: configuration.listen.clientCertificateHashSuffices,
    keepAliveMs: configuration.listen.keepAliveMs,
    bounds: { connectionsMax },
    sandboxHint: openSandboxHint(sources.findSandbox, clock),
    published: openPublished(parts.contracts ?? publishedFolder(packageRoot())),
    clock,
    log,
    refusals,
  });
  let tls = configuration.listen.tls;
  const conditions = openConditions({
    watches: {
      certificates: certificateWatch(
        () => tls,
        () => sources.all.flatMap(({ capabilities }) => capabilities?.certificates?.known() ?? []),
      ),
      drift: driftWatch(store),
      log: logWatch(log),
      store: () => store.remarks.map((detail) => ({ kind: 'store-younger', about: 'store', detail })),
      work: workWatch(store),
      clock: clocks.watch,
      subscriptions: () =>
        sources.all.flatMap(({ capabilities }) => capabilities?.subscriptions?.reconciling?.conditions() ?? []),
    },
    clock,
    log,
  });
  opened.push(() => conditions.close());
  const stopping = new AbortController();
  const { access, reload: reloadAccess } = liveAccess(configuration);
  const reload = openReload({
    configuration,
    read: () => {
      const next = parts.read?.() ?? loadConfiguration(configuration.file, process.env);
      refuseTaken(next, parts.sinks);
      return next;
    },
    parts: [
      reloadSources(sources, providers, clock),
      reloadSinks((exchange) => worker.exchangeSinks(exchange), { clock, log }),
      reloadAccess,
      reloadTls(publicServer, (renewed) => {
        tls = renewed;
      }),
    ],
    log,
  });
  const operatorServer = await openOperator({
    contract: readBundle('gateway'),
    store,
    clock,
    sinks: () => worker.sinks(),
    replaying: () => replaying,
    retaining: () => retention,
    sources,
    refusals,
    metricsText: async () =>
      metricsPage.text(store, {
        sources: sources.all.map(({ name }) => name),
        sinks: worker.sinks(),
        providers: [...new Set(sources.all.map(({ provider }) => provider))],
        conditions: await conditions.examine(),
        logLinesLost: log.losses?.().lines ?? 0,
      }),
    reload,
    access,
    conditions,
    log,
    stopping: stopping.signal,
  });
  let pushBase: string | undefined;
  const standIns = await openStandIns(configuration.standIns, log, {
    sources: configuration.sources,
    pushBase: () => pushBase,
  });
  opened.push(() => standIns.close());
  const sinks = [...(await openSinks(configuration.sinks, { clock, log, openLater: true })), ...(parts.sinks ?? [])];
  if (sinks.length === 0) log.warn('configuration.warning', { warning: noSinks });
  // Before the listeners: whoever asks for a reload finds a worker, and no push is taken that nobody would process.
  const worker = startWorker({ store, source: sources.findForWork, sinks, clock, log, metrics });
  opened.push(() => worker.stop());
  const replaying = await openReplay({ store, source: sources.findForWork, sinks: worker.inForce, clock, log });
  opened.push(() => replaying.close());
  const retention = startRetention({ store, ages: policy.retention, clock, log, doubtful: clocks.doubtful });
  retaining = retention;
  opened.push(() => retention.stop());

  const operator = await boundAs(
    'listen.admin (or ADMIN_PORT)',
    configuration.listen.admin,
    listen(operatorServer, configuration.listen.admin),
  );
  opened.push(() => operator.stop(0));
  const receiving = await boundAs(
    'listen.public (or PORT)',
    configuration.listen.public,
    listen(publicServer, configuration.listen.public),
  );
  pushBase = receiving.url;
  conditions.start();
  const stopWatchingDescriptors = watchDescriptors({ clock, log });
  // Once providers can reach us: Zettle creates no subscription whose destination does not answer.
  const reconciling = startReconciling({ sources, clock, log });
  opened.push(() => reconciling.stop());
  log.info('gateway.started', {
    public_url: receiving.url,
    operator_url: operator.url,
    sources: sources.all.map(({ name }) => name),
  });

  return {
    publicUrl: receiving.url,
    operatorUrl: operator.url,
    store,
    fatal,
    reload,
    close: async () => {
      stopping.abort();
      stopWatchingDescriptors();
      await conditions.close();
      await receiving.stop(limits.stop_ms_max); // First no new promises,
      await Promise.all([reconciling.stop(), replaying.close(), retention.stop(), worker.stop()]); // then finish what is under way,
      retireModules();
      await operator.stop(limits.stop_operator_ms_max);
      await clocks.stop();
      await Promise.all([sandboxUses.close(), standIns.close(), outbound.close()]);
      await store.close(); // and only then let go of the store.
      log.info('gateway.stopped');
    },
  };
}

/** What a store of before has written elsewhere. */
const filesOf = ({ sinks }: Configuration): readonly string[] =>
  Object.values(sinks).flatMap((sink) => (sink.type === 'file' ? [sink.path] : []));

/** A delivery names its sink, so two of one name would get each other's. */
function refuseTaken({ sinks }: Configuration, own: readonly Sink[] = []): void {
  const names = [...Object.keys(sinks), ...own.map(({ name }) => name)];
  const twice = own.filter(({ name }) => names.filter((other) => other === name).length > 1).map(({ name }) => name);
  if (twice.length === 0) return;
  throw new ConfigurationError(
    [...new Set(twice)].map(
      (name) => `sinks.${name}: is already the name of a sink of the program; choose another name`,
    ),
  );
}

/**
 * The only file that knows everyone. Opens the store, the providers, the two listeners and the worker, in the order in which they
 * can refuse, and stops them in the order in which nothing acknowledged is lost.
 */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from './clock.ts';
import type { Address, Configuration } from './config.ts';
import { readBundle } from './contracts/bundle.ts';
import { openSinks } from './deliver/sinks/open.ts';
import { startWorker } from './deliver/worker.ts';
import { type Log, openLog } from './log.ts';
import { openOperator } from './operator/listener.ts';
import { openOutbound } from './outbound/client.ts';
import { providers as allProviders } from './providers/list.ts';
import type { Provider, ProviderServices } from './providers/provider.ts';
import { openSources } from './providers/sources.ts';
import { bindProvider } from './receive/bind.ts';
import { createListener } from './receive/listener.ts';
import { openReceive } from './receive/receive.ts';
import { openRouter } from './receive/route.ts';
import { openStandIns } from './simulate/stand-ins.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';

export type Gateway = {
  /** Base URLs of the two listeners as bound, without a trailing slash. */
  readonly publicUrl: string;
  readonly operatorUrl: string;
  readonly store: Store;
  /** Resolves when the store can no longer make promises: the process must end, with an error. */
  readonly fatal: Promise<Error>;
  /** Stops taking pushes, finishes what is under way, closes the store. */
  close(): Promise<void>;
};

export type GatewayParts = {
  readonly clock?: Clock;
  readonly log?: Log;
  /** In place of the providers of `list.ts`; tests add a toy. */
  readonly providers?: readonly ((services: ProviderServices) => Provider)[];
  /** In place of the configured store; tests give one that fails. */
  readonly store?: Store;
};

export async function openGateway(configuration: Configuration, parts: GatewayParts = {}): Promise<Gateway> {
  const clock = parts.clock ?? systemClock;
  const log = parts.log ?? openLog();
  const { development, policy } = configuration;
  const outbound = openOutbound({ development, log, clock });
  const services: ProviderServices = { outbound, development, offContract: policy.offContract };
  const providers = (parts.providers ?? allProviders).map((open) => open(services));
  const sources = await openSources(configuration, providers, clock);

  const store = parts.store ?? (await openStore(configuration.store, { clock, log }));
  let fail: (error: Error) => void = () => {};
  const fatal = new Promise<Error>((resolve) => {
    fail = resolve;
  });

  const routes = await Promise.all(
    providers.map((provider) => {
      const receive = openReceive({ provider: provider.name, source: sources.find, store, clock, log, onFatal: fail });
      return bindProvider(provider, readBundle(`${provider.name}-push`), receive);
    }),
  );
  const listener = createListener({
    router: openRouter(routes.flat()),
    bodyBytesMax: policy.limits.bodyBytes,
    publicUrl: configuration.publicUrl,
    clock,
    log,
  });
  const state = { stopping: false };
  const operator = await openOperator(configuration, { contract: readBundle('gateway'), store, sources, offContract: policy.offContract, log, state });
  const standIns = await openStandIns(configuration.standIns, log);
  const sinks = await openSinks(configuration.sinks);

  const publicUrl = await listen(listener, configuration.listen.public);
  const operatorUrl = await listen(operator, configuration.listen.admin);
  const worker = startWorker({ store, source: sources.find, sinks, clock, log });
  log.info('gateway.started', {
    public_url: publicUrl,
    operator_url: operatorUrl,
    sources: sources.all.map(({ name }) => name),
  });

  return {
    publicUrl,
    operatorUrl,
    store,
    fatal,
    close: async () => {
      state.stopping = true;
      await stopListening(listener); // First no new promises,
      await worker.stop(); // then finish what is under way,
      await stopListening(operator);
      await Promise.all([standIns.close(), outbound.close()]);
      await store.close(); // and only then let go of the store.
      log.info('gateway.stopped');
    },
  };
}

function listen(server: Server, { host, port }: Address): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off('error', reject);
      const { port: bound } = server.address() as AddressInfo; // A TCP server that listens has one; only pipes have a string.
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${bound}`);
    });
  });
}

function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

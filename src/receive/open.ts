/** The half before the ack, put together: every operation that somebody may push to, bound to its handler, behind one listener. */
import { oauthOperations } from '../../generated/oauth/operations.ts';
import { sandboxOperations } from '../../generated/sandbox/operations.ts';
import type { Configuration } from '../config.ts';
import { readBundle } from '../contracts/bundle.ts';
import { limits } from '../limits.ts';
import type { Log } from '../log.ts';
import type { OpenProvider, Receive } from '../providers/provider.ts';
import type { Sources } from '../providers/sources.ts';
import { boundAs } from '../running/address-unavailable.ts';
import type { AnswerRecord } from '../running/answers.ts';
import type { Clock } from '../running/clock.ts';
import { connectionsWithin, descriptorsMax } from '../running/descriptors.ts';
import { type Listening, listen } from '../running/listening.ts';
import type { Metrics } from '../running/metrics.ts';
import type { Reloadable } from '../running/reload.ts';
import type { Store } from '../store/store.ts';
import type { Tracer } from '../tracing/tracer.ts';
import { bindOperations, bindProvider } from './bind.ts';
import { createListener } from './listener.ts';
import { liveTls } from './live-tls.ts';
import { openTokenEndpoint } from './oauth/endpoint.ts';
import { openPublished } from './published.ts';
import { openPollers, type Pollers } from './queue/pollers.ts';
import { openReceive } from './receive.ts';
import { openRefusals, type Refusals } from './refusals.ts';
import { openRouter } from './route.ts';
import { openSandbox, type SandboxParts } from './sandbox/endpoint.ts';
import { openSandboxHint } from './sandbox/hint.ts';
import type { SandboxUses } from './sandbox/uses.ts';

export type ReceivingParts = {
  readonly configuration: Pick<Configuration, 'development' | 'listen' | 'policy' | 'publicUrl' | 'sources'>;
  readonly providers: readonly OpenProvider[];
  readonly sources: Sources;
  readonly store: Store;
  readonly sandboxUses: SandboxUses;
  /** Judges what was tried in a sandbox, on the thread that judges. */
  readonly judgeTried: SandboxParts['judge'];
  /** The folder of what is published at `/contracts/`. */
  readonly contracts: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracer: Tracer | undefined;
  /** Hears of each answer to a push of a configured source. */
  readonly answers: AnswerRecord;
  /** The store can no longer make promises. */
  readonly onFatal: (error: Error) => void;
};

export type Receiving = {
  readonly refusals: Refusals;
  /** The certificate in force. */
  readonly tls: () => Configuration['listen']['tls'];
  readonly reload: Reloadable;
  /** The queues that sources poll. */
  readonly queues: Pollers;
  /** From now on pushes are taken. Rejects with `AddressUnavailable`. */
  listen(): Promise<Listening>;
};

/** Throws where an operation of a contract has no handler. */
export function openReceiving(parts: ReceivingParts): Receiving {
  const { configuration, sources, clock, log, metrics } = parts;
  const { policy, development } = configuration;
  const { public: address, tls: configured, ...bounds } = configuration.listen;
  const refusals = openRefusals({
    sources: () => sources.all,
    perMinute: policy.limits.unauthenticatedPerMinute,
    development,
    clock,
    log,
  });
  const receiveOf = flows(parts, refusals);
  const server = createListener({
    router: openRouter(routesOf(parts, refusals, receiveOf)),
    bodyBytesMax: policy.limits.bodyBytes,
    publicUrl: configuration.publicUrl,
    tls: configured,
    trustedProxies: bounds.trustedProxies,
    clientCertificateHeader: bounds.clientCertificateHeader,
    clientCertificateHashSuffices: bounds.clientCertificateHashSuffices,
    keepAliveMs: bounds.keepAliveMs,
    bounds: { connectionsMax: connectionsMax(log) },
    sandboxHint: openSandboxHint(sources.findSandbox, clock),
    published: openPublished(parts.contracts),
    clock,
    log,
    refusals,
    metrics,
    source: sources.find,
    answers: parts.answers,
  });
  const tls = liveTls(server, configured);
  return {
    refusals,
    tls: tls.inForce,
    reload: tls.reload,
    queues: openPollers(parts.configuration, {
      sources,
      receiveOf,
      bodyBytesMax: policy.limits.bodyBytes,
      clock,
      log,
      metrics,
      refusals,
      answers: parts.answers,
    }),
    listen: () => boundAs('listen.public (or PORT)', address, listen(server, address)),
  };
}

/** The flow of each provider, by its name. */
function flows(
  { providers, sources, store, clock, log, metrics, tracer, answers, onFatal }: ReceivingParts,
  refusals: Refusals,
): (provider: string) => Receive {
  const shared = { source: sources.find, store, clock, log, refusals, metrics, tracer, answers, onFatal };
  const made = new Map(providers.map(({ name }) => [name, openReceive({ ...shared, provider: name })]));
  return (provider) => {
    const flow = made.get(provider);
    if (flow === undefined) throw new TypeError(`no provider is named ${provider}`);
    return flow;
  };
}

function routesOf(parts: ReceivingParts, refusals: Refusals, receiveOf: (provider: string) => Receive) {
  const { providers, sources, clock, log, metrics } = parts;
  return [
    ...providers.map((provider) => bindProvider(provider, receiveOf(provider.name))),
    bindOperations({
      file: 'spec/oauth.yaml',
      contract: readBundle('oauth'),
      operations: oauthOperations,
      handlers: openTokenEndpoint({
        grants: () => sources.all.flatMap(({ capabilities }) => capabilities?.tokens ?? []),
        clock,
        log,
        refusals,
        metrics,
      }),
      bodyBytesMax: limits.token_request_bytes_max,
    }),
    bindOperations({
      file: 'spec/sandbox.yaml',
      contract: readBundle('sandbox'),
      operations: sandboxOperations,
      handlers: openSandbox({
        source: sources.findSandbox,
        judge: parts.judgeTried,
        uses: parts.sandboxUses,
        clock,
        log,
        refusals,
        metrics,
      }),
      bodyBytesMax: limits.sandbox_bytes_max,
    }),
  ].flat();
}

/** Fewer where the process may not hold as many descriptors. */
function connectionsMax(log: Log): number {
  const possible = Math.min(limits.connections_max, connectionsWithin(descriptorsMax()));
  if (possible < limits.connections_max)
    log.warn('descriptors.few', { descriptors_max: descriptorsMax(), connections_max: possible });
  return possible;
}

/** The configured sources, opened by their providers. */

import { ConfigurationError } from '../config/configuration-error.ts';
import type { Configuration, SourceSettings } from '../config/settings.ts';
import { eventFit } from '../contracts/fit.ts';
import { judgement, worst } from '../contracts/judge.ts';
import { ownPolicy } from '../contracts/policy.ts';
import type { Clock } from '../running/clock.ts';
import { baseUrl } from '../running/listening.ts';
import { OWN_PROVIDER, ownFacts } from './own-facts.ts';
import type { NormalisedEvent, OpenProvider, Processed, Processing, Source } from './provider.ts';

export type Sources = {
  /** In the order of the configuration. */
  readonly all: readonly Source[];
  /** For pushes: no sandbox. */
  readonly find: (provider: string, name: string) => Source | undefined;
  /** For messages that do not count: nothing but sandboxes. */
  readonly findSandbox: Sources['find'];
};

/** What sources are opened from: the thread that delivers has no more of the configuration. */
export type SourcesConfiguration = Pick<Configuration, 'sources' | 'policy' | 'publicUrl' | 'oauth'> & {
  readonly listen: Pick<Configuration['listen'], 'public'> & { readonly tls?: unknown };
};

/** Sources that a reload exchanges, all at once. `all` and `find` are those in force at that moment. */
export type LiveSources = Sources & {
  /** For work: also a source that a reload has taken away, since its messages were acknowledged and are still owed. Until the process ends. */
  readonly findForWork: Sources['find'];
  replace(next: Sources): void;
};

export function liveSources(first: Sources): LiveSources {
  let inForce = first;
  const former = new Map<string, Source>();
  return {
    get all() {
      return inForce.all;
    },
    find: (provider, name) => inForce.find(provider, name),
    findSandbox: (provider, name) => inForce.findSandbox(provider, name),
    findForWork: (provider, name) =>
      provider === OWN_PROVIDER ? ownFacts(name) : (inForce.find(provider, name) ?? former.get(`${provider}/${name}`)),
    replace: (next) => {
      for (const source of inForce.all) {
        former.set(`${source.provider}/${source.name}`, source);
        if (!next.all.includes(source)) source.capabilities?.module?.retire();
      }
      inForce = next;
    },
  };
}

/** Opens every source or throws one `ConfigurationError` with all faults: a gateway with half of its sources would lose the other half's pushes. */
export async function openSources(
  configuration: SourcesConfiguration,
  providers: readonly OpenProvider[],
  clock: Clock,
  /** Of a reload: a source whose settings are the same stays, with the tokens and connections that it holds. */
  unchanged: (name: string) => Source | undefined = () => undefined,
): Promise<Sources> {
  const faults: string[] = [];
  const all: Source[] = [];
  /** Those of `all` that no gateway runs yet. */
  const opened: Source[] = [];
  for (const [name, settings] of Object.entries(configuration.sources)) {
    const provider = providers.find((candidate) => candidate.name === settings.provider);
    if (provider === undefined) {
      faults.push(
        `sources.${name}.provider: no provider is named "${settings.provider}"; there are ${providers.map((one) => one.name).join(', ')}`,
      );
      continue;
    }
    try {
      const running = unchanged(name);
      const source = running ?? (await openSource(name, settings, provider, configuration, clock));
      if (running === undefined) opened.push(source);
      all.push(source);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      faults.push(...error.faults);
    }
  }
  faults.push(...sharedSecretFaults(all));
  if (faults.length > 0) {
    for (const { capabilities } of opened) capabilities?.module?.retire();
    throw new ConfigurationError(faults);
  }
  const byKey = new Map(all.map((source) => [`${source.provider}/${source.name}`, source]));
  const find = (sandbox: boolean) => (provider: string, name: string) => {
    const source = byKey.get(`${provider}/${name}`);
    return (source?.sandbox ?? false) === sandbox ? source : undefined;
  };
  return { all, find: find(false), findSandbox: find(true) };
}

/**
 * The configuration's own rules say this of two secrets in the file; this is of one there and one that was stored while a gateway ran. Of
 * two stored ones one is out of date: the provider's next look corrects that, and a change of a file could not.
 */
function sharedSecretFaults(sources: readonly Source[]): readonly string[] {
  const all = sources
    .filter(({ sandbox }) => sandbox !== true)
    .flatMap(({ name, capabilities }) =>
      (capabilities?.arrivingSecrets?.exclusive() ?? []).map((one) => ({ name, ...one })),
    );
  return all
    .filter(({ configured }) => configured)
    .flatMap(({ name, from, secret }) =>
      all
        .filter((other) => !other.configured && other.name !== name && other.secret.reveal() === secret.reveal())
        .map(
          (other) =>
            `sources.${name}.${from}: has a key that is also ${other.from} of sources.${other.name}, so a push signed for one source would be accepted by the other; remove it from sources.${name}`,
        ),
    );
}

/** A provider knows nothing of policies and sandboxes: what they are is the same for all of them. */
async function openSource(
  name: string,
  settings: SourceSettings,
  provider: OpenProvider,
  configuration: SourcesConfiguration,
  clock: Clock,
): Promise<Source> {
  const publicUrl = basePublicUrl(configuration);
  const tokenSigningKeys = configuration.oauth.signingKeys;
  const source = await provider.open({ name, settings, publicUrl, clock, tokenSigningKeys });
  const processing = fitting(source.processing);
  const ruled = { ...source, processing, offContract: ownPolicy(configuration.policy, settings.policy) };
  const traced = settings.traceparent === 'parent' ? { ...ruled, continuesTrace: true } : ruled;
  return settings.sandbox === true ? inSandbox(traced, publicUrl) : traced;
}

/** Its URL, wherever it is shown, is the sandbox's. */
function inSandbox(source: Source, publicUrl: string): Source {
  const moved = (text: string) => text.replaceAll(`${publicUrl}/push/`, `${publicUrl}/sandbox/`);
  const setup = source.setup.map(({ field, value }) => ({ field, value: moved(value) }));
  return { ...source, sandbox: true, pushUrl: moved(source.pushUrl), setup };
}

/** Without a trailing slash; as far as the configuration says it. */
export function basePublicUrl({ publicUrl, listen }: Pick<SourcesConfiguration, 'publicUrl' | 'listen'>): string {
  return publicUrl ?? baseUrl(listen.public, listen.tls === undefined ? 'http' : 'https');
}

/** Compares what a provider made with what we promise of our events, so that no provider has to. */
function fitting(processing: Processing): Processing {
  return {
    ...processing,
    process: async (input, context) => {
      const processed = await processing.process(input, context);
      return context.alone(() => fitted(processed));
    },
  };
}

/** A repair is reported only for a message without a violation. Otherwise the finding that led to the repair is reported already. */
/** A repair is reported only for a message without a violation. Otherwise the finding that led to the repair is reported already. */
function fitted(processed: Processed): Processed {
  if (processed.kind !== 'processed') return processed;
  const fit = eventFit();
  const events: NormalisedEvent[] = [];
  let judged = { verdict: processed.verdict, findings: processed.findings };
  for (const event of processed.events) {
    const made = fit(event.type, event.data);
    if (!made.ok)
      return {
        kind: 'quarantined',
        ...judged,
        reason: `The message cannot become an event ${event.type}: ${made.why}.`,
      };
    if (made.findings.length > 0 && processed.verdict !== 'violation') judged = worst(judged, judgement(made.findings));
    events.push(made.findings.length > 0 || made.data !== event.data ? { ...event, data: made.data } : event);
  }
  return { kind: 'processed', ...judged, events };
}

/** The providers and the configured sources, open: on the thread that acknowledges, and once more on the one that delivers. */
import type { Configuration } from '../config/settings.ts';
import type { Clock } from '../running/clock.ts';
import { openSealing } from '../trust/sealing.ts';
import type { KeptStore } from './kept-values.ts';
import type { OpenProvider, Provider, ProviderServices } from './provider.ts';
import { type LiveSources, liveSources, openSources, type SourcesConfiguration } from './sources.ts';

export type OpenProvidersParts = Omit<ProviderServices, 'development' | 'keeping'> & {
  readonly from: readonly Pick<Provider, 'open'>[];
  readonly configuration: SourcesConfiguration & Pick<Configuration, 'development' | 'storedSecrets'>;
  /** Has the secrets that they keep. */
  readonly store: KeptStore;
  readonly clock: Clock;
};

export type OpenedProviders = {
  readonly providers: readonly OpenProvider[];
  readonly sources: LiveSources;
  /** Ends the users' modules that sources run. */
  retire(): void;
};

/** Rejects with one `ConfigurationError` that names every source that cannot be opened. */
export async function openProviders({
  from,
  configuration,
  store,
  clock,
  ...services
}: OpenProvidersParts): Promise<OpenedProviders> {
  const { development, storedSecrets } = configuration;
  const keeping = storedSecrets && { store, sealing: openSealing(storedSecrets), now: () => clock.now() };
  const providers = await Promise.all(from.map((one) => one.open({ ...services, development, keeping })));
  const sources = liveSources(await openSources(configuration, providers, clock));
  return {
    providers,
    sources,
    retire: () => {
      for (const { capabilities } of sources.all) capabilities?.module?.retire();
    },
  };
}

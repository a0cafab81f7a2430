/** The configured sources, opened by their providers. */
import type { Clock } from '../clock.ts';
import { type Configuration, ConfigurationError } from '../config.ts';
import { baseUrl } from '../listening.ts';
import type { Provider, Source } from './provider.ts';

export type Sources = {
  /** In the order of the configuration. */
  readonly all: readonly Source[];
  readonly find: (provider: string, name: string) => Source | undefined;
};

/** Opens every source or throws one `ConfigurationError` with all faults: a gateway with half of its sources would lose the other half's pushes. */
export async function openSources(
  configuration: Configuration,
  providers: readonly Provider[],
  clock: Clock,
): Promise<Sources> {
  const faults: string[] = [];
  const all: Source[] = [];
  for (const [name, settings] of Object.entries(configuration.sources)) {
    const provider = providers.find((candidate) => candidate.name === settings.provider);
    if (provider === undefined) {
      faults.push(
        `sources.${name}.provider: there is no provider "${settings.provider}"; there are ${providers.map((one) => one.name).join(', ')}`,
      );
      continue;
    }
    try {
      all.push(
        await provider.open({
          name,
          settings,
          publicUrl: basePublicUrl(configuration),
          clock,
          tokenSigningKeys: configuration.oauth.signingKeys,
        }),
      );
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
  const byKey = new Map(all.map((source) => [`${source.provider}/${source.name}`, source]));
  return { all, find: (provider, name) => byKey.get(`${provider}/${name}`) };
}

function basePublicUrl({ publicUrl, listen }: Configuration): string {
  return publicUrl ?? baseUrl(listen.public);
}

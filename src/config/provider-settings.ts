/** What a schema cannot say of a provider's sources. Each provider brings it (`src/providers/<name>/settings.ts`); nothing here knows one by name. */
import { ConfigurationError } from './configuration-error.ts';
import type { Fault } from './fault.ts';
import type { CheckedFile, SourceSettings } from './settings.ts';

/** Where a source's block is: its name, and the file around it. Parts that failed validation are absent. */
export type Surroundings = { readonly name: string; readonly file: Partial<CheckedFile> };

export type ProviderSettings = {
  /** Every rule that the block breaks, with paths from the block. */
  faults(settings: SourceSettings, around: Surroundings): readonly Fault[];
  /** What is allowed and must not go unnoticed. Only for what `faults` has accepted. */
  warnings(settings: SourceSettings, around: Surroundings): readonly string[];
  /** Durations in milliseconds, files read, defaults that no schema can give. Only for what `faults` has accepted. */
  settle(settings: SourceSettings, around: Surroundings): SourceSettings;
};

/** A provider as far as the configuration asks for it. */
export type Configured = { readonly name: string; readonly settings?: ProviderSettings };

/**
 * The rules of one provider, written for `Checked`, the shape of its block after validation and resolving of secrets. `of` narrows a settled block and
 * throws `ConfigurationError` when it is another provider's.
 */
export function providerSettings<Checked, Settled>(
  provider: string,
  rules: {
    readonly faults?: (block: Checked, around: Surroundings) => readonly Fault[];
    readonly warnings?: (block: Checked, around: Surroundings) => readonly string[];
    readonly settle?: (block: Checked, around: Surroundings) => Settled;
  },
): ProviderSettings & { of(settings: SourceSettings): Settled } {
  // The schema has one shape for each provider, and the block has been validated by it. Only here a validated block gets the type of its provider.
  const checked = (settings: SourceSettings) => settings as unknown as Checked;
  const { settle } = rules;
  return {
    faults: (settings, around) => rules.faults?.(checked(settings), around) ?? [],
    warnings: (settings, around) => rules.warnings?.(checked(settings), around) ?? [],
    settle: (settings, around) =>
      settle === undefined ? settings : { ...settle(checked(settings), around), provider: settings.provider },
    of: (settings) => {
      if (settings.provider !== provider)
        throw new ConfigurationError([`the source is of provider ${settings.provider}, not ${provider}`]);
      return settings as unknown as Settled;
    },
  };
}

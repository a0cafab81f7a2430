/** The block `health` → what the provider-health clock works with. */
import type { Fault } from './fault.ts';
import type { CheckedFile, HealthSettings } from './settings.ts';
import { parseDurationMs } from './units.ts';

/** Refuses a name that no source has: the setting would have no effect. */
export function healthFaults({ health, sources = {} }: Partial<CheckedFile>): readonly Fault[] {
  return Object.keys(health?.sources ?? {})
    .filter((name) => !Object.hasOwn(sources, name))
    .map((name) => ({
      path: ['health', 'sources', name],
      sentence: 'is not the name of a source; use one of the names under sources',
    }));
}

/** Only for what the schema, which fills the defaults in, has accepted. */
export function settleHealth(health: CheckedFile['health']): HealthSettings {
  // A schema of a program's own may not know the block.
  const { usualGapAtLeast = '15m', sources = {} } = health ?? {};
  return {
    floorMs: parseDurationMs(usualGapAtLeast) ?? 0,
    sources: Object.fromEntries(
      Object.entries(sources).map(([name, own]) => {
        const floorMs = own.usualGapAtLeast === undefined ? undefined : parseDurationMs(own.usualGapAtLeast);
        return [
          name,
          {
            ...(floorMs !== undefined && { floorMs }),
            ...(own.givesUpAfter !== undefined && { givesUpAfter: own.givesUpAfter }),
          },
        ];
      }),
    ),
  };
}

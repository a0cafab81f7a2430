/** What a reload does with the sources: unchanged ones stay as they are, the others are opened again, and all are exchanged at once. */

import { sameSettings } from '../config/same-settings.ts';
import type { Clock } from '../running/clock.ts';
import { type Change, differences, type Reloadable } from '../running/reload.ts';
import type { OpenProvider } from './provider.ts';
import { type LiveSources, openSources } from './sources.ts';

export function reloadSources(live: LiveSources, providers: readonly OpenProvider[], clock: Clock): Reloadable {
  return {
    prepare: async (next, inForce) => {
      const own = differences('source', inForce.sources, next.sources);
      // The keys of our tokens do not belong to one source, but every source that checks such tokens has them.
      const allAnew = !sameSettings(inForce.oauth, next.oauth);
      // Nothing tells whether the code of a module has changed, or that of what it imports: it is loaded again.
      const withModule = live.all
        .filter(({ capabilities }) => capabilities?.module !== undefined)
        .map(({ name }) => name);
      const names = Object.keys(next.sources);
      const changes = withAll(own, allAnew ? names : names.filter((name) => withModule.includes(name)));
      const differs = new Set(changes.map(({ name }) => name));
      const opened = await openSources(next, providers, clock, (name) =>
        differs.has(name) ? undefined : live.all.find((source) => source.name === name),
      );
      const unused = () => opened.all.filter((source) => !live.all.includes(source));
      return {
        changes,
        commit: () => live.replace(opened),
        discard: async () => {
          for (const { capabilities } of unused()) capabilities?.module?.retire();
        },
      };
    },
  };
}

function withAll(changes: readonly Change[], names: readonly string[]): readonly Change[] {
  const named = new Set(changes.map(({ name }) => name));
  const others = names.filter((name) => !named.has(name));
  return [...changes, ...others.map((name): Change => ({ kind: 'source', name, change: 'changed' }))];
}

/** What a reload does with the sources: the unchanged ones stay as they are, the others are opened anew, and all are exchanged at once. */
import type { Clock } from '../clock.ts';
import { sameSettings } from '../config/same-settings.ts';
import { type Change, differences, type Reloadable } from '../reload.ts';
import type { Provider } from './provider.ts';
import { type LiveSources, openSources } from './sources.ts';

export function reloadSources(live: LiveSources, providers: readonly Provider[], clock: Clock): Reloadable {
  return {
    prepare: async (next, inForce) => {
      const own = differences('source', inForce.sources, next.sources);
      // The keys of our tokens are no source's own, but every source that checks such tokens holds them.
      const allAnew = !sameSettings(inForce.oauth, next.oauth);
      const changes = allAnew ? withAll(own, Object.keys(next.sources)) : own;
      const differs = new Set(changes.map(({ name }) => name));
      const opened = await openSources(next, providers, clock, (name) =>
        differs.has(name) ? undefined : live.all.find((source) => source.name === name),
      );
      return { changes, commit: () => live.replace(opened), discard: async () => {} };
    },
  };
}

function withAll(changes: readonly Change[], names: readonly string[]): readonly Change[] {
  const named = new Set(changes.map(({ name }) => name));
  const others = names.filter((name) => !named.has(name));
  return [...changes, ...others.map((name): Change => ({ kind: 'source', name, change: 'changed' }))];
}

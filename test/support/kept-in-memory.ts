/** The part of a store that keeps values for others, as its promises say, for tests whose store does something else. */
import type { Kept, Store } from '../../src/store/store.ts';

export function openKeptInMemory(): Pick<Store, 'kept' | 'listKept' | 'keep'> {
  const spaces = new Map<string, Map<string, Kept & { readonly gone: boolean }>>();
  const spaceOf = (space: string) => {
    const found = spaces.get(space) ?? new Map<string, Kept & { readonly gone: boolean }>();
    spaces.set(space, found);
    return found;
  };
  return {
    kept: async (space, key) => {
      const found = spaceOf(space).get(key);
      return found === undefined || found.gone ? undefined : found;
    },
    listKept: async (space) =>
      [...spaceOf(space)]
        .filter(([, { gone }]) => !gone)
        .map(([key, { value, version }]) => ({ key, value, version }))
        .sort((one, other) => (one.key < other.key ? -1 : 1)),
    keep: async (space, key, { value, version }) => {
      const found = spaceOf(space).get(key);
      if ((found === undefined || found.gone ? 0 : found.version) !== version) return 'changed';
      const next = (found?.version ?? 0) + 1;
      spaceOf(space).set(key, { value: value ?? new Uint8Array(), version: next, gone: value === undefined });
      return 'kept';
    },
  };
}

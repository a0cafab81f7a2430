/** What the store keeps for a provider, in memory: for tests that start many sources. That a store keeps it durably, its conformance suite shows. */
import type { KeptStore } from '../../../../src/providers/kept-values.ts';

export function memoryKept(): KeptStore {
  const spaces = new Map<string, Map<string, { readonly value: Uint8Array; readonly version: number }>>();
  let version = 0;
  return {
    kept: async (space, key) => spaces.get(space)?.get(key),
    listKept: async (space) => [...(spaces.get(space) ?? [])].map(([key, one]) => ({ key, ...one })),
    keep: async (space, key, change) => {
      const values = spaces.get(space) ?? new Map();
      spaces.set(space, values);
      if ((values.get(key)?.version ?? 0) !== change.version) return 'changed';
      version += 1;
      if (change.value === undefined) values.delete(key);
      else values.set(key, { value: change.value, version });
      return 'kept';
    },
  };
}

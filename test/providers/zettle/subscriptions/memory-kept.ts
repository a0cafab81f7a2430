/** What the store keeps for a provider, in memory: for tests that start many sources. That a store keeps it durably, its conformance suite shows. */
import type { KeptStore } from '../../../../src/providers/kept-values.ts';

/** `voidLeases`: of a process that has died, as the embedded store does at the next start. */
export type MemoryKept = KeptStore & { voidLeases(): void };

export function memoryKept(): MemoryKept {
  const spaces = new Map<string, Map<string, { readonly value: Uint8Array; readonly version: number }>>();
  const leases = new Map<string, { readonly holder: string; readonly untilMs: number }>();
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
    voidLeases: () => leases.clear(),
    lease: async (name, { holder, nowMs, forMs }) => {
      const held = leases.get(name);
      if (held !== undefined && held.holder !== holder && held.untilMs > nowMs) return false;
      if (forMs > 0) leases.set(name, { holder, untilMs: nowMs + forMs });
      else leases.delete(name);
      return forMs > 0;
    },
  };
}

/** A value that a provider keeps in the store, changed by compare-and-swap: another process may change it at the same time. */
import type { Store } from '../store/store.ts';

export type KeptStore = Pick<Store, 'kept' | 'listKept' | 'keep' | 'lease'>;

export type KeptValue = {
  read(): Promise<Uint8Array | undefined>;
  /**
   * Durable before it resolves. `change` is given the present value (`undefined`: none) and returns the new one. It is called again when
   * another process changed the value meanwhile. When it returns the object that it was given, nothing is written.
   */
  change(change: (before: Uint8Array | undefined) => Uint8Array | undefined): Promise<void>;
};

// Each round that is lost was won by somebody else, and a value changes a few times an hour: so many mean that a version is never right.
const ROUNDS_MAX = 100;

export function keptValue(store: KeptStore, space: string, key: string): KeptValue {
  return {
    read: async () => (await store.kept(space, key))?.value,
    async change(change) {
      for (let round = 0; round < ROUNDS_MAX; round += 1) {
        const before = await store.kept(space, key);
        const value = change(before?.value);
        if (value === before?.value) return;
        if ((await store.keep(space, key, { value, version: before?.version ?? 0 })) === 'kept') return;
      }
      throw new Error(`The value ${key} in ${space} changed ${ROUNDS_MAX} times while it was to be kept`);
    },
  };
}

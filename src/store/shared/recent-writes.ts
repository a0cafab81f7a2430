/**
 * The recent writes of this process, so that a claim need not read them back. Loading a message or an event takes the writer's thread
 * 0.03 ms, and everything waits for that thread. Items that are not here are loaded, so only speed depends on this.
 */
export type RecentWrites<Value> = {
  put(key: string, value: Value, bytes: number): void;
  get(key: string): Value | undefined;
  drop(key: string): void;
};

export type Bounds = { readonly items_max: number; readonly bytes_max: number };

/** Keeps the newest items. One that is larger than the bound for all together is not kept. */
export function recentWrites<Value>({ items_max, bytes_max }: Bounds): RecentWrites<Value> {
  const kept = new Map<string, { readonly value: Value; readonly bytes: number }>();
  let total = 0;

  function drop(key: string): void {
    total -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  }

  return {
    put(key, value, bytes) {
      drop(key);
      if (bytes > bytes_max) return;
      kept.set(key, { value, bytes });
      total += bytes;
      for (const [oldest] of kept) {
        if (kept.size <= items_max && total <= bytes_max) return;
        drop(oldest);
      }
    },
    get: (key) => kept.get(key)?.value,
    drop,
  };
}

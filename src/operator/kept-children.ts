/** Keeps what `make` made by the first argument. There are few sources, sinks and outcomes. */
export function kept<Args extends readonly unknown[], T>(
  make: (...args: Args) => T,
): (key: string, ...args: Args) => T {
  const made = new Map<string, T>();
  return (key, ...args) => {
    const before = made.get(key);
    if (before !== undefined) return before;
    const fresh = make(...args);
    made.set(key, fresh);
    return fresh;
  };
}

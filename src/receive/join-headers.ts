/** From the raw list: Node's own `headersDistinct` dies of a header called `__proto__` in 20.19, and its `headers` drops repeats. */
export function joinHeaders(raw: readonly string[]): Record<string, string> {
  const joined = new Map<string, string>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const before = joined.get(name);
    const value = raw[index + 1] ?? '';
    joined.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(joined);
}

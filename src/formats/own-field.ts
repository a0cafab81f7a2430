/**
 * Sets a field whose name came from outside. `target['__proto__'] = value` would change the prototype instead; with
 * `defineProperty` the name is data. Only that one name needs it, and defineProperty is some ten times slower, so only that one gets it.
 */
export function setOwnField<T>(target: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
}

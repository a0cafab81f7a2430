import { Secret } from '../trust/secrets.ts';

/** Whether two settled parts of a configuration say the same, secrets included: a `Secret` looks like any other from outside. */
export function sameSettings(one: unknown, other: unknown): boolean {
  if (one instanceof Secret || other instanceof Secret)
    return one instanceof Secret && other instanceof Secret && one.reveal() === other.reveal();
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other);
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [left, right] = [Object.entries(one), new Map(Object.entries(other))];
  return (
    left.length === right.size && left.every(([key, value]) => right.has(key) && sameSettings(value, right.get(key)))
  );
}

/** Comparing parts of contracts as values: the order of an object's members means nothing. */
import { Digits, type JsonValue } from '../../formats/json.ts';
import { isObject, itemsOf } from '../../formats/values.ts';

/** The same text for the same value. */
export function canonical(value: JsonValue | undefined): string {
  if (value === undefined) return '';
  if (value instanceof Digits) return value.text;
  if (Array.isArray(value)) return `[${itemsOf(value).map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

export const same = (one: JsonValue | undefined, other: JsonValue | undefined): boolean =>
  canonical(one) === canonical(other);

/** Members of an object, none for anything else. */
export function membersOf(value: JsonValue | undefined): readonly (readonly [name: string, value: JsonValue])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/** Texts in an array, or the one text. */
export function textsOf(value: JsonValue | undefined): readonly string[] {
  return (typeof value === 'string' ? [value] : itemsOf(value)).filter((item) => typeof item === 'string');
}

/** What is in the first only, in both, in the second only. */
export function sortOut(one: Iterable<string>, other: Iterable<string>) {
  const before = new Set(one);
  const after = new Set(other);
  return {
    removed: [...before].filter((name) => !after.has(name)),
    kept: [...before].filter((name) => after.has(name)),
    added: [...after].filter((name) => !before.has(name)),
  };
}

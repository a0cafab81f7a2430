/** The provider's scalars and maps → ours: text is text, and what is null or empty is absent. */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf, plainJson, scalarText } from '../../formats/values.ts';

/** Text as sent; of a number all its digits. Absent for null, empty text and anything that is not a scalar (which the verdict reports). */
export function text(value: JsonValue | undefined): string | undefined {
  return scalarText(value) || undefined;
}

/** The named fields that hold something, as text. */
export function texts<Name extends string>(
  value: JsonValue | undefined,
  names: readonly Name[],
): { readonly [name in Name]?: string } {
  const found: { [name in Name]?: string } = {};
  for (const name of names) {
    const one = text(field(value, name));
    if (one !== undefined) found[name] = one;
  }
  return found;
}

export const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

/**
 * A map, in any of its shapes: `{ name: value }`, `[]`, `[{ key, value }]`, or XML's repeated `<entry><key/><value/></entry>`. A
 * value that is not a text is its JSON; null and empty ones are left out. Of a repeated key the last value counts.
 */
export function entries(value: JsonValue | undefined): { readonly [name: string]: string } {
  const pairs = pairsOf(value).flatMap(([name, inner]) => {
    const one =
      typeof inner === 'string' ? inner : inner === null || inner === undefined ? '' : JSON.stringify(plainJson(inner));
    return one === '' ? [] : [[name, one] as const];
  });
  return Object.fromEntries(pairs); // Makes own fields of every name, `__proto__` too.
}

type Pair = readonly [name: string, value: JsonValue | undefined];

function pairsOf(value: JsonValue | undefined): readonly Pair[] {
  // A list of maps is all of them: an element that came twice, or a map that a converter took for a list.
  if (!isObject(value))
    return itemsOf(value).flatMap((item) => (isObject(item) && !isEntry(item) ? pairsOf(item) : pairOf(item)));
  const listed = field(value, 'entry');
  if (Object.keys(value).length === 1 && (isEntry(listed) || Array.isArray(listed)))
    return (isEntry(listed) ? [listed] : itemsOf(listed)).flatMap(pairOf);
  return Object.entries(value);
}

const isEntry = (value: JsonValue | undefined): value is JsonObject => isObject(value) && Object.hasOwn(value, 'key');

function pairOf(entry: JsonValue): Pair[] {
  const name = text(field(entry, 'key'));
  return name === undefined ? [] : [[name, field(entry, 'value')]];
}

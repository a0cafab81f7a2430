/** Two versions of an OpenAPI contract, and what the comparison of their parts has in common. */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { stepsOf } from '../../formats/json-pointer.ts';
import { field, isObject, textField } from '../../formats/values.ts';
import type { Change, Difference, Party } from './change.ts';
import { brokenBy, type ContractKind, type Direction, sidesOf } from './parties.ts';
import { type Compared, compareSchemas } from './schema.ts';
import type { Xsds } from './xsd.ts';

/** One version of a contract, as the comparison needs it. */
export type Half = { readonly document: JsonObject; readonly xsds: Xsds };

export type Pair = {
  readonly kind: ContractKind;
  readonly before: Half;
  readonly after: Half;
  readonly compared: Readonly<Record<Direction, Compared>>;
};

/** What a `#/…` pointer leads to in the document. */
export function follow(document: JsonValue, reference: string): JsonObject | undefined {
  if (!reference.startsWith('#/')) return undefined;
  const found = stepsOf(reference).reduce<JsonValue | undefined>((at, step) => field(at, step), document);
  return isObject(found) ? found : undefined;
}

/** The value itself, or what its `$ref` names. */
export function at({ document }: Half, value: JsonValue | undefined): JsonObject {
  const reference = textField(value, '$ref');
  if (reference !== undefined) return follow(document, reference) ?? {};
  return isObject(value) ? value : {};
}

export function change(rule: Change['rule'], place: string, what: string, broken?: Party, path = ''): Change {
  return { rule, place, path, what, breaks: broken === undefined ? [] : [broken] };
}

/** Differences of schemas at a place, with whom they break. */
export function placed(
  pair: Pair,
  place: string,
  direction: Direction,
  differences: readonly Difference[],
): readonly Change[] {
  const sides = sidesOf(pair.kind, direction);
  return differences.map((one) => ({
    rule: one.rule,
    place,
    path: one.path,
    what: one.what,
    breaks: brokenBy(one, sides),
  }));
}

export function compareValue(
  { before, after, compared }: Pair,
  direction: Direction,
  old: JsonValue | undefined,
  now: JsonValue | undefined,
): readonly Difference[] {
  const sides = [
    { schema: old, resolve: (reference: string) => follow(before.document, reference) },
    { schema: now, resolve: (reference: string) => follow(after.document, reference) },
  ] as const;
  return compareSchemas(...sides, compared[direction]);
}

/** What is wrong with one example after one change, and where a finding must say so. */

import type { JsonObject, JsonValue } from '../../../src/formats/json.ts';
import { field, isObject, textField } from '../../../src/formats/values.ts';

export type Mutation<Document> = {
  /** Such as `/status: another value than the enumeration's`. */
  readonly what: string;
  /** JSON Pointer of the place; `''`: the whole document. */
  readonly path: string;
  readonly document: Document;
};

export const pointerOf = (steps: readonly string[]): string =>
  steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Texts that the schemas of one place do not allow, each with its reason. */
export function wrongTexts(schemas: readonly JsonObject[]): readonly (readonly [why: string, text: string])[] {
  const wrong: [string, string][] = [];
  for (const schema of schemas) {
    const listed = field(schema, 'enum');
    if (Array.isArray(listed)) wrong.push(["another value than the enumeration's", `NOT_${String(listed[0])}`]);
    const format = textField(schema, 'format');
    if (textField(schema, 'pattern') !== undefined) wrong.push(['text that does not match the pattern', '?!']);
    else if (textField(schema, 'type') === 'string' && format !== undefined && checked.has(format))
      wrong.push([`text that is not of the format ${format}`, '?!']);
    const [shortest, longest] = [field(schema, 'minLength'), field(schema, 'maxLength')];
    if (typeof shortest === 'number' && shortest > 0) wrong.push(['text that is too short', '']);
    if (typeof longest === 'number' && longest < 5_000) wrong.push(['text that is too long', 'x'.repeat(longest + 1)]);
  }
  return wrong;
}

/** Of ajv-formats; others are names that nobody checks. */
const checked = new Set(['uuid', 'date', 'date-time', 'time', 'uri', 'email']);

/** Numbers that they do not allow. */
export function wrongNumbers(schemas: readonly JsonObject[]): readonly (readonly [why: string, value: number])[] {
  return schemas.flatMap((schema) => {
    const [least, most] = [field(schema, 'minimum'), field(schema, 'maximum')];
    return [
      ...(typeof least === 'number' ? [['a number that is too small', least - 1] as const] : []),
      ...(typeof most === 'number' ? [['a number that is too large', most + 1] as const] : []),
    ];
  });
}

/** Of everything that applies at one place, alternatives included; none: anything goes. */
export function typesOf(schemas: readonly JsonObject[]): ReadonlySet<string> {
  const types = new Set(schemas.flatMap((schema) => textField(schema, 'type') ?? []));
  if (types.has('number')) types.add('integer');
  if (schemas.some((schema) => field(schema, 'nullable') === true)) types.add('null');
  return types;
}

export const requiredOf = (schemas: readonly JsonObject[]): ReadonlySet<string> =>
  new Set(
    schemas.flatMap((schema) => [field(schema, 'required') ?? []].flat().filter((name) => typeof name === 'string')),
  );

/** A copy with the value at `steps` replaced; `undefined` takes it out. */
export function replaced(value: JsonValue, steps: readonly string[], by: JsonValue | undefined): JsonValue {
  const [step, ...rest] = steps;
  if (step === undefined) return by ?? null;
  if (Array.isArray(value))
    return value.map((item: JsonValue, index) => (String(index) === step ? replaced(item, rest, by) : item));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, JsonValue][] => {
    if (name !== step) return [[name, inner]];
    return rest.length === 0 && by === undefined ? [] : [[name, replaced(inner, rest, by)]];
  });
  if (!Object.hasOwn(value, step) && by !== undefined) entries.push([step, by]);
  return Object.fromEntries(entries);
}

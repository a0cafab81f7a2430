/** The keywords of one schema that bound a value: enumerations, lengths, patterns. */
import type { JsonObject } from '../../formats/json.ts';
import { field, itemsOf, numberOf } from '../../formats/values.ts';
import type { Difference, SchemaRule } from './change.ts';
import { schemaRules } from './change.ts';
import { canonical, same, sortOut } from './json.ts';

export function difference(rule: SchemaRule, path: string, what: string): Difference {
  return { rule, effect: schemaRules[rule], path, what };
}

/** Greater is tighter for the first, smaller for the second. */
const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const;
const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const;
/** Any change of one of these may go either way; where there was none, it is tighter, and where there is none any more, looser. */
const whole = ['pattern', 'format', 'multipleOf', 'uniqueItems', 'not', 'x-choice', 'x-unread'] as const;

export function compareConstraints(before: JsonObject, after: JsonObject, path: string): readonly Difference[] {
  return [
    ...compareValues(before, after, path),
    ...lower.flatMap((word) => compareBound(before, after, word, path, 1)),
    ...upper.flatMap((word) => compareBound(before, after, word, path, -1)),
    ...whole.flatMap((word) => compareWhole(before, after, word, path)),
    ...unread(before, after).flatMap((word) => compareWhole(before, after, word, path)),
  ];
}

/** What is compared elsewhere, or only says something. Our extensions are in annotations.ts. */
const elsewhere = new Set<string>([
  ...['type', 'nullable', 'enum', 'const', 'properties', 'required', 'additionalProperties', 'items', 'oneOf', 'anyOf'],
  ...[
    'allOf',
    '$ref',
    '$id',
    '$schema',
    '$comment',
    'definitions',
    '$defs',
    'title',
    'description',
    'example',
    'examples',
  ],
  ...['externalDocs', 'deprecated', ...lower, ...upper, ...whole],
]);

/** Any other keyword, such as `if` or `patternProperties`: that it changed is seen, though not what changed. */
function unread(before: JsonObject, after: JsonObject): readonly string[] {
  const words = new Set([...Object.keys(before), ...Object.keys(after)]);
  // A default that is told now, or no longer, changes nothing that fits; another one changes what is meant by absence.
  const said = (word: string) => word !== 'default' || (word in before && word in after);
  return [...words].filter((word) => !elsewhere.has(word) && !word.startsWith('x-') && said(word));
}

const valuesOf = (schema: JsonObject): readonly string[] | undefined => {
  const constant = field(schema, 'const');
  if (constant !== undefined) return [canonical(constant)];
  return field(schema, 'enum') === undefined ? undefined : itemsOf(field(schema, 'enum')).map(canonical);
};

function compareValues(before: JsonObject, after: JsonObject, path: string): readonly Difference[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  const known = compareKnown(before, after, path);
  if (old === undefined && now === undefined) return known;
  if (old === undefined)
    return [...known, difference('value-removed', path, `only ${now?.join(', ')} may stand here now`)];
  if (now === undefined) return [...known, difference('value-added', path, 'any value may stand here now')];
  const { removed, added } = sortOut(old, now);
  return [
    ...known,
    ...removed.map((value) => difference('value-removed', path, `the value ${value} is gone`)),
    ...added.map((value) => difference('value-added', path, `the value ${value} is new`)),
  ];
}

/** `x-extensible-enum`: the values known so far of an open list. */
function compareKnown(before: JsonObject, after: JsonObject, path: string): readonly Difference[] {
  const known = (schema: JsonObject) => itemsOf(field(schema, 'x-extensible-enum')).map(canonical);
  const { removed, added } = sortOut(known(before), known(after));
  const said = (values: readonly string[], word: string) =>
    values.length === 0
      ? []
      : [difference('known-value-changed', path, `of an open list ${values.join(', ')} ${word} known`)];
  return [...said(removed, 'is no longer'), ...said(added, 'is now')];
}

function compareBound(
  before: JsonObject,
  after: JsonObject,
  word: string,
  path: string,
  tighter: 1 | -1,
): readonly Difference[] {
  const [old, now] = [field(before, word), field(after, word)];
  if (same(old, now)) return [];
  if (old === undefined) return [difference('bound-tightened', path, `${word} ${canonical(now)} is new`)];
  if (now === undefined) return [difference('bound-loosened', path, `${word} ${canonical(old)} is gone`)];
  const what = `${word} was ${canonical(old)} and is ${canonical(now)}`;
  const [from, to] = [numberOf(old), numberOf(now)];
  // OpenAPI 3.0 has exclusiveMinimum as true or false.
  if (from === undefined || to === undefined) return [difference('constraint-changed', path, what)];
  return [difference((to - from) * tighter > 0 ? 'bound-tightened' : 'bound-loosened', path, what)];
}

function compareWhole(before: JsonObject, after: JsonObject, word: string, path: string): readonly Difference[] {
  const [old, now] = [field(before, word), field(after, word)];
  if (same(old, now)) return [];
  if (old === undefined) return [difference('bound-tightened', path, `${word} is new`)];
  if (now === undefined) return [difference('bound-loosened', path, `${word} is gone`)];
  return [difference('constraint-changed', path, `${word} changed`)];
}

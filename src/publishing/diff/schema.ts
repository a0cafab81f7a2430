/**
 * Two schemas, compared by what fits them: JSON Schema as OpenAPI 3.0 or draft 7 has it, and XSDs in the same shape (xsd-shape.ts).
 * Descriptions, titles and examples are not looked at; what else is said of a value is compared in annotations.ts.
 */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../formats/values.ts';
import { byEvent, compareAnnotations, compareTerms } from './annotations.ts';
import type { Difference } from './change.ts';
import { compareConstraints, difference } from './constraints.ts';
import { canonical, membersOf, same, sortOut, textsOf } from './json.ts';

/** What a `$ref` leads to; undefined when it leads nowhere. `from` is the schema that holds it, for references relative to a file. */
export type Resolve = (reference: string) => JsonObject | undefined;

export type Side = { readonly schema: JsonValue | undefined; readonly resolve: Resolve };

/** Pairs that were compared already: schemas may hold themselves, and what is shared is reported once, where it is met first. */
export type Compared = WeakMap<JsonObject, WeakSet<JsonObject>>;

const references_max = 50;

export function compareSchemas(before: Side, after: Side, compared: Compared, path = ''): readonly Difference[] {
  const [old, now] = [resolved(before), resolved(after)];
  if (old === undefined || now === undefined) {
    if (old === now) return [];
    return old === undefined
      ? [difference('bound-tightened', path, 'what stands here is described now')]
      : [difference('bound-loosened', path, 'what stands here is no longer described')];
  }
  if (repeats(old) !== repeats(now))
    return compareRepetition({ ...before, schema: old }, { ...after, schema: now }, compared, path);
  const known = compared.get(old) ?? new WeakSet();
  if (known.has(now)) return [];
  compared.set(old, known.add(now));
  const inner = (word: string, step: string) =>
    compareSchemas(
      { ...before, schema: field(old, word) },
      { ...after, schema: field(now, word) },
      compared,
      `${path}/${step}`,
    );
  return [
    ...compareTypes(old, now, path),
    ...compareConstraints(old, now, path),
    ...compareProperties({ ...before, schema: old }, { ...after, schema: now }, compared, path),
    ...compareOpenness({ ...before, schema: old }, { ...after, schema: now }, compared, path),
    ...inner('items', '*'),
    ...['oneOf', 'anyOf', 'allOf'].flatMap((word) =>
      compareAlternatives({ ...before, schema: old }, { ...after, schema: now }, word, compared, path),
    ),
    ...(same(field(old, 'x-order'), field(now, 'x-order')) || !sameMembers(old, now)
      ? []
      : [difference('order-changed', path, 'the order of the elements changed')]),
    ...compareAnnotations(old, now, path),
    ...comparePayloads(old, now, path, (from, to, where) =>
      compareSchemas({ ...before, schema: from }, { ...after, schema: to }, compared, where),
    ),
  ];
}

/** An element of an XML message that may stand several times: a single one still fits. */
const repeats = (schema: JsonObject): boolean => field(schema, 'x-repeats') === true;

function compareRepetition(before: Side, after: Side, compared: Compared, path: string): readonly Difference[] {
  const one = (side: Side): Side => ({ ...side, schema: field(side.schema, 'items') ?? side.schema });
  return [
    field(after.schema, 'x-repeats') === true
      ? difference('type-added', path, 'it may be repeated now')
      : difference('type-removed', path, 'it may no longer be repeated'),
    ...compareSchemas(one(before), one(after), compared, path),
  ];
}

function resolved({ schema, resolve }: Side): JsonObject | undefined {
  let at = schema;
  for (let hops = 0; hops < references_max; hops += 1) {
    if (!isObject(at)) return undefined;
    const reference = textField(at, '$ref');
    if (reference === undefined) return at;
    // A nullable beside a $ref is meant, although OpenAPI 3.0 says it is not read.
    const target = resolve(reference);
    at = target !== undefined && field(at, 'nullable') === true ? nullable(target) : target;
  }
  return undefined;
}

const nullables = new WeakMap<JsonObject, JsonObject>();

function nullable(schema: JsonObject): JsonObject {
  const made = nullables.get(schema) ?? { ...schema, nullable: true };
  nullables.set(schema, made);
  return made;
}

/** Without null, which is looked at by itself. An integer is a number with a bound. */
function typesOf(schema: JsonObject): readonly string[] {
  return textsOf(field(schema, 'type')).filter((type) => type !== 'null');
}

const allowsNull = (schema: JsonObject): boolean =>
  field(schema, 'nullable') === true || textsOf(field(schema, 'type')).includes('null');

function compareTypes(old: JsonObject, now: JsonObject, path: string): readonly Difference[] {
  const [from, to] = [typesOf(old), typesOf(now)];
  const found: Difference[] = [];
  if (allowsNull(old) !== allowsNull(now))
    found.push(
      allowsNull(now)
        ? difference('null-allowed', path, 'it may be null now')
        : difference('null-refused', path, 'it may no longer be null'),
    );
  if (!same(field(old, 'x-base'), field(now, 'x-base')))
    found.push(
      difference('type-changed', path, `the type was ${textField(old, 'x-base')} and is ${textField(now, 'x-base')}`),
    );
  const { removed, added } = sortOut(from, to);
  if (removed.length === 0 && added.length === 0) return found;
  const widened = added.join() === 'number' && removed.join() === 'integer';
  const narrowed = added.join() === 'integer' && removed.join() === 'number';
  const what = `the type was ${from.join(' or ') || 'any'} and is ${to.join(' or ') || 'any'}`;
  if (widened || to.length === 0 || (removed.length === 0 && from.length > 0))
    return [...found, difference('type-added', path, what)];
  if (narrowed || from.length === 0 || added.length === 0) return [...found, difference('type-removed', path, what)];
  return [...found, difference('type-changed', path, what)];
}

const requiredOf = (schema: JsonValue | undefined): ReadonlySet<string> => new Set(textsOf(field(schema, 'required')));

function compareProperties(before: Side, after: Side, compared: Compared, path: string): readonly Difference[] {
  const [old, now] = [field(before.schema, 'properties'), field(after.schema, 'properties')];
  const [wasRequired, isRequired] = [requiredOf(before.schema), requiredOf(after.schema)];
  const names = (properties: JsonValue | undefined, required: ReadonlySet<string>) => [
    ...membersOf(properties).map(([name]) => name),
    ...required,
  ];
  const { removed, kept, added } = sortOut(names(old, wasRequired), names(now, isRequired));
  return [
    ...removed.map((name) => difference('field-removed', `${path}/${name}`, 'this field is gone')),
    ...added.map((name) =>
      isRequired.has(name)
        ? difference('field-added-required', `${path}/${name}`, 'this field is new and required')
        : difference('field-added', `${path}/${name}`, 'this field is new and optional'),
    ),
    ...kept.flatMap((name) => [
      ...(wasRequired.has(name) === isRequired.has(name)
        ? []
        : [
            isRequired.has(name)
              ? difference('field-now-required', `${path}/${name}`, 'this field is required now')
              : difference('field-now-optional', `${path}/${name}`, 'this field may be missing now'),
          ]),
      ...compareSchemas(
        { ...before, schema: field(old, name) },
        { ...after, schema: field(now, name) },
        compared,
        `${path}/${name}`,
      ),
    ]),
  ];
}

/** `additionalProperties`: absent and `true` mean the same. */
function compareOpenness(before: Side, after: Side, compared: Compared, path: string): readonly Difference[] {
  const [old, now] = [before, after].map(({ schema }) => field(schema, 'additionalProperties') ?? true);
  if (isObject(old) && isObject(now))
    return compareSchemas({ ...before, schema: old }, { ...after, schema: now }, compared, `${path}/*`);
  if (same(old, now)) return [];
  if (old === true || now === false)
    return [difference('bound-tightened', path, 'fewer fields that are not described are allowed')];
  return [difference('bound-loosened', path, 'more fields that are not described are allowed')];
}

function compareAlternatives(
  before: Side,
  after: Side,
  word: string,
  compared: Compared,
  path: string,
): readonly Difference[] {
  const [old, now] = [itemsOf(field(before.schema, word)), itemsOf(field(after.schema, word))];
  const { removed, added } = sortOut(old.map(withoutWords), now.map(withoutWords));
  const find = (list: readonly JsonValue[], text: string | undefined) =>
    list.find((item) => withoutWords(item) === text);
  // One of them changed: what changed in it says more than "one is gone, one is new".
  if (removed.length === added.length && removed.length <= 1 && old.length === now.length)
    return old.flatMap((item, index) => {
      const gone = withoutWords(item) === removed[0];
      const other = gone ? find(now, added[0]) : (find(now, withoutWords(item)) ?? now[index]);
      return compareSchemas({ ...before, schema: item }, { ...after, schema: other }, compared, path);
    });
  if (word === 'allOf') return [difference('constraint-changed', path, 'what must hold together changed')];
  if (old.length === 0) return [difference('alternative-removed', path, 'only certain forms are allowed now')];
  if (now.length === 0) return [difference('alternative-added', path, 'any form is allowed now')];
  return [
    ...removed.map(() => difference('alternative-removed', path, 'one of the allowed forms is gone')),
    ...added.map(() => difference('alternative-added', path, 'another form is allowed')),
  ];
}

const words = new Set(['title', 'description', 'example', 'examples', 'deprecated', 'x-why', 'x-pii', 'x-lifecycle']);

const withoutWords = (value: JsonValue): string =>
  canonical(isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => !words.has(name))) : value);

function sameMembers(old: JsonObject, now: JsonObject): boolean {
  const names = (schema: JsonObject) =>
    membersOf(field(schema, 'properties'))
      .map(([name]) => name)
      .sort()
      .join();
  return names(old) === names(now);
}

// JSON inside a string (`x-payload-schema`) has one schema for each event name, and the terms on which subscribers get the event.
/** `compare` compares the schemas of one event; the path is that of the event. */
function comparePayloads(
  before: JsonValue,
  after: JsonValue,
  path: string,
  compare: (old: JsonValue | undefined, now: JsonValue | undefined, path: string) => readonly Difference[],
): readonly Difference[] {
  const [old, now] = [byEvent(field(before, 'x-payload-schema')), byEvent(field(after, 'x-payload-schema'))];
  const { removed, kept, added } = sortOut(old.keys(), now.keys());
  const schema = (line: JsonValue | undefined): JsonValue | undefined => {
    const named = field(line, 'schema');
    return typeof named === 'string' ? { $ref: named } : named;
  };
  return [
    ...removed.map((event) => difference('payload-removed', path, `the event ${event} is no longer described`)),
    ...added.map((event) => difference('payload-added', path, `the event ${event} is described now`)),
    ...kept.flatMap((event) => [
      ...compareTerms(event, old.get(event), now.get(event), path),
      ...compare(schema(old.get(event)), schema(now.get(event)), `${path}(${event})`),
    ]),
  ];
}

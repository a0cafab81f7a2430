/** One JSON document, wrong in one place at a time: what its schema demands, taken away or contradicted. */
import type { Schemas } from '../../../src/contracts/schema.ts';
import type { JsonObject, JsonValue } from '../../../src/formats/json.ts';
import { isObject } from '../../../src/formats/values.ts';
import { type Mutation, pointerOf, replaced, requiredOf, typesOf, wrongNumbers, wrongTexts } from './mutations.ts';

/**
 * `schema` is the name of a component of `schemas`. `absentNulls`: whoever judges takes a null where nothing need be for nothing, as our
 * judge of messages does and the operator's API does not.
 */
export function jsonMutations(
  document: JsonValue,
  schema: string,
  schemas: Schemas,
  { absentNulls = false }: { readonly absentNulls?: boolean } = {},
): Mutation<JsonValue>[] {
  const found: Mutation<JsonValue>[] = [];
  const note = (steps: readonly string[], why: string, by: JsonValue | undefined) =>
    found.push({
      what: `${pointerOf(steps) || 'the document'}: ${why}`,
      path: pointerOf(steps),
      document: replaced(document, steps, by),
    });

  function visit(value: JsonValue, steps: readonly string[]): void {
    const here = schemas.at(schema, steps);
    for (const [why, by] of wrongAt(value, here))
      if (by !== null || !absentNulls || schemas.presence(schema, steps) !== 'optional') note(steps, why, by);
    if (Array.isArray(value) && value.length > 0) visit(value[0], [...steps, '0']);
    if (!isObject(value)) return;
    const required = requiredOf(here);
    for (const [name, inner] of Object.entries(value)) {
      if (required.has(name)) note([...steps, name], 'missing', undefined);
      visit(inner, [...steps, name]);
    }
    if (isClosed(here)) note([...steps, 'unheardOf'], 'a field that nobody described', 'of');
  }
  visit(document, []);
  return found;
}

function wrongAt(value: JsonValue, schemas: readonly JsonObject[]): readonly (readonly [string, JsonValue])[] {
  const types = typesOf(schemas);
  if (types.size === 0) return [];
  const others: readonly (readonly [string, JsonValue])[] = [
    ['object', { not: 'what was agreed' }],
    ['string', 'text'],
    ['array', []],
    ['boolean', true],
  ];
  const other = others.find(([type]) => !types.has(type));
  return [
    ...(other === undefined ? [] : [[`of type ${other[0]}`, other[1]] as const]),
    ...(types.has('null') ? [] : [['null', null] as const]),
    ...(typeof value === 'string' ? wrongTexts(schemas) : []),
    ...(typeof value === 'number' ? wrongNumbers(schemas) : []),
  ];
}

/** A map takes any name. */
const isClosed = (schemas: readonly JsonObject[]): boolean =>
  schemas.some(({ properties }) => properties !== undefined) &&
  schemas.every(({ additionalProperties }) => additionalProperties === undefined);

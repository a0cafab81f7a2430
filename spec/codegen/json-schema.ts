/**
 * JSON Schemas (our events, the configuration) as the component schemas of an OpenAPI 3.0 document, so that one generator
 * makes all types. Only what a type can say is carried over; validation reads the schemas themselves.
 */
import { isTree, type Tree, type Value } from './documents.ts';

const carried = ['title', 'description', 'type', 'format', 'enum', 'required', 'nullable'] as const;

/** `nameOf` maps a `$ref` to the name of a component. */
export function toComponent(schema: Tree, nameOf: (reference: string) => string): Tree {
  if (typeof schema.$ref === 'string') return { $ref: `#/components/schemas/${nameOf(schema.$ref)}` };
  const inner = (value: Value | undefined): Value => (isTree(value) ? toComponent(value, nameOf) : (value ?? {}));
  const made: Tree = {};
  for (const name of carried) {
    const value = schema[name];
    if (value !== undefined && !(name === 'type' && Array.isArray(value))) made[name] = value;
  }
  for (const name of Object.keys(schema)) if (name.startsWith('x-')) made[name] = schema[name] ?? null;
  if (schema.const !== undefined) Object.assign(made, { type: typeof schema.const, enum: [schema.const] });
  if (Array.isArray(schema.type)) Object.assign(made, typeOf(schema.type));
  if (isTree(schema.properties)) {
    const properties = Object.entries(schema.properties).map(([name, property]) => [name, inner(property)] as const);
    made.properties = Object.fromEntries(properties);
  }
  if (isTree(schema.items)) made.items = inner(schema.items);
  // `false` forbids what a type does not mention anyway.
  if (isTree(schema.additionalProperties)) made.additionalProperties = inner(schema.additionalProperties);
  if (schema.additionalProperties === true) made.additionalProperties = true;
  for (const name of ['oneOf', 'anyOf', 'allOf']) {
    const list = schema[name];
    // Alternatives that only say which properties belong together have no type of their own.
    const typed = Array.isArray(list) && list.some((item) => isTree(item) && ('$ref' in item || 'type' in item));
    if (typed) made[name] = list.map(inner);
  }
  return made;
}

function typeOf(types: readonly Value[]): Tree {
  const real = types.filter((name) => name !== 'null');
  const nullable: Tree = real.length < types.length ? { nullable: true } : {};
  const [first] = real;
  if (real.length === 1 && first !== undefined) return { type: first, ...nullable };
  return { oneOf: real.map((type) => ({ type })), ...nullable };
}

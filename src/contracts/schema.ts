/**
 * A contract's schemas as the judge needs them: what OpenAPI 3.0 means in the words of ajv, and closed, so that a field that nobody
 * described is a finding. The contract itself stays open: `additionalProperties` is not written there (spec/README.md).
 */
import type { JsonObject, JsonValue } from '../formats/json.ts';
import { pointerOf } from '../formats/json-pointer.ts';
import { field, isObject, itemsOf, textField } from '../formats/values.ts';

/** The contract, or something in it, is not what the judge can work with: the gateway refuses to start. */
export class ContractError extends Error {
  constructor(message: string, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'ContractError';
  }
}

const validating = new Set([
  ...[
    'type',
    'enum',
    'format',
    'pattern',
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
  ],
  ...['multipleOf', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'required', 'nullable'],
]);
const describing = new Set([
  ...[
    'title',
    'description',
    'default',
    'example',
    'examples',
    'deprecated',
    'readOnly',
    'writeOnly',
    'externalDocs',
    'xml',
    'discriminator',
  ],
]);
const combining = ['allOf', 'anyOf', 'oneOf'] as const;
const prefix = '#/components/schemas/';

/** `optional in practice`: the schema requires it, and `x-optional-in-practice` says that it has been missing. */
export type Presence = 'required' | 'optional' | 'optional in practice';

export type Schemas = {
  /** Closed schemas for ajv, under `definitions`. */
  readonly closed: JsonObject;
  /** The schemas of the contract that apply at a place in a message, `$ref`s resolved. Several where schemas are combined. */
  at(schema: string, steps: readonly string[]): readonly JsonObject[];
  /** Whether the value at that place, or anything that holds it, is marked `x-pii`. */
  personal(schema: string, steps: readonly string[]): boolean;
  /** Whether the property at that place must be there; `undefined` if no schema describes a property there. */
  presence(schema: string, steps: readonly string[]): Presence | undefined;
  /** Names of all properties of type array that can be reached: the `lists` of an XML message. */
  lists(schema: string): readonly string[];
};

/** `components` is `components.schemas` of a bundle. Throws `ContractError` on keywords that ajv would not understand. */
export function prepareSchemas(components: JsonObject, contract: string): Schemas {
  const named = (ref: string): JsonObject => {
    const name = ref.startsWith(prefix) ? ref.slice(prefix.length) : ref;
    const schema = field(components, name);
    if (!isObject(schema)) throw new ContractError(`${contract} refers to the schema ${ref}, which it does not have`);
    return schema;
  };

  function resolve(schema: JsonValue | undefined): readonly JsonObject[] {
    if (!isObject(schema)) return [];
    const ref = textField(schema, '$ref');
    if (ref !== undefined) return resolve(named(ref));
    return [schema, ...combining.flatMap((word) => itemsOf(field(schema, word)).flatMap(resolve))];
  }

  function close(schema: JsonValue, path: string, open = false): JsonValue {
    if (!isObject(schema)) return schema;
    const ref = textField(schema, '$ref');
    if (ref !== undefined) {
      const target = named(ref);
      // OpenAPI 3.0 ignores siblings of $ref. A sibling `nullable` is meant, so it is applied.
      if (field(schema, 'nullable') === true) return close({ ...target, nullable: true }, path, open);
      return { $ref: `#${pointerOf(['definitions', ref.slice(prefix.length)])}` };
    }
    const out: Record<string, JsonValue> = {};
    const combined = combining.some((word) => field(schema, word) !== undefined);
    for (const [word, value] of Object.entries(schema)) {
      if (word === 'properties' && isObject(value)) {
        out[word] = Object.fromEntries(
          Object.entries(value).map(([name, inner]) => [name, close(inner, `${path}/${name}`)]),
        );
      } else if (word === 'items') out[word] = close(value, `${path}/items`);
      else if (word === 'additionalProperties') out[word] = close(value, `${path}/*`);
      else if (combining.some((known) => known === word))
        out[word] = itemsOf(value).map((inner) => close(inner, path, true));
      else if (word === 'not') out[word] = close(value, path, true);
      else if (validating.has(word)) out[word] = value;
      else if (!describing.has(word) && !word.startsWith('x-'))
        throw new ContractError(`${contract}: ${path} uses ${word}, which is not of OpenAPI 3.0`);
    }
    if (out.nullable === true && Array.isArray(out.enum) && !out.enum.includes(null)) out.enum = [...out.enum, null];
    // ajv requires a type for `nullable`; without a type everything is allowed anyway.
    if (out.nullable === true && out.type === undefined) delete out.nullable;
    if (out.properties !== undefined && out.additionalProperties === undefined && !combined && !open)
      out.additionalProperties = false;
    return out;
  }

  function step(schemas: readonly JsonObject[], name: string): readonly JsonObject[] {
    return schemas.flatMap((schema) => {
      const property = field(field(schema, 'properties'), name);
      if (property !== undefined) return resolve(property);
      return resolve(/^\d+$/.test(name) ? field(schema, 'items') : field(schema, 'additionalProperties'));
    });
  }

  function personal(schema: string, steps: readonly string[]): boolean {
    let schemas = resolve(named(schema));
    if (schemas.some((one) => field(one, 'x-pii') === true)) return true;
    for (const name of steps) {
      // The mark may be a sibling of a `$ref`.
      if (schemas.some((one) => field(field(field(one, 'properties'), name), 'x-pii') === true)) return true;
      schemas = step(schemas, name);
      if (schemas.some((one) => field(one, 'x-pii') === true)) return true;
    }
    return false;
  }

  function presence(schema: string, steps: readonly string[]): Presence | undefined {
    const name = steps.at(-1);
    if (name === undefined) return undefined;
    const parents = steps.slice(0, -1).reduce(step, resolve(named(schema)));
    if (!parents.some((one) => field(field(one, 'properties'), name) !== undefined)) return undefined;
    if (!parents.some((one) => itemsOf(field(one, 'required')).includes(name))) return 'optional';
    const excused = parents.some((one) => itemsOf(field(one, 'x-optional-in-practice')).includes(name));
    return excused ? 'optional in practice' : 'required';
  }

  function lists(schema: string): readonly string[] {
    const found = new Set<string>();
    const visited = new Set<JsonObject>();
    const visit = (schemas: readonly JsonObject[]): void => {
      for (const one of schemas) {
        if (visited.has(one)) continue;
        visited.add(one);
        const properties = field(one, 'properties');
        for (const [name, inner] of isObject(properties) ? Object.entries(properties) : []) {
          const inside = resolve(inner);
          if (inside.some((candidate) => field(candidate, 'type') === 'array')) found.add(name);
          visit(inside);
        }
        visit(resolve(field(one, 'items')));
        visit(resolve(field(one, 'additionalProperties')));
      }
    };
    visit(resolve(named(schema)));
    return [...found];
  }

  return {
    closed: {
      definitions: Object.fromEntries(Object.entries(components).map(([name, schema]) => [name, close(schema, name)])),
    },
    at: (schema, steps) => steps.reduce(step, resolve(named(schema))),
    personal,
    presence,
    lists,
  };
}

/**
 * OpenAPI 3.1 made from 3.0.3, for publishing only: there a push is what it is, a webhook, and JSON inside a string and XML have words of
 * their own (`contentMediaType`, `contentSchema`). Contracts are written in 3.0.3, because our tools lose something of 3.1.
 */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../formats/values.ts';
import { canonical, membersOf } from '../diff/json.ts';
import { follow } from '../diff/pair.ts';

type Member = readonly [name: string, value: JsonValue];

/** `pushes`: the operations are calls that we receive, so they become `webhooks` under their operationId. */
export function toOpenApi31(document: JsonObject, pushes: boolean): JsonObject {
  const { openapi: _old, paths = {}, components, ...rest } = document;
  const converted = isObject(paths) ? convert(paths) : {};
  return withoutIdleParameters({
    openapi: '3.1.0',
    ...object(convert(rest)),
    ...(pushes ? { webhooks: webhooksOf(object(converted), document) } : { paths: converted }),
    ...(components !== undefined && { components: convertComponents(object(components)) }),
  });
}

/** A webhook has no path, so that parameters of paths may have lost their last use. */
export function withoutIdleParameters(document: JsonObject): JsonObject {
  const components = object(field(document, 'components') ?? {});
  const used = canonical({ ...document, components: { ...components, parameters: {} } });
  const parameters = membersOf(components.parameters).filter(([name]) =>
    used.includes(`"#/components/parameters/${name}"`),
  );
  const { parameters: _all, ...others } = components;
  if (components.parameters === undefined) return document;
  return {
    ...document,
    components: { ...others, ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) }) },
  };
}

const object = (value: JsonValue): JsonObject => (isObject(value) ? value : {});

function convertComponents(components: JsonObject): JsonObject {
  const { schemas, ...others } = components;
  return {
    ...object(convert(others)),
    ...(schemas !== undefined && { schemas: mapMembers(schemas, convertSchema) }),
  };
}

const mapMembers = (value: JsonValue, change: (value: JsonValue) => JsonValue): JsonObject =>
  Object.fromEntries(membersOf(value).map(([name, inner]): Member => [name, change(inner)]));

/** Schemas below are converted wherever they stand; examples and extensions are data and left alone. */
function convert(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return itemsOf(value).map(convert);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    membersOf(value).map(([name, inner]): Member => {
      if (name === 'schema') return [name, convertSchema(inner)];
      return [name, isData(name) ? inner : convert(inner)];
    }),
  );
}

const isData = (name: string): boolean => name === 'example' || name === 'examples' || name.startsWith('x-');

function convertSchema(value: JsonValue): JsonValue {
  if (!isObject(value)) return value;
  const nullable = field(value, 'nullable') === true;
  const reference = textField(value, '$ref');
  if (reference !== undefined)
    return nullable ? { anyOf: [{ $ref: reference }, { type: 'null' }] } : { $ref: reference };
  const out: Record<string, JsonValue> = {};
  for (const [word, inner] of membersOf(value)) {
    if (word === 'nullable') continue;
    if (word === 'properties') out[word] = mapMembers(inner, convertSchema);
    else if (['items', 'additionalProperties', 'not'].includes(word)) out[word] = convertSchema(inner);
    else if (['oneOf', 'anyOf', 'allOf'].includes(word)) out[word] = itemsOf(inner).map(convertSchema);
    else if (word === 'example') out.examples = [inner];
    else out[word] = inner;
  }
  if (nullable && typeof out.type === 'string') {
    out.type = [out.type, 'null'];
    if (Array.isArray(out.enum) && !out.enum.includes(null)) out.enum = [...out.enum, null];
  }
  convertBound(out, 'exclusiveMinimum', 'minimum');
  convertBound(out, 'exclusiveMaximum', 'maximum');
  return { ...out, ...contentOf(value) };
}

/** 3.0 says `minimum: 0, exclusiveMinimum: true`, 3.1 `exclusiveMinimum: 0`. */
function convertBound(out: Record<string, JsonValue>, exclusive: string, plain: string): void {
  const bound = out[plain];
  if (out[exclusive] === true && bound !== undefined) {
    out[exclusive] = bound;
    delete out[plain];
  } else if (typeof out[exclusive] === 'boolean') delete out[exclusive];
}

/** What is inside a string. */
function contentOf(schema: JsonObject): JsonObject {
  if (field(schema, 'x-xsd') !== undefined) return { contentMediaType: 'application/xml' };
  const references = itemsOf(field(schema, 'x-payload-schema')).flatMap((line) => textField(line, 'schema') ?? []);
  if (references.length === 0) return {};
  const distinct = [...new Set(references)].map(($ref) => ({ $ref }));
  return { contentMediaType: 'application/json', contentSchema: { anyOf: distinct } };
}

/** A webhook has no path of its own: the path parameters go, and the path is kept as `x-path`. */
function webhooksOf(paths: JsonObject, document: JsonObject): JsonObject {
  const webhooks = membersOf(paths).flatMap(([path, item]) =>
    membersOf(item)
      .filter(([method]) => ['get', 'post', 'put', 'delete', 'patch'].includes(method))
      .map(([method, operation]): Member => {
        const shared = itemsOf(field(item, 'parameters'));
        const parameters = [...shared, ...itemsOf(field(operation, 'parameters'))].filter(
          (one) => textField(follow(document, textField(one, '$ref') ?? '') ?? one, 'in') !== 'path',
        );
        const { parameters: _all, ...rest } = object(operation);
        const kept: JsonObject = parameters.length > 0 ? { ...rest, parameters } : rest;
        return [textField(operation, 'operationId') ?? path, { [method]: { ...kept, 'x-path': path } }];
      }),
  );
  return Object.fromEntries(webhooks);
}

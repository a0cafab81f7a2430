/** Everything that the public listener answers, as one OpenAPI document. */
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../formats/values.ts';
import { membersOf } from '../diff/json.ts';
import type { Snapshot } from '../snapshot.ts';
import { withReuse } from './reuse.ts';

type Member = readonly [name: string, value: JsonValue];

/** Components, operationIds and security schemes get the owner's name in front, so that nothing means two things. */
export function wholeDocument(snapshots: readonly Snapshot[]): JsonObject {
  const parts = snapshots.map((snapshot) => prefixed(snapshot));
  const kinds = [...new Set(parts.flatMap((part) => membersOf(field(part, 'components')).map(([kind]) => kind)))];
  return withReuse({
    openapi: '3.0.3',
    info: {
      title: 'Everything that the gateway receives',
      version: '1.0.0',
      description: [
        'The contracts of all providers in one document, made from them; each has a version of its own:',
        ...snapshots.map(({ name, version }) => `* ${name} ${version}`),
      ].join('\n'),
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    servers: itemsOf(field(snapshots[0]?.document, 'servers')),
    tags: parts.flatMap((part) => itemsOf(field(part, 'tags'))),
    paths: Object.fromEntries(parts.flatMap((part) => membersOf(field(part, 'paths')))),
    components: Object.fromEntries(
      kinds
        .sort()
        .map(
          (kind): Member => [
            kind,
            Object.fromEntries(parts.flatMap((part) => membersOf(field(field(part, 'components'), kind)))),
          ],
        ),
    ),
  });
}

function prefixed({ owner, document }: Snapshot): JsonObject {
  const rename = (name: string) => `${owner}_${name}`;
  const security = field(document, 'security');
  const components = Object.fromEntries(
    membersOf(field(document, 'components')).map(
      ([kind, all]): Member => [
        kind,
        Object.fromEntries(
          membersOf(all).map(([name, one]): Member => [rename(name), withNames(rename(name), walk(one))]),
        ),
      ],
    ),
  );
  const paths = Object.fromEntries(
    membersOf(field(document, 'paths')).map(([path, item]): Member => [path, walk(withSecurity(item, security))]),
  );
  return { ...document, paths, components };

  function walk(value: JsonValue): JsonValue {
    if (Array.isArray(value)) return itemsOf(value).map(walk);
    if (!isObject(value)) return typeof value === 'string' ? pointer(value) : value;
    return Object.fromEntries(
      membersOf(value).map(([name, inner]): Member => {
        // Their members are names of ours, whatever they are called: a property may be called `examples`.
        if (name === 'properties') return [name, eachMember(inner, walk)];
        if (name === 'examples') return [name, eachMember(inner, (one) => (textField(one, '$ref') ? walk(one) : one))];
        if (name === 'example') return [name, inner];
        if (name === 'operationId' && typeof inner === 'string') return [name, rename(inner)];
        if (name === 'x-xsd') return [name, beside(inner, owner)];
        if (name === 'security') return [name, itemsOf(inner).map(renamedSecurity)];
        return [name, walk(inner)];
      }),
    );
  }

  /** `$ref` and the extensions that point into the document. */
  function pointer(text: string): string {
    return text.replace(/^#\/components\/([A-Za-z]+)\//, `#/components/$1/${owner}_`);
  }

  function renamedSecurity(alternative: JsonValue): JsonValue {
    return Object.fromEntries(membersOf(alternative).map(([name, scopes]): Member => [rename(name), scopes]));
  }
}

/** `document` with a name for each value of its enumerations, where two of them have the same one. */
export function withNamedValues(document: JsonObject): JsonObject {
  const components = field(document, 'components');
  const schemas = membersOf(field(components, 'schemas')).map(([name, one]): Member => [name, withNames(name, one)]);
  return {
    ...document,
    components: { ...(isObject(components) ? components : {}), schemas: Object.fromEntries(schemas) },
  };
}

/**
 * Go has one space for the values of all enumerations, and generators call each by its value alone: where two owners know an UNKNOWN, the client of the
 * whole did not compile. So here they are told names.
 */
function withNames(name: string, schema: JsonValue): JsonValue {
  const values = itemsOf(field(schema, 'enum'));
  if (!isObject(schema) || values.length === 0) return schema;
  return {
    ...schema,
    'x-enum-varnames': values.map((value) => `${name}_${String(value)}`.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')),
  };
}

const eachMember = (value: JsonValue, change: (value: JsonValue) => JsonValue): JsonValue =>
  isObject(value) ? Object.fromEntries(membersOf(value).map(([name, inner]): Member => [name, change(inner)])) : value;

/** XSDs lie in the owner's folder. */
const beside = (value: JsonValue, owner: string): JsonValue =>
  Array.isArray(value) ? itemsOf(value).map((one) => beside(one, owner)) : `../${owner}/${String(value)}`;

/** What stands at the top of a contract is written to its operations: in the whole there is no common top. */
function withSecurity(item: JsonValue, security: JsonValue | undefined): JsonValue {
  if (security === undefined) return item;
  return Object.fromEntries(
    membersOf(item).map(([name, inner]): Member => {
      const isOperation = textField(inner, 'operationId') !== undefined && field(inner, 'security') === undefined;
      return [name, isOperation && isObject(inner) ? { ...inner, security } : inner];
    }),
  );
}

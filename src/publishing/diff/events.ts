/** Our events: the table of types, and the JSON Schema of each. */

import { ContractError } from '../../contracts/schema.ts';
import { type JsonObject, type JsonValue, parseJson } from '../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../formats/values.ts';
import type { Change } from './change.ts';
import { membersOf, sortOut } from './json.ts';
import { follow } from './pair.ts';
import { brokenBy, sidesOf } from './parties.ts';
import { compareSchemas, type Resolve } from './schema.ts';

type Events = { readonly schemaOf: ReadonlyMap<string, JsonValue>; readonly resolve: Resolve };

/** The schema of what is around `data`. Releases before it had one say nothing of it, and nothing is compared with them. */
export const ENVELOPE = 'envelope.json';

/** `document` is the bundle with `x-event-types`, `files` the JSON Schemas by name. */
export function compareEvents(
  before: { readonly document: JsonObject; readonly files: ReadonlyMap<string, string> },
  after: { readonly document: JsonObject; readonly files: ReadonlyMap<string, string> },
): readonly Change[] {
  const [old, now] = [read(before.document, before.files), read(after.document, after.files)];
  const { removed, kept, added } = sortOut(old.schemaOf.keys(), now.schemaOf.keys());
  const compared = new WeakMap();
  return [
    ...removed.map(
      (type): Change => ({
        rule: 'event-type-removed',
        place: type,
        path: '',
        what: 'this type is gone',
        breaks: ['consumers'],
      }),
    ),
    ...added
      .filter((type) => type !== 'envelope')
      .map(
        (type): Change => ({ rule: 'event-type-added', place: type, path: '', what: 'this type is new', breaks: [] }),
      ),
    ...kept.flatMap((type) =>
      compareSchemas(
        { schema: old.schemaOf.get(type), resolve: old.resolve },
        { schema: now.schemaOf.get(type), resolve: now.resolve },
        compared,
      ).map(
        (one): Change => ({
          rule: one.rule,
          place: type,
          path: one.path,
          what: one.what,
          breaks: brokenBy(one, sidesOf('events', 'data')),
        }),
      ),
    ),
  ];
}

function read(document: JsonObject, files: ReadonlyMap<string, string>): Events {
  const schemas = new Map<string, JsonObject>();
  const byTitle = new Map<string, string>();
  for (const [file, text] of files) {
    const parsed = parseJson(text);
    if (!parsed.ok || !isObject(parsed.value.value)) throw new ContractError(`${file} is no JSON Schema`);
    const schema = absolute(parsed.value.value, file);
    if (!isObject(schema)) continue;
    schemas.set(file, schema);
    byTitle.set(textField(schema, 'title') ?? file, file);
  }
  const envelope = schemas.get(ENVELOPE);
  return {
    schemaOf: new Map([
      ...(envelope === undefined ? [] : [['envelope', envelope] as const]),
      ...itemsOf(field(document, 'x-event-types')).map((row) => {
        const file = byTitle.get(textField(row, 'schema') ?? '') ?? '';
        return [textField(row, 'type') ?? '', schemas.get(file) ?? {}] as const;
      }),
    ]),
    resolve: (reference) => {
      const [file = '', pointer = ''] = reference.split('#');
      const schema = schemas.get(file);
      return schema !== undefined && pointer !== '' ? follow(schema, `#${pointer}`) : schema;
    },
  };
}

/** Every `$ref` with the name of its file, so that it means the same wherever it is read. */
function absolute(value: JsonValue, file: string): JsonValue {
  if (Array.isArray(value)) return itemsOf(value).map((item) => absolute(item, file));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    membersOf(value).map(([name, inner]) => [
      name,
      name === '$ref' && typeof inner === 'string'
        ? inner.startsWith('#')
          ? `${file}${inner}`
          : inner.replace(/^\.\//, '')
        : absolute(inner, file),
    ]),
  );
}

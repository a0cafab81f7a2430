/** Validators of a contract's schemas as JavaScript that needs nothing but itself: ajv's own output, with the few files that it asks for. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { prepareSchemas } from '../../contracts/schema.ts';
import { type JsonObject, type JsonValue, parseJson } from '../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../formats/values.ts';
import { membersOf } from '../diff/json.ts';
import type { Snapshot } from '../snapshot.ts';

/** `schema` is the name of a type in the models; `exported` the validator's. */
export type Validator = { readonly schema: string; readonly exported: string };
export type Validators = {
  readonly validators: readonly Validator[];
  /** CommonJS, by file name; `validators.cjs` is the one to load. */
  readonly files: ReadonlyMap<string, string>;
};

const require = createRequire(import.meta.url);

/** What ajv's output asks for, and the name under which it lies beside it. */
const runtime = [
  ['ajv/dist/runtime/ucs2length', 'ucs2length.cjs'],
  ['ajv/dist/runtime/equal', 'equal.cjs'],
  ['ajv-formats/dist/formats', 'formats.cjs'],
  ['fast-deep-equal', 'fast-deep-equal.cjs'],
] as const;

export function validatorsOf(snapshot: Snapshot): Validators {
  const ajv = new Ajv({ allErrors: true, strict: false, code: { source: true, lines: true } });
  addFormats.default(ajv);
  const ids = snapshot.kind === 'events' ? addEventSchemas(ajv, snapshot) : addComponents(ajv, snapshot);
  const exported = Object.fromEntries([...ids].map(([schema, id]) => [`validate${schema}`, id]));
  const files = new Map([['validators.cjs', withLocalRequires(standaloneCode.default(ajv, exported))]]);
  for (const [name, file] of runtime) files.set(file, withLocalRequires(readFileSync(require.resolve(name), 'utf8')));
  return { validators: [...ids.keys()].map((schema) => ({ schema, exported: `validate${schema}` })), files };
}

function withLocalRequires(code: string): string {
  return runtime
    .reduce((text, [name, file]) => text.replaceAll(`require("${name}")`, `require("./${file}")`), code)
    .replaceAll(/\n?\/\/# sourceMappingURL=.*/g, '');
}

/** Component schemas as the judge reads them, but open: an unknown field is allowed, as the contract says. */
function addComponents(ajv: Ajv, { document, name }: Snapshot): ReadonlyMap<string, string> {
  const schemas = field(field(document, 'components'), 'schemas');
  const { closed } = prepareSchemas(isObject(schemas) ? schemas : {}, name);
  ajv.addSchema({ ...object(opened(closed)), $id: 'contract' });
  return new Map(membersOf(schemas).map(([schema]) => [schema, `contract#/definitions/${schema}`]));
}

const object = (value: JsonValue): JsonObject => (isObject(value) ? value : {});

/** Contracts never write `additionalProperties: false` (spec/README.md), so each of them is the judge's own. */
function opened(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return itemsOf(value).map(opened);
  if (!isObject(value)) return value;
  const members = membersOf(value).filter(([name, inner]) => name !== 'additionalProperties' || inner !== false);
  return Object.fromEntries(members.map(([name, inner]) => [name, opened(inner)]));
}

function addEventSchemas(ajv: Ajv, { files, document }: Snapshot): ReadonlyMap<string, string> {
  const used = new Set(itemsOf(field(document, 'x-event-types')).map((row) => textField(row, 'schema')));
  const ids = new Map<string, string>();
  for (const [file, text] of files) {
    const parsed = parseJson(text);
    const schema = parsed.ok ? object(parsed.value.value) : {};
    ajv.addSchema({ ...schema, $id: file });
    const title = textField(schema, 'title');
    if (title !== undefined && used.has(title)) ids.set(title, file);
  }
  return ids;
}

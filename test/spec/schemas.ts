/** Validators for the schemas of `spec/`: OpenAPI's dialect of JSON Schema through ajv, XSDs through libxml2. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { isTree, readTree, type Tree } from './contract-documents.ts';

/**
 * OpenAPI 3.0 as JSON Schema draft-07: `nullable` becomes a type, references become absolute so that several files can be
 * compiled together. Whatever is no schema (paths, examples) passes through; ajv never looks there.
 */
function toDraft07(node: unknown, file: string): unknown {
  if (Array.isArray(node)) return node.map((item) => toDraft07(item, file));
  if (!isTree(node)) return node;
  const converted = Object.entries(node)
    .filter(([key]) => !['example', 'examples', 'discriminator'].includes(key))
    .map(([key, value]) => [key, key === '$ref' ? absolute(value, file) : toDraft07(value, file)]);
  const schema: Record<string, unknown> = Object.fromEntries(converted);
  return schema.nullable === true ? allowNull(schema) : schema;
}

function absolute(reference: unknown, file: string): unknown {
  if (typeof reference !== 'string') return toDraft07(reference, file);
  const [target = '', pointer = ''] = reference.split('#');
  return `${idOf(target === '' ? file : resolve(dirname(file), target))}#${pointer}`;
}

const allowNull = ({ nullable: _nullable, ...schema }: Record<string, unknown>) => ({
  anyOf: [{ type: 'null' }, schema],
});

const idOf = (file: string) => `file://${file}`;

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);

function load(file: string) {
  if (ajv.getSchema(idOf(file)) !== undefined) return;
  const document: Tree = readTree(file);
  ajv.addSchema({ $id: idOf(file), ...Object(toDraft07(document, file)) });
  for (const other of otherFiles(document, file)) load(other);
}

function otherFiles(node: unknown, file: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key !== '$ref' || typeof value !== 'string') return otherFiles(value, file);
    const target = value.split('#')[0] ?? '';
    return target === '' ? [] : [resolve(dirname(file), target)];
  });
}

/** A validator for `file#pointer` of an OpenAPI document, or for a JSON Schema file (`file`, `file#/definitions/X`). */
export function schemaAt(reference: string): ValidateFunction {
  const [file = '', pointer = ''] = reference.split('#');
  load(file);
  return ajv.compile({ $ref: `${idOf(file)}#${pointer}` });
}

/** What is wrong with `value`, one line per error; empty when nothing is. */
export function faultsOf(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath || '/'} ${message} ${JSON.stringify(params)}`.trim(),
  );
}

/** What is wrong with an XML document under `path/to.xsd#rootElement`; empty when nothing is. */
export function xmlFaultsOf(xml: Uint8Array, reference: string): string[] {
  const [xsd = '', element = ''] = reference.split('#');
  using schema = XmlDocument.fromBuffer(readFileSync(xsd));
  using validator = XsdValidator.fromDoc(schema);
  using document = XmlDocument.fromBuffer(xml);
  if (document.root.name !== element) return [`the root is ${document.root.name}, not ${element}`];
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

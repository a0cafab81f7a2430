/** Every message that the contracts of the providers describe, with its examples: what they push, and what is fetched because of a push. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { componentSchemas } from '../../../src/contracts/judge-json.ts';
import { prepareSchemas, type Schemas } from '../../../src/contracts/schema.ts';
import type { JsonObject, JsonValue } from '../../../src/formats/json.ts';
import { field, isObject, textField } from '../../../src/formats/values.ts';
import { packageRoot } from '../../../src/running/package-root.ts';

export type Message = {
  readonly contract: string;
  readonly operation: string;
  readonly mediaType: string;
  readonly example: string;
  readonly text: string;
  /** Component schemas, one for each root element of XML. */
  readonly schemas: Schemas;
  readonly schemaOf: (root: string) => string | undefined;
};

export type Operation = {
  readonly id: string;
  readonly path: string;
  readonly method: string;
  readonly node: JsonObject;
};

export type Bundle = {
  readonly name: string;
  readonly document: JsonObject;
  readonly operations: readonly Operation[];
};

const methods = ['get', 'put', 'post', 'delete', 'patch'];

export function readOperations(name: string): Bundle {
  const document = readExample(readFileSync(join(packageRoot(), 'generated/bundles', `${name}.json`), 'utf8'));
  if (!isObject(document)) throw new TypeError(`${name} is no object`);
  const operations = entries(field(document, 'paths')).flatMap(([path, item]) =>
    entries(item).flatMap(([method, node]) =>
      methods.includes(method) && isObject(node)
        ? [{ id: textField(node, 'operationId') ?? '', path, method, node }]
        : [],
    ),
  );
  return { name, document, operations };
}

/** By the folder alone, so that a fifth provider has its cases too. */
export const pushContracts: readonly string[] = readdirSync(join(packageRoot(), 'generated/bundles'))
  .filter((file) => file.endsWith('-push.json'))
  .map((file) => file.replace(/\.json$/, ''))
  .sort();

/** What an operation takes as its body, or answers with 200 where `answered`. */
export function messagesOf({ name, document }: Bundle, operation: Operation, answered = false): Message[] {
  const ok = field(field(operation.node, 'responses'), '200');
  const holder = resolved(document, answered ? ok : field(operation.node, 'requestBody'));
  const schemas = prepareSchemas(componentSchemas(document), name);
  return entries(field(holder, 'content')).flatMap(([mediaType, media]) => {
    const schema = resolved(document, field(media, 'schema'));
    const ofXml = [field(schema, 'x-json-schema') ?? []].flat().filter((item) => typeof item === 'string');
    const roots = [field(schema, 'x-xsd') ?? []].flat().filter((item) => typeof item === 'string');
    const schemaOf = (root: string) => {
      if (ofXml.length === 0) return lastName(textField(field(media, 'schema'), '$ref') ?? '');
      const at = ofXml.length === 1 ? 0 : roots.findIndex((reference) => reference.endsWith(`#${root}`));
      return at === -1 ? undefined : lastName(ofXml[at] ?? '');
    };
    return entries(field(media, 'examples')).flatMap(([example, node]) => {
      const value = field(resolved(document, node), 'value');
      if (value === undefined) return [];
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return [{ contract: name, operation: operation.id, mediaType, example, text, schemas, schemaOf }];
    });
  });
}

export function resolved(document: JsonObject, value: JsonValue | undefined): JsonValue | undefined {
  const steps = textField(value, '$ref')?.slice(2).split('/');
  return steps === undefined ? value : resolved(document, steps.reduce<JsonValue | undefined>(field, document));
}

export const entries = (value: JsonValue | undefined): readonly [string, JsonValue][] =>
  isObject(value) ? Object.entries(value) : [];

const lastName = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

/** Of an example. Not as the gateway reads it: here no digit has to survive. */
export const readExample = (text: string): JsonValue => JSON.parse(text);

/** The schema of the configuration, `spec/config.schema.json`, and how to find one's way in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../running/package-root.ts';

export type Schema = { readonly [keyword: string]: unknown };

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

let read: Schema | undefined;

/** The same object every time, so that it is compiled once (validate.ts). */
export function readConfigurationSchema(): Schema {
  read ??= readSchemaFile();
  return read;
}

function readSchemaFile(): Schema {
  const path = join(packageRoot(), 'spec', 'config.schema.json');
  const schema: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isSchema(schema)) throw new TypeError(`${path} is not a JSON Schema`);
  return schema;
}

/** The schema itself, or the definition that its `$ref` names (`#/definitions/X`, the only form used). */
export function dereference(root: Schema, schema: unknown): Schema {
  if (!isSchema(schema)) return {};
  const name = definitionName(schema);
  if (name === undefined) return schema;
  const target = isSchema(root.definitions) ? root.definitions[name] : undefined;
  if (target === undefined) throw new Error(`spec/config.schema.json has no definition ${name}`);
  return dereference(root, target);
}

/** `X` of `{ $ref: '#/definitions/X' }`. */
export function definitionName(schema: unknown): string | undefined {
  const reference = isSchema(schema) ? schema.$ref : undefined;
  return typeof reference === 'string' ? /^#\/definitions\/(.+)$/.exec(reference)?.[1] : undefined;
}

/** The branches of a `oneOf` with their definitions' names, empty where there is none. */
export function branchesOf(root: Schema, schema: Schema): readonly Schema[] {
  return Array.isArray(schema.oneOf) ? schema.oneOf.map((branch) => dereference(root, branch)) : [];
}

/** The values that a discriminating property (`provider`, `type`, `mode`) may have. */
export function tagsOf(root: Schema, schema: Schema, tag: string): readonly string[] {
  return branchesOf(root, schema).flatMap((branch) => {
    const property = isSchema(branch.properties) ? branch.properties[tag] : undefined;
    return isSchema(property) && Array.isArray(property.enum) ? property.enum.map(String) : [];
  });
}

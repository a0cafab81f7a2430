/** Where contracts are on disk: bundles made by `make generate`, XSDs as they are in `spec/`. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JsonObject, parseJson } from '../formats/json.ts';
import { isObject } from '../formats/values.ts';
import { packageRoot } from '../running/package-root.ts';
import { codeOf } from '../running/thrown.ts';
import { ContractError } from './schema.ts';

/** `generated/bundles/<name>.json`. Throws `ContractError` with the cure when it is missing or no JSON. */
export function loadBundle(name: string, root: string = packageRoot()): JsonObject {
  const file = join(root, 'generated', 'bundles', `${name}.json`);
  const text = readIfThere(file);
  if (text === undefined) throw new ContractError(`${file} is missing; run \`make generate\``);
  const parsed = parseJson(text);
  if (!parsed.ok) throw new ContractError(`${file} cannot be read; run \`make generate\`. ${parsed.finding.detail}`);
  const document = parsed.value.value;
  if (!isObject(document)) throw new ContractError(`${file} holds no OpenAPI document; run \`make generate\``);
  return document;
}

/** An XSD in the contract's folder: `spec/providers/<provider>/<file>`. Throws `ContractError` if it is missing. */
export function loadXsd(provider: string, file: string, root: string = packageRoot()): string {
  const path = join(root, 'spec', 'providers', provider, file);
  const text = readIfThere(path);
  if (text === undefined) throw new ContractError(`${path} is missing; a contract names it in x-xsd`);
  return text;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** What generated/ was made from, and what it must look like: enough to notice a stale or an edited file without Java. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  contractInputs,
  filesBelow,
  type Hashes,
  hashFiles,
  hashOf,
  isInput,
  PROVENANCE,
} from '../../src/contracts/inputs.ts';
import { home, type Pin } from './generator.ts';

export type Provenance = {
  readonly generator: { readonly name: string; readonly version: string; readonly jarSha256: string };
  /** One hash over all inputs, and each by itself so that a difference can be named. */
  readonly inputsSha256: string;
  readonly inputs: Hashes;
  readonly outputs: Hashes;
};

export function hashInputs(root: string): Hashes {
  const tools = filesBelow(home, 'spec/codegen').filter(isInput);
  return hashFiles([
    ...contractInputs(root).map((path) => [root, path] as const),
    ...tools.map((path) => [home, path] as const),
    [root, 'openapitools.json'],
  ]);
}

export function hashOutputs(generated: string): Hashes {
  return hashFiles(
    filesBelow(generated, '.')
      .filter((path) => path !== PROVENANCE)
      .map((path) => [generated, path] as const),
  );
}

export function describe(root: string, generated: string, pin: Pin): Provenance {
  const inputs = hashInputs(root);
  return {
    generator: { name: 'openapi-generator', version: pin.version, jarSha256: pin.sha256 },
    inputsSha256: hashOf(JSON.stringify(inputs)),
    inputs,
    outputs: hashOutputs(generated),
  };
}

export function readProvenance(generated: string): Provenance | undefined {
  const path = join(generated, PROVENANCE);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

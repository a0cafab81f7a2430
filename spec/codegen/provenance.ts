/** What generated/ was made from, and what it must look like: enough to notice a stale or an edited file without Java. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { home, type Pin } from './generator.ts';

export type Hashes = { readonly [path: string]: string };
export type Provenance = {
  readonly generator: { readonly name: string; readonly version: string; readonly jarSha256: string };
  /** One hash over all inputs, and each by itself so that a difference can be named. */
  readonly inputsSha256: string;
  readonly inputs: Hashes;
  readonly outputs: Hashes;
};

export const PROVENANCE = 'provenance.json';

/** What is read when generating. Releases, lint rules, XSDs, event examples, signing keys for examples, configurations and pages for people change no output. */
const noInput = [
  /^spec\/(published|lint)\//,
  /^spec\/events\/examples\//,
  /^spec\/(.*\/signing\.yaml|signing\.schema\.json)$/,
  /^spec\/(config\.[a-z]+\.yaml|(push-policy|mock-settings|scenario)\.schema\.json|scenarios\/.*)$/,
  /^spec\/codegen\/(check\.ts|tsconfig\.json)$/,
  /\.(md|xsd)$/,
  /(^|\/)\.[^/]+$/,
];

function isInput(path: string): boolean {
  return !noInput.some((pattern) => pattern.test(path));
}

export function hashInputs(root: string): Hashes {
  const contracts = list(root, 'spec').filter((path) => isInput(path) && !path.startsWith('spec/codegen/'));
  const tools = list(home, 'spec/codegen').filter(isInput);
  return hash([
    ...contracts.map((path) => [root, path] as const),
    ...tools.map((path) => [home, path] as const),
    [root, 'openapitools.json'],
  ]);
}

export function hashOutputs(generated: string): Hashes {
  return hash(
    list(generated, '.')
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

/** Paths that are not the same in both, sorted. */
export function differences(one: Hashes, other: Hashes): readonly string[] {
  const paths = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...paths].filter((path) => one[path] !== other[path]).sort();
}

function hash(files: readonly (readonly [string, string])[]): Hashes {
  const entries = files.map(([root, path]) => [path, hashOf(readFileSync(join(root, path)))] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function hashOf(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function list(root: string, folder: string): readonly string[] {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  const paths = readdirSync(start, { recursive: true, encoding: 'utf8' }).map((path) => join(start, path));
  return paths.filter((path) => statSync(path).isFile()).map((path) => relative(root, path).split(sep).join('/'));
}

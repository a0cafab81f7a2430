/** Which files `generated/` is made from, and their hashes. The generator, which writes `generated/provenance.json`, and its readers share this. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** SHA-256 by path, with `/` between its steps. */
export type Hashes = { readonly [path: string]: string };

export const PROVENANCE = 'provenance.json';

/** What is read when generating. Releases, lint rules, XSDs, event examples, signing keys for examples, configurations, pages for people and what is itself composed change no output. */
const noInput = [
  /^spec\/(published|lint)\//,
  /^spec\/events\/examples\//,
  /^spec\/(.*\/signing\.yaml|signing\.schema\.json)$/,
  /^spec\/(config\.[a-z]+\.yaml|(config|push-policy|scenario)\.schema\.json|providers\/[^/]+\/scenarios\/.*)$/,
  /(^|\/)mock-settings\.(base\.)?schema\.json$/,
  /^spec\/codegen\/(check\.ts|tsconfig\.json)$/,
  /\.(md|xsd)$/,
  /(^|\/)\.[^/]+$/,
];

/** Is it read when generating? */
export const isInput = (path: string): boolean => !noInput.some((pattern) => pattern.test(path));

/** The inputs among the contracts of a checkout, without the generator's own files. */
export const contractInputs = (root: string): readonly string[] =>
  filesBelow(root, 'spec').filter((path) => isInput(path) && !path.startsWith('spec/codegen/'));

/** Every file below a folder of `root`, as paths relative to `root`; empty if the folder is missing. */
export function filesBelow(root: string, folder: string): readonly string[] {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  const paths = readdirSync(start, { recursive: true, encoding: 'utf8' }).map((path) => join(start, path));
  return paths.filter((path) => statSync(path).isFile()).map((path) => relative(root, path).split(sep).join('/'));
}

/** Hashes of files, each with the folder that it is in, sorted by path. */
export function hashFiles(files: readonly (readonly [root: string, path: string])[]): Hashes {
  const entries = files.map(([root, path]) => [path, hashOf(readFileSync(join(root, path)))] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const hashOf = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** Paths that are not the same in both, sorted. */
export function differences(one: Hashes, other: Hashes): readonly string[] {
  const paths = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...paths].filter((path) => one[path] !== other[path]).sort();
}

/** The first five of some paths, and how many more there are. */
export function some(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).join(', ');
  return paths.length > 5 ? `${shown} and ${paths.length - 5} more` : shown;
}

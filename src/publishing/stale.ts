/**
 * Is `generated/` what `spec/` says? By the hashes that `make generate` leaves there. Contracts are read from both folders, so where the two
 * disagree a change would be seen by half, or not at all.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  contractInputs,
  differences,
  filesBelow,
  type Hashes,
  hashFiles,
  PROVENANCE,
  some,
} from '../contracts/inputs.ts';
import { parseJson } from '../formats/json.ts';
import { field } from '../formats/values.ts';
import { membersOf } from './diff/json.ts';

const cure = 'run make generate first';

/** A sentence with the cure; undefined where `generated/` is fresh. `root` is a checkout, a copy of its contracts, or a package. */
export function whyStale(root: string): string | undefined {
  const file = join(root, 'generated', PROVENANCE);
  if (!existsSync(file)) return `${file} is missing, so nobody knows what generated/ was made from; ${cure}`;
  const parsed = parseJson(readFileSync(file, 'utf8'));
  if (!parsed.ok) return `${file} cannot be read; ${cure}`;
  const hashes = (name: string): Hashes =>
    Object.fromEntries(
      membersOf(field(parsed.value.value, name)).flatMap(([path, hash]) =>
        typeof hash === 'string' ? [[path, hash] as const] : [],
      ),
    );
  const stale = changedInputs(root, hashes('inputs'));
  if (stale.length > 0) return `generated/ does not fit ${some(stale)}, which changed since; ${cure}`;
  const edited = changedOutputs(join(root, 'generated'), hashes('outputs'));
  if (edited.length > 0) return `generated/ was changed by hand, in ${some(edited)}; change spec/ instead, and ${cure}`;
  return undefined;
}

/** Contracts that are new, changed or gone; and what of the generator is there and changed: a package ships not all of it. */
function changedInputs(root: string, made: Hashes): readonly string[] {
  const isTool = (path: string) => path === 'openapitools.json' || path.startsWith('spec/codegen/');
  const tools = Object.keys(made).filter((path) => isTool(path) && existsSync(join(root, path)));
  const now = hashFiles([...contractInputs(root), ...tools].map((path) => [root, path] as const));
  return differences(made, now).filter((path) => !isTool(path) || tools.includes(path));
}

/** Bundles that are new, changed or gone, since they say which contracts there are; and what else is there and changed. */
function changedOutputs(generated: string, made: Hashes): readonly string[] {
  const isBundle = (path: string) => path.startsWith('bundles/');
  const others = Object.keys(made).filter((path) => !isBundle(path) && existsSync(join(generated, path)));
  const now = hashFiles([...filesBelow(generated, 'bundles'), ...others].map((path) => [generated, path] as const));
  return differences(made, now).filter((path) => isBundle(path) || others.includes(path));
}

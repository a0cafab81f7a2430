/**
 * First step: a copy of every contract, and of what it refers to, as JSON and with its example files written into it.
 * The generator resolves `$ref`, but leaves `externalValue` to whoever reads the result; Prism and Dredd do not follow it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { isTree, mapTrees, readDocument, type Tree, toJson } from './documents.ts';

/** Writes `source` and its neighbours below `into`; returns the path of the prepared document. */
export function prepare(root: string, source: string, into: string, done = new Set<string>()): string {
  const target = join(into, renamed(source));
  if (done.has(source)) return target;
  done.add(source);
  const folder = dirname(source);
  const document = mapTrees(readDocument(join(root, source)), (tree) => {
    const reference = tree.$ref;
    if (typeof reference === 'string' && !reference.startsWith('#')) {
      const [file = '', pointer] = reference.split('#');
      prepare(root, inside(root, join(folder, file)), into, done);
      return { ...tree, $ref: pointer === undefined ? renamed(file) : `${renamed(file)}#${pointer}` };
    }
    return isTree(tree.examples) ? { ...tree, examples: inline(root, folder, tree.examples) } : tree;
  });
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, toJson(document));
  return target;
}

function inline(root: string, folder: string, examples: Tree): Tree {
  const inlined = Object.entries(examples).map(([name, example]) => {
    if (!isTree(example) || typeof example.externalValue !== 'string') return [name, example] as const;
    const { externalValue, ...rest } = example;
    const path = join(root, inside(root, join(folder, externalValue)));
    const value = path.endsWith('.json') ? readDocument(path) : readFileSync(path, 'utf8');
    return [name, { ...rest, value }] as const;
  });
  return Object.fromEntries(inlined);
}

/** A contract refers to nothing outside `spec/`: what it says would then not be covered by the hash in provenance.json. */
function inside(root: string, path: string): string {
  const clean = relative(root, join(root, normalize(path)));
  if (!clean.startsWith('spec/')) throw new Error(`${path} lies outside spec/`);
  return clean;
}

function renamed(path: string): string {
  return path.replace(/\.ya?ml$/, '.json');
}

/**
 * The two schemas that people's files are held against, each put together from a part by hand and a part of every provider:
 *
 *     spec/config.base.schema.json        + spec/providers/<name>/source.schema.json        → spec/config.schema.json
 *     spec/mock-settings.base.schema.json + spec/providers/<name>/mock-settings.schema.json → spec/mock-settings.schema.json
 *
 * What comes out stands in `spec/` too, because editors, the package and the loader read it there. A part refers to its own definitions by
 * `#/definitions/X` and to those that all share by `../../<base>#/definitions/X`, so that an editor finds both while it is written.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pascal } from './contracts.ts';
import { isTree, mapTrees, readDocument, type Tree, toJson, treeAt } from './documents.ts';

type Recipe = {
  readonly result: string;
  readonly base: string;
  readonly part: string;
  /** Puts a part where it belongs; a part that cannot stand there throws a sentence. */
  place(composed: Tree, provider: string, part: Tree): void;
};

const recipes = {
  configuration: {
    result: 'spec/config.schema.json',
    base: 'spec/config.base.schema.json',
    part: 'source.schema.json',
    place: placeSource,
  },
  mockSettings: {
    result: 'spec/mock-settings.schema.json',
    base: 'spec/mock-settings.base.schema.json',
    part: 'mock-settings.schema.json',
    place: (composed, provider, part) => {
      composed.properties = { ...treeAt(composed, 'properties'), [provider]: part };
    },
  },
} as const satisfies Record<string, Recipe>;

export type Composed = { readonly path: string; readonly text: string };

/** Every composed schema below `root`, as it must be. */
export function composedSchemas(root: string): readonly Composed[] {
  return Object.values(recipes)
    .filter(({ base }) => existsSync(join(root, base)))
    .map((recipe) => ({ path: recipe.result, text: toJson(compose(root, recipe)) }));
}

/** `spec/config.schema.json` as it must be, whatever the file says. */
export const composedConfiguration = (root: string): Tree => compose(root, recipes.configuration);

/** The composed schemas whose file is not what it must be. */
export const staleSchemas = (root: string): readonly string[] =>
  composedSchemas(root)
    .filter(({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text)
    .map(({ path }) => path);

function compose(root: string, { base, part: file, place }: Recipe): Tree {
  const composed: Tree = {
    ...readTree(root, base),
    $comment: `Made by \`make generate\` from ${base} and spec/providers/*/${file}: edit those.`,
  };
  for (const provider of providersIn(root)) {
    const path = `spec/providers/${provider}/${file}`;
    if (!existsSync(join(root, path))) continue;
    const { $schema: _, definitions, ...part } = readTree(root, path);
    const own = isTree(definitions) ? definitions : {};
    const shared = treeAt(composed, 'definitions');
    const twice = Object.keys(own).find((name) => name in shared);
    if (twice !== undefined) throw new Error(`${path} defines ${twice}, which is defined already; choose another name`);
    composed.definitions = { ...shared, ...withSharedReferences(own) };
    place(composed, provider, withSharedReferences(part));
  }
  checkReferences(composed, base);
  return composed;

  function withSharedReferences(tree: Tree): Tree {
    const inBase = base.replace('spec', '../..');
    const mapped = mapTrees(tree, (one) =>
      typeof one.$ref === 'string' ? { ...one, $ref: one.$ref.replace(inBase, '') } : one,
    );
    return isTree(mapped) ? mapped : {};
  }
}

/** A branch of `Source`, told by its `provider`. */
function placeSource(composed: Tree, provider: string, part: Tree): void {
  const path = `spec/providers/${provider}/source.schema.json`;
  const name = `${pascal(provider)}Source`;
  const names = treeAt(part, 'properties', 'provider').enum ?? null;
  if (part.title !== name) throw new Error(`${path} has not the title ${name}, the name of its type; change it`);
  if (toJson(names) !== toJson([provider]))
    throw new Error(`${path} does not say what names it; write "provider": { "enum": ["${provider}"] }`);
  const { Source: _, ...others } = treeAt(composed, 'definitions');
  const source = treeAt(composed, 'definitions', 'Source');
  const branches = Array.isArray(source.oneOf) ? source.oneOf : [];
  const grown = { ...source, oneOf: [...branches, { $ref: `#/definitions/${name}` }] };
  composed.definitions = { ...others, Source: grown, [name]: part };
}

function checkReferences(composed: Tree, base: string): void {
  const definitions = treeAt(composed, 'definitions');
  mapTrees(composed, (tree) => {
    if (typeof tree.$ref !== 'string') return tree;
    const [, name = ''] = /^#\/definitions\/(\w+)$/.exec(tree.$ref) ?? [];
    if (!isTree(definitions[name]))
      throw new Error(`${base}, or a part of it, refers to ${tree.$ref}, which does not exist`);
    return tree;
  });
}

/**
 * In the order of `src/providers/list.ts`, in which messages name them; those that it does not name yet come last. It is read as text, because
 * generating must work while `src/` does not compile.
 */
function providersIn(root: string): readonly string[] {
  const folder = join(root, 'spec/providers');
  const list = join(root, 'src/providers/list.ts');
  const text = existsSync(list) ? readFileSync(list, 'utf8') : '';
  const [, names = ''] = /providers: readonly Provider\[\] = \[([^\]]*)\]/.exec(text) ?? [];
  const listed = names.split(/\W+/);
  const found = existsSync(folder) ? readdirSync(folder).sort() : [];
  return [...listed.filter((name) => found.includes(name)), ...found.filter((name) => !listed.includes(name))];
}

function readTree(root: string, path: string): Tree {
  const tree = readDocument(join(root, path));
  if (!isTree(tree)) throw new Error(`${path} is not an object`);
  return tree;
}

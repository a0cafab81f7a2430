/** The contracts as tests read them: straight from `spec/`, before any code generation, with every example and where it stands. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const specFolder = fileURLToPath(new URL('../../spec', import.meta.url));

export type Tree = { readonly [key: string]: unknown };
export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that may be one or several, as a list of texts. */
export const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');

/** By path, with the text that it was read from: a reference is followed hundreds of times, and to parse a contract takes a tenth of a second. */
const read = new Map<string, { readonly text: string; readonly document: Tree }>();

/** A YAML or JSON file that holds an object. The same object each time: it is not to be changed. */
export function readTree(path: string): Tree {
  const text = readFileSync(path, 'utf8');
  const before = read.get(path);
  if (before?.text === text) return before.document;
  const document: unknown = parse(text);
  if (!isTree(document)) throw new Error(`${path} does not hold an object`);
  read.set(path, { text, document });
  return document;
}

export const providerFolders = readdirSync(join(specFolder, 'providers')).map((name) =>
  join(specFolder, 'providers', name),
);

/** Absolute paths of all contracts that exist. */
export const contractFiles = [
  join(specFolder, 'problem.yaml'),
  join(specFolder, 'gateway.yaml'),
  join(specFolder, 'oauth.yaml'),
  join(specFolder, 'sandbox.yaml'),
  ...providerFolders.flatMap((folder) => ['push.yaml', 'api.yaml'].map((file) => join(folder, file))),
].filter((path) => existsSync(path));

/** For test names: the path inside `spec/`. */
export const shortName = (path: string) => relative(specFolder, path);

/** What a JSON Pointer names, and `undefined` when nothing is there. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const token of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, token.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return value;
}

/** A node of a contract: the file it stands in and its JSON Pointer there. */
export type Place = { readonly file: string; readonly pointer: string; readonly node: Tree };

/** Follows `$ref`s until there is none. */
export function follow(place: Place): Place {
  const reference = place.node.$ref;
  if (typeof reference !== 'string') return place;
  const [target = '', pointer = ''] = reference.split('#');
  const file = target === '' ? place.file : resolve(dirname(place.file), target);
  const node = valueAt(readTree(file), pointer);
  if (!isTree(node)) throw new Error(`${shortName(place.file)}${place.pointer}: ${reference} leads nowhere`);
  return follow({ file, pointer, node });
}

export type ContractExample = {
  readonly name: string;
  readonly mediaType: string;
  /** The media type's schema, after its references. */
  readonly schema: Place;
  /** Absolute path, where the example is a file. */
  readonly path?: string;
  readonly value?: unknown;
};

/** Every example of every media type of a contract, wherever the media type stands. */
export function examplesOf(file: string): ContractExample[] {
  const found: ContractExample[] = [];
  const visit = (node: unknown, pointer: string) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      const here = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (key === 'content' && isTree(child))
        for (const [mediaType, media] of Object.entries(child))
          if (isTree(media))
            found.push(...examplesIn(file, `${here}/${mediaType.replaceAll('/', '~1')}`, mediaType, media));
      visit(child, here);
    }
  };
  visit(readTree(file), '');
  return found;
}

function examplesIn(file: string, pointer: string, mediaType: string, media: Tree): ContractExample[] {
  if (!isTree(media.schema) || !isTree(media.examples)) return [];
  const schema = follow({ file, pointer: `${pointer}/schema`, node: media.schema });
  return Object.entries(media.examples).map(([key, entry]) => {
    if (!isTree(entry)) throw new Error(`${shortName(file)}${pointer}/examples/${key} is not an object`);
    const example = follow({ file, pointer: `${pointer}/examples/${key}`, node: entry });
    const { externalValue, value } = example.node;
    const name = `${shortName(file)} ${pointer.replaceAll('~1', '/')} ${key}`;
    return typeof externalValue === 'string'
      ? { name, mediaType, schema, path: resolve(dirname(example.file), externalValue) }
      : { name, mediaType, schema, value };
  });
}

export type PayloadExample = {
  readonly name: string;
  /** Where the schema of the payload stands: `file#pointer`. */
  readonly schema: string;
  readonly path: string;
  /** Name of the property that holds the payload as a string. */
  readonly property: string;
};

/** The examples that `x-payload-schema` names: envelopes with JSON inside a string. */
export function payloadExamplesOf(file: string): PayloadExample[] {
  const found: PayloadExample[] = [];
  const visit = (node: unknown, key: string) => {
    if (typeof node !== 'object' || node === null) return;
    if (isTree(node) && Array.isArray(node['x-payload-schema']))
      for (const line of node['x-payload-schema'].filter(isTree))
        for (const example of texts(line.examples))
          found.push({
            name: `${shortName(file)} ${String(line.event)} ${example}`,
            schema: `${file}${String(line.schema)}`,
            path: join(dirname(file), 'examples', example),
            property: key,
          });
    for (const [name, child] of Object.entries(node)) visit(child, name);
  };
  visit(readTree(file), '');
  return found;
}

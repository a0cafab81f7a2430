/** Our events as one OpenAPI document: spec/events/contract.yaml, the schemas beside it, and the tables of *.types.yaml. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isTree, readDocument, type Tree, toJson, treeAt, type Value } from './documents.ts';
import { toComponent } from './json-schema.ts';

export type EventType = {
  readonly type: string;
  /** Name of the component schema of its `data`. */
  readonly schema: string;
  readonly title: string;
  readonly provider: string;
  readonly subject: string;
  readonly description: string;
};

export function eventsDocument(root: string): Tree {
  const folder = join(root, 'spec/events');
  const files = readdirSync(folder).sort();
  const read = (name: string): Tree => {
    const document = readDocument(join(folder, name));
    if (!isTree(document)) throw new Error(`spec/events/${name} is not an object`);
    return document;
  };
  const schemas = new Map(files.filter((name) => name.endsWith('.json')).map((name) => [name, read(name)]));
  const names = nameDefinitions(schemas);
  const components: Tree = {};
  for (const [file, schema] of schemas) {
    const nameOf = (reference: string) => {
      const [target = '', pointer = ''] = reference.split('#');
      const key = `${target === '' ? file : basename(target)}#${pointer}`;
      const name = names.get(key);
      if (name === undefined) throw new Error(`spec/events/${file} refers to ${reference}, which does not exist`);
      return name;
    };
    const title = names.get(`${file}#`);
    // A file of definitions only (shared by others) has no type of its own.
    if (title !== undefined) components[title] = toComponent(schema, nameOf);
    for (const [name, definition] of Object.entries(treeAt(schema, 'definitions'))) {
      const component = names.get(`${file}#/definitions/${name}`);
      if (component !== undefined && isTree(definition)) components[component] = toComponent(definition, nameOf);
    }
  }
  return {
    openapi: '3.0.3',
    info: treeAt({ contract: readDocument(join(folder, 'contract.yaml')) }, 'contract', 'info'),
    paths: {},
    components: { schemas: sorted(components) },
    'x-event-types': readTypes(folder, files, names) as unknown as Value,
  };
}

/** Component names by `file#pointer`. A definition keeps its own name unless two files mean different things by it. */
function nameDefinitions(schemas: ReadonlyMap<string, Tree>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const meanings = new Map<string, Set<string>>();
  for (const [file, schema] of schemas) {
    if ('properties' in schema || 'type' in schema)
      names.set(`${file}#`, textOf(schema.title, `title of spec/events/${file}`));
    for (const [name, definition] of Object.entries(treeAt(schema, 'definitions'))) {
      const meaning = toJson(definition);
      meanings.set(name, (meanings.get(name) ?? new Set()).add(meaning));
    }
  }
  const titles = new Set(names.values());
  for (const [file, schema] of schemas) {
    const prefix = names.get(`${file}#`) ?? '';
    for (const name of Object.keys(treeAt(schema, 'definitions'))) {
      const shared = (meanings.get(name)?.size ?? 0) < 2 && !titles.has(name);
      names.set(`${file}#/definitions/${name}`, shared ? name : prefix + name);
    }
  }
  return names;
}

function readTypes(folder: string, files: readonly string[], names: ReadonlyMap<string, string>): readonly EventType[] {
  const tables = files.filter((name) => name.endsWith('.types.yaml'));
  const types = tables.flatMap((table) => {
    const rows = readDocument(join(folder, table));
    if (!Array.isArray(rows)) throw new Error(`spec/events/${table} is not a list`);
    return rows.filter(isTree).map((row) => {
      const where = `of an entry in spec/events/${table}`;
      const type = textOf(row.type, `type ${where}`);
      const file = textOf(row.schema, `schema of ${type} in spec/events/${table}`);
      const schema = names.get(`${basename(file)}#`);
      if (schema === undefined) throw new Error(`spec/events/${table}: ${type} names ${file}, which does not exist`);
      const words = { title: row.title, provider: row.provider, subject: row.subject, description: row.description };
      const texts = Object.entries(words).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : '']);
      return { type, schema, ...Object.fromEntries(texts) } as EventType;
    });
  });
  const twice = types.find(({ type }, index) => types.findIndex((other) => other.type === type) !== index);
  if (twice !== undefined) throw new Error(`spec/events: ${twice.type} stands in the tables twice`);
  return types.sort((a, b) => (a.type < b.type ? -1 : 1));
}

function sorted(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function textOf(value: Value | undefined, what: string): string {
  if (typeof value !== 'string' || value === '') throw new Error(`${what} is missing`);
  return value;
}

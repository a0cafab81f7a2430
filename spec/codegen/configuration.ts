/** The configuration's JSON Schema as an OpenAPI document, for the sake of its types. */
import { join } from 'node:path';
import { isTree, readDocument, type Tree, treeAt } from './documents.ts';
import { toComponent } from './json-schema.ts';

export function configurationDocument(root: string): Tree {
  const schema = readDocument(join(root, 'spec/config.schema.json'));
  if (!isTree(schema)) throw new Error('spec/config.schema.json is not an object');
  const nameOf = (reference: string) => {
    const name = reference.replace('#/definitions/', '');
    if (!isTree(treeAt(schema, 'definitions')[name])) {
      throw new Error(`spec/config.schema.json refers to ${reference}, which does not exist`);
    }
    return name;
  };
  const components: Tree = {};
  for (const [name, definition] of Object.entries(treeAt(schema, 'definitions'))) {
    if (isTree(definition)) components[name] = toComponent(definition, nameOf);
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Pushdock configuration',
      version: '1.0.0',
      description: 'Made from `spec/config.schema.json`, where the configuration is described and checked.',
      license: { name: 'MIT' },
    },
    paths: {},
    components: { schemas: components },
  };
}

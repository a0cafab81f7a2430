/** The configuration's JSON Schema as an OpenAPI document, for the sake of its types. */
import { composedConfiguration } from './compose.ts';
import { isTree, type Tree, treeAt } from './documents.ts';
import { toComponent } from './json-schema.ts';

export function configurationDocument(root: string): Tree {
  const schema = composedConfiguration(root);
  const nameOf = (reference: string) => reference.replace('#/definitions/', '');
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

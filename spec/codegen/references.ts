/** References that OpenAPI does not know (`x-json-schema`, `x-payload-schema`) must still lead somewhere within their bundle. */
import { isTree, type Tree, treeAt, type Value } from './documents.ts';

export function checkReferences(name: string, bundle: Tree): void {
  const schemas = treeAt(bundle, 'components', 'schemas');
  const look = (value: Value): void => {
    if (Array.isArray(value)) for (const item of value) look(item);
    if (!isTree(value)) return;
    const rows = Array.isArray(value['x-payload-schema']) ? value['x-payload-schema'] : [];
    for (const reference of [value['x-json-schema'], ...rows.map((row) => (isTree(row) ? row.schema : undefined))]) {
      if (typeof reference !== 'string') continue;
      const schema = reference.replace('#/components/schemas/', '');
      if (!isTree(schemas[schema]))
        throw new Error(`${name}: an extension refers to ${reference}, which does not exist`);
    }
    for (const inner of Object.values(value)) look(inner);
  };
  look(bundle);
}

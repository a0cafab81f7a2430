/**
 * Only extensions that `spec/README.md` explains. A misspelt `x-optionl-in-practice` would otherwise be valid and do nothing.
 * Names inside a map (headers, properties) and inside example values are data, not extensions.
 */
import { extensions } from '../extensions.mjs';

const dataKeys = new Set([
  'example',
  'examples',
  'default',
  'enum',
  'value',
  'x-push-policy',
  'x-payload-schema',
  'x-events',
]);
const mapKeys = new Set(['properties', 'headers', 'responses', 'schemas', 'parameters', 'mapping']);

function walk(node, path, visit) {
  if (node === null || typeof node !== 'object') return;
  for (const [key, value] of Object.entries(node)) {
    visit(key, [...path, key]);
    if (dataKeys.has(key)) continue;
    const isMap = mapKeys.has(key) && value !== null && typeof value === 'object' && !Array.isArray(value);
    if (!isMap) walk(value, [...path, key], visit);
    else for (const [name, entry] of Object.entries(value)) walk(entry, [...path, key, name], visit);
  }
}

export function knownExtensions() {
  return {
    Root(root, { report, location }) {
      walk(root, [], (key, path) => {
        if (!key.startsWith('x-') || extensions.includes(key)) return;
        report({
          message: `${key} is not one of ours. Explain it in spec/README.md and add it to spec/lint/extensions.mjs, or correct it.`,
          location: location.child(path).key(),
        });
      });
    },
  };
}

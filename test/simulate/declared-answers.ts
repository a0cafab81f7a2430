/** What a contract declares, operation by operation. */
import type { JsonValue } from '../../src/formats/json.ts';
import { field, isObject } from '../../src/formats/values.ts';

export type Declared = { readonly path: string; readonly method: string; readonly statuses: readonly number[] };

const methods = ['get', 'post', 'put', 'patch', 'delete'];

export function documentOf(document: JsonValue): readonly Declared[] {
  const paths = field(document, 'paths');
  return Object.entries(isObject(paths) ? paths : {}).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {})
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => {
        const responses = field(operation, 'responses');
        return { path, method, statuses: Object.keys(isObject(responses) ? responses : {}).map(Number) };
      }),
  );
}

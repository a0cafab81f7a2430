/**
 * OpenAPI has no words for "unsigned, and shorter, but only under this name", so the contract says it in one of ours (`x-test-message`). Prism
 * does not read that: here it becomes a document in which the message that tries an endpoint is all that the endpoint takes.
 */

type Tree = { readonly [name: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The document with those operations alone that have an `x-test-message`, taking that and asking for no proof. */
export function withTestMessage(document: object): object {
  const paths = 'paths' in document && isTree(document.paths) ? document.paths : {};
  const trying = Object.entries(paths).flatMap(([path, item]) => {
    const operations = Object.entries(isTree(item) ? item : {}).flatMap(([method, operation]) => {
      const reference = isTree(operation) ? operation['x-test-message'] : undefined;
      if (!isTree(operation) || reference === undefined) return [];
      return [[method, { ...operation, security: [], requestBody: { $ref: reference } }]];
    });
    return operations.length === 0 ? [] : [[path, Object.fromEntries(operations)]];
  });
  return { ...document, paths: Object.fromEntries(trying) };
}

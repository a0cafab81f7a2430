/** The operations that providers call, found from the path item, since a rule that sees only the operation does not know its path. */
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** `[method, operation]` pairs of a path item under `/push/`; none for any other path. */
export const pushOperations = (pathKey, pathItem) =>
  String(pathKey).startsWith('/push/') ? Object.entries(pathItem).filter(([name]) => methods.includes(name)) : [];

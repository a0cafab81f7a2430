/**
 * Schemas of push messages do without allOf, oneOf and anyOf: the types stay plain, and "unknown field" can be derived. Where one is
 * unavoidable, `x-why` beside it says why. allOf is refused in every contract: generated types and strict responses both stumble over it.
 */
export function plainMessages() {
  let push = false;
  return {
    Root(root) {
      push = Object.keys(root.paths ?? {}).some((path) => path.startsWith('/push/'));
    },
    Schema(schema, { report, location }) {
      for (const keyword of push ? ['allOf', 'oneOf', 'anyOf'] : ['allOf'])
        if (schema[keyword] !== undefined && schema['x-why'] === undefined)
          report({
            message: `${keyword} in a contract needs x-why beside it; better write the schema out.`,
            location: location.child([keyword]).key(),
          });
    },
  };
}

/**
 * Generators make names of an operation's: openapi-generator's typescript-fetch calls the parameters of `readOrder` ReadOrderRequest, oapi-codegen its
 * answers ReadOrderResponse. A schema of the same name is declared twice, and the client does not compile. Of a body's title a schema is made as well.
 */
const made = ['Request', 'Response', 'Params', 'JSONBody', 'Operation'];

export function namesForGenerators() {
  const operations = new Set();
  const schemas = [];
  return {
    Operation(operation) {
      if (typeof operation.operationId === 'string') operations.add(pascal(operation.operationId));
    },
    NamedSchemas: {
      enter(all, { location }) {
        for (const name of Object.keys(all)) schemas.push([name, location.child([name]).key()]);
      },
    },
    Schema(schema, { location }) {
      if (typeof schema.title === 'string') schemas.push([schema.title, location.child(['title'])]);
    },
    Root: {
      leave(_root, { report }) {
        for (const [name, location] of schemas)
          for (const ending of made)
            if (name.endsWith(ending) && operations.has(name.slice(0, -ending.length)))
              report({
                message: `${name} is what generators call a part of the operation ${name.slice(0, -ending.length)}: give the schema another name.`,
                location,
              });
      },
    },
  };
}

const pascal = (id) => id.charAt(0).toUpperCase() + id.slice(1);

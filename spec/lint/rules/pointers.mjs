/**
 * `x-xsd`, `x-json-schema` and `x-payload-schema` point at something that exists; a dead pointer would be a
 * message without a check. The examples of `x-payload-schema` are names of files in `examples/`.
 */
import { existsSync } from 'node:fs';
import { beside, missing, missingElement } from '../contract-files.mjs';

const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

export function pointers() {
  return {
    Schema(schema, { report, location }) {
      const holder = location.source.absoluteRef;
      const say = (extension, fault) => {
        if (fault !== undefined) report({ message: `${extension}: ${fault}`, location: location.child([extension]) });
      };
      for (const reference of list(schema['x-xsd'])) say('x-xsd', missingElement(holder, reference));
      for (const reference of list(schema['x-json-schema'])) say('x-json-schema', missing(holder, reference));
      for (const line of list(schema['x-payload-schema'])) {
        say('x-payload-schema', line.schema === undefined ? `${line.event}: no schema` : missing(holder, line.schema));
        for (const file of list(line.examples))
          if (!existsSync(beside(holder, `examples/${file}`)))
            say('x-payload-schema', `${line.event}: there is no file examples/${file}`);
      }
    },
  };
}

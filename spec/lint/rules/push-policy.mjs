/**
 * Every push operation says in `x-push-policy` how its provider retries and gives up, in the words of
 * `spec/push-policy.schema.json`: stand-ins and the health clock read it from there and nowhere else.
 */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { pushOperations } from '../push-operations.mjs';

const schema = JSON.parse(readFileSync(new URL('../../push-policy.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ allErrors: true }).compile(schema);

export function pushPolicy() {
  return {
    PathItem(pathItem, { report, location, key }) {
      for (const [method, operation] of pushOperations(key, pathItem)) {
        const policy = operation['x-push-policy'];
        if (policy === undefined) {
          report({ message: 'A push operation needs x-push-policy.', location: location.child([method]).key() });
          continue;
        }
        if (validate(policy)) continue;
        for (const { instancePath, message } of validate.errors)
          report({
            message: `x-push-policy${instancePath} ${message}`,
            location: location.child([method, 'x-push-policy']),
          });
      }
    },
  };
}

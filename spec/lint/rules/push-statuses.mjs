/**
 * Every status that a push path can answer stands in its contract: what the provider hears decides whether it goes on pushing.
 * A path whose key is part of it has no 401: a wrong key is an unknown path (404), as if the source did not exist.
 */
import { pushOperations } from '../push-operations.mjs';

const everywhere = ['404', '405', '413', '429'];

export function pushStatuses() {
  return {
    PathItem(pathItem, { report, location, key }) {
      const expected = String(key).includes('{key}') ? everywhere : ['401', ...everywhere];
      for (const [method, operation] of pushOperations(key, pathItem)) {
        const declared = Object.keys(operation.responses ?? {});
        const absent = expected.filter((status) => !declared.includes(status));
        if (absent.length > 0)
          report({
            message: `The gateway can answer ${absent.join(', ')} here; declare it.`,
            location: location.child([method, 'responses']).key(),
          });
      }
    },
  };
}

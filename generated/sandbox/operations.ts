/*
 * Generated from spec/sandbox.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import type { Operation } from '../runtime/operation.ts';

/** Every operation of spec/sandbox.yaml. */
export const sandboxOperations = [
  {
    operationId: 'tryKeyedMessage',
    method: 'post',
    path: '/sandbox/{provider}/{source}/{key}',
    statuses: [200, 401, 404, 405, 413, 422, 429],
    security: [{ bearerToken: [] }, { zettleSignature: [] }, {}],
    extensions: {},
  },

  {
    operationId: 'tryMessage',
    method: 'post',
    path: '/sandbox/{provider}/{source}',
    statuses: [200, 401, 404, 405, 413, 422, 429],
    security: [{ bearerToken: [] }, { zettleSignature: [] }, {}],
    extensions: {},
  },
] as const satisfies readonly Operation[];

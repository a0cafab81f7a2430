/*
 * Generated from spec/oauth.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import type { Operation } from '../runtime/operation.ts';

/** Every operation of spec/oauth.yaml. */
export const oauthOperations = [
  {
    operationId: 'issueToken',
    method: 'post',
    path: '/oauth/token',
    statuses: [200, 400, 401, 405, 413, 429],
    security: [{ client: [] }, {}],
    extensions: {},
  },
] as const satisfies readonly Operation[];

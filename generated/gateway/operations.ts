/*
 * Generated from spec/gateway.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import type { Operation } from '../runtime/operation.ts';

/** Every operation of spec/gateway.yaml. */
export const gatewayOperations = [
  {
<<<<<<< HEAD
    operationId: 'acceptDrift',
    method: 'post',
    path: '/api/drift/{id}/accept',
    statuses: [200, 400, 401, 404],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'acknowledgeEvents',
=======
    operationId: 'applySync',
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)
    method: 'post',
    path: '/api/zettle/{source}/sync',
    statuses: [200, 400, 401, 404, 409, 422, 502, 504],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'authorise',
    method: 'post',
    path: '/api/zettle/{source}/authorisation',
    statuses: [200, 400, 401, 404, 422, 502, 504],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'createSubscription',
    method: 'post',
    path: '/api/zettle/{source}/subscriptions',
    statuses: [200, 400, 401, 404, 422, 502, 504],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'deleteSubscription',
    method: 'delete',
    path: '/api/zettle/{source}/subscriptions/{uuid}',
    statuses: [200, 400, 401, 404, 422, 502, 504],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'getDelivery',
    method: 'get',
    path: '/api/deliveries/{id}',
    statuses: [200, 400, 401, 404],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'getDrift',
    method: 'get',
    path: '/api/drift/{id}',
    statuses: [200, 400, 401, 404],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'getEvent',
    method: 'get',
    path: '/api/events/{id}',
    statuses: [200, 400, 401, 404],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'getLiveness',
    method: 'get',
    path: '/health/live',
    statuses: [200],
    security: [],
    extensions: {},
  },

  {
    operationId: 'getMessage',
    method: 'get',
    path: '/api/messages/{id}',
    statuses: [200, 400, 401, 404],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'getMetrics',
    method: 'get',
    path: '/metrics',
    statuses: [200, 401],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'getReadiness',
    method: 'get',
    path: '/health/ready',
    statuses: [200, 503],
    security: [],
    extensions: {},
  },

  {
    operationId: 'getSource',
    method: 'get',
    path: '/api/sources/{name}',
    statuses: [200, 400, 401, 404],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'listConditions',
    method: 'get',
    path: '/api/conditions',
    statuses: [200, 401],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'listDeliveries',
    method: 'get',
    path: '/api/deliveries',
    statuses: [200, 400, 401],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'listDrift',
    method: 'get',
    path: '/api/drift',
    statuses: [200, 400, 401],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'listEvents',
    method: 'get',
    path: '/api/events',
    statuses: [200, 400, 401],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'listMessages',
    method: 'get',
    path: '/api/messages',
    statuses: [200, 400, 401],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'listRefused',
    method: 'get',
    path: '/api/refused',
    statuses: [200, 401],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'listSinks',
    method: 'get',
    path: '/api/sinks',
    statuses: [200, 401],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'listSources',
    method: 'get',
    path: '/api/sources',
    statuses: [200, 401],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'listSubscribableEvents',
    method: 'get',
    path: '/api/zettle/{source}/events',
    statuses: [200, 400, 401, 404],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'listSubscriptions',
    method: 'get',
    path: '/api/zettle/{source}/subscriptions',
    statuses: [200, 400, 401, 404, 422, 502, 504],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'pauseSink',
    method: 'post',
    path: '/api/sinks/{name}/pause',
    statuses: [200, 400, 401, 404],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'planSync',
    method: 'get',
    path: '/api/zettle/{source}/plan',
    statuses: [200, 400, 401, 404, 422, 502, 504],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'redeliver',
    method: 'post',
    path: '/api/deliveries/{id}/redeliver',
    statuses: [200, 400, 401, 404, 409],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'reloadConfiguration',
    method: 'post',
    path: '/api/reload',
    statuses: [200, 401, 422],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
<<<<<<< HEAD
    operationId: 'requestTestNotification',
    method: 'post',
    path: '/api/sources/{name}/test-notification',
    statuses: [200, 400, 401, 404, 409, 502],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'resolveDrift',
    method: 'post',
    path: '/api/drift/{id}/resolve',
    statuses: [200, 400, 401, 404],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
=======
>>>>>>> 5bc5b3d (Zettle's subscriptions are managed: declared ones planned and made true, keys kept sealed and good at once, what departs is a condition)
    operationId: 'resumeSink',
    method: 'post',
    path: '/api/sinks/{name}/resume',
    statuses: [200, 400, 401, 404],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'showIdentity',
    method: 'get',
    path: '/api/zettle/{source}/identity',
    statuses: [200, 400, 401, 404, 422, 502, 504],
    security: [{ operatorToken: [] }],
    extensions: {},
  },

  {
    operationId: 'updateSubscription',
    method: 'put',
    path: '/api/zettle/{source}/subscriptions/{uuid}',
    statuses: [200, 400, 401, 404, 422, 502, 504],
    security: [{ operatorToken: [] }],
    extensions: {},
  },
] as const satisfies readonly Operation[];

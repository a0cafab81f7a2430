/*
 * Generated from spec/gateway.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import type { Operation } from '../runtime/operation.ts';

/** Every operation of spec/gateway.yaml. */
export const gatewayOperations = [
  {
    operationId: 'acceptDrift',
    method: 'post',
    path: '/api/drift/{id}/accept',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'acknowledgeEvents',
    method: 'post',
    path: '/api/consumers/{name}/ack',
    statuses: [200, 400, 401, 403, 409, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'applySync',
    method: 'post',
    path: '/api/zettle/{source}/sync',
    statuses: [200, 400, 401, 403, 404, 409, 422, 502, 503, 504],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'authorise',
    method: 'post',
    path: '/api/zettle/{source}/authorisation',
    statuses: [200, 400, 401, 403, 404, 413, 422, 502, 503, 504],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'completeResult',
    method: 'post',
    path: '/api/messages/{id}/result',
    statuses: [200, 400, 401, 403, 404, 409, 413, 422, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'countMessages',
    method: 'get',
    path: '/api/counts',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'createSession',
    method: 'post',
    path: '/api/session',
    statuses: [200, 400, 401, 403, 413, 429, 503],
    security: [],
    extensions: {},
  },

  {
    operationId: 'createSubscription',
    method: 'post',
    path: '/api/zettle/{source}/subscriptions',
    statuses: [200, 400, 401, 403, 404, 413, 422, 502, 503, 504],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'deleteConsumer',
    method: 'delete',
    path: '/api/consumers/{name}',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'deleteSubscription',
    method: 'delete',
    path: '/api/zettle/{source}/subscriptions/{uuid}',
    statuses: [200, 400, 401, 403, 404, 422, 502, 503, 504],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'endSession',
    method: 'delete',
    path: '/api/session',
    statuses: [200, 400, 401, 403, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'followChanges',
    method: 'get',
    path: '/api/changes',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'getContract',
    method: 'get',
    path: '/openapi.json',
    statuses: [200, 304, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'getDelivery',
    method: 'get',
    path: '/api/deliveries/{id}',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'getDrift',
    method: 'get',
    path: '/api/drift/{id}',
    statuses: [200, 400, 401, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'getEvent',
    method: 'get',
    path: '/api/events/{id}',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'getGap',
    method: 'get',
    path: '/api/health/{name}/gap',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'getHealth',
    method: 'get',
    path: '/api/health',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'getHealthz',
    method: 'get',
    path: '/healthz',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'getLiveness',
    method: 'get',
    path: '/health/live',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'getLivez',
    method: 'get',
    path: '/livez',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'getMessage',
    method: 'get',
    path: '/api/messages/{id}',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'getMetrics',
    method: 'get',
    path: '/metrics',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'getReadiness',
    method: 'get',
    path: '/health/ready',
    statuses: [200, 400, 503],
    security: [],
    extensions: {},
  },

  {
    operationId: 'getReadyz',
    method: 'get',
    path: '/readyz',
    statuses: [200, 400, 503],
    security: [],
    extensions: {},
  },

  {
    operationId: 'getReplay',
    method: 'get',
    path: '/api/replays/{id}',
    statuses: [200, 400, 401, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'getResult',
    method: 'get',
    path: '/api/messages/{id}/result',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'getRetention',
    method: 'get',
    path: '/api/retention',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'getSession',
    method: 'get',
    path: '/api/session',
    statuses: [200, 400, 503],
    security: [],
    extensions: {},
  },

  {
    operationId: 'getSource',
    method: 'get',
    path: '/api/sources/{name}',
    statuses: [200, 400, 401, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'holdMessage',
    method: 'put',
    path: '/api/messages/{id}/hold',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'judgeMessage',
    method: 'post',
    path: '/api/messages/{id}/try',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listAlertTargets',
    method: 'get',
    path: '/api/alerts',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listAudit',
    method: 'get',
    path: '/api/audit',
    statuses: [200, 400, 401, 403, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listConditions',
    method: 'get',
    path: '/api/conditions',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listConsumers',
    method: 'get',
    path: '/api/consumers',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listDeliveries',
    method: 'get',
    path: '/api/deliveries',
    statuses: [200, 400, 401, 403, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listDrift',
    method: 'get',
    path: '/api/drift',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listEvents',
    method: 'get',
    path: '/api/events',
    statuses: [200, 400, 401, 403, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listHeldMessages',
    method: 'get',
    path: '/api/holds',
    statuses: [200, 400, 401, 403, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listMessages',
    method: 'get',
    path: '/api/messages',
    statuses: [200, 400, 401, 403, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listNodes',
    method: 'get',
    path: '/api/nodes',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listOwedResults',
    method: 'get',
    path: '/api/results',
    statuses: [200, 400, 401, 403, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listRefused',
    method: 'get',
    path: '/api/refused',
    statuses: [200, 400, 401, 403, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listReplays',
    method: 'get',
    path: '/api/replays',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listSinks',
    method: 'get',
    path: '/api/sinks',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listSources',
    method: 'get',
    path: '/api/sources',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listSubscribableEvents',
    method: 'get',
    path: '/api/zettle/{source}/events',
    statuses: [200, 400, 401, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'listSubscriptions',
    method: 'get',
    path: '/api/zettle/{source}/subscriptions',
    statuses: [200, 400, 401, 403, 404, 422, 502, 503, 504],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'pauseSink',
    method: 'post',
    path: '/api/sinks/{name}/pause',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'planPrune',
    method: 'get',
    path: '/api/retention/plan',
    statuses: [200, 400, 401, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'planReplay',
    method: 'get',
    path: '/api/replay-plan',
    statuses: [200, 400, 401, 422, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'planSync',
    method: 'get',
    path: '/api/zettle/{source}/plan',
    statuses: [200, 400, 401, 403, 404, 422, 502, 503, 504],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'prune',
    method: 'post',
    path: '/api/retention/prune',
    statuses: [200, 400, 401, 403, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'redeliver',
    method: 'post',
    path: '/api/deliveries/{id}/redeliver',
    statuses: [200, 400, 401, 403, 404, 409, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'releaseMessage',
    method: 'delete',
    path: '/api/messages/{id}/hold',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'reloadConfiguration',
    method: 'post',
    path: '/api/reload',
    statuses: [200, 400, 401, 403, 422, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'requestTestNotification',
    method: 'post',
    path: '/api/sources/{name}/test-notification',
    statuses: [200, 400, 401, 403, 404, 409, 502, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'resolveDrift',
    method: 'post',
    path: '/api/drift/{id}/resolve',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'resumeSink',
    method: 'post',
    path: '/api/sinks/{name}/resume',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'retryMessage',
    method: 'post',
    path: '/api/messages/{id}/retry',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'sendEditedCopy',
    method: 'post',
    path: '/api/messages/{id}/edited-copy',
    statuses: [200, 400, 401, 403, 404, 413, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'showIdentity',
    method: 'get',
    path: '/api/zettle/{source}/identity',
    statuses: [200, 400, 401, 404, 422, 502, 503, 504],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'startReplay',
    method: 'post',
    path: '/api/replays',
    statuses: [200, 400, 401, 403, 422, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'stopPrune',
    method: 'post',
    path: '/api/retention/stop',
    statuses: [200, 400, 401, 403, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'stopReplay',
    method: 'post',
    path: '/api/replays/{id}/stop',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'testAlertTarget',
    method: 'post',
    path: '/api/alerts/{name}/test',
    statuses: [200, 400, 401, 403, 404, 502, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'testSink',
    method: 'post',
    path: '/api/sinks/{name}/test',
    statuses: [200, 400, 401, 403, 404, 503],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },

  {
    operationId: 'updateSubscription',
    method: 'put',
    path: '/api/zettle/{source}/subscriptions/{uuid}',
    statuses: [200, 400, 401, 403, 404, 413, 422, 502, 503, 504],
    security: [{ operatorToken: [] }, { operatorSession: [] }],
    extensions: {},
  },
] as const satisfies readonly Operation[];

/*
 * Generated from spec/mock.yaml by `make generate`; never edited. Cure a fault in the contract or in spec/codegen/templates.
 */

import type { Operation } from '../runtime/operation.ts';

/** Every operation of spec/mock.yaml. */
export const mockOperations = [
  {
    operationId: 'act',
    method: 'post',
    path: '/__mock/providers/{provider}/actions/{action}',
    statuses: [200, 400, 404],
    security: [],
    extensions: {},
  },

  {
    operationId: 'addFaultRule',
    method: 'post',
    path: '/__mock/faults',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'advance',
    method: 'post',
    path: '/__mock/time',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'clearFaultRules',
    method: 'delete',
    path: '/__mock/faults',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'compose',
    method: 'post',
    path: '/__mock/compose',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'downReceiver',
    method: 'post',
    path: '/__mock/outage',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'emit',
    method: 'post',
    path: '/__mock/emit',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'getMock',
    method: 'get',
    path: '/__mock/status',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'getRecording',
    method: 'get',
    path: '/__mock/recording',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'listCalls',
    method: 'get',
    path: '/__mock/calls',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'listFaultKinds',
    method: 'get',
    path: '/__mock/fault-kinds',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'listFaultRules',
    method: 'get',
    path: '/__mock/faults',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'listLog',
    method: 'get',
    path: '/__mock/log',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'listScenarios',
    method: 'get',
    path: '/__mock/scenarios',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'listSinkEvents',
    method: 'get',
    path: '/__mock/sink',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'replay',
    method: 'post',
    path: '/__mock/replay',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'reset',
    method: 'post',
    path: '/__mock/reset',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'runScenario',
    method: 'post',
    path: '/__mock/scenarios/{provider}/{scenario}',
    statuses: [200, 400, 404],
    security: [],
    extensions: {},
  },

  {
    operationId: 'setClock',
    method: 'post',
    path: '/__mock/clock',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'step',
    method: 'post',
    path: '/__mock/step',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'stop',
    method: 'post',
    path: '/__mock/stop',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },

  {
    operationId: 'takeEvent',
    method: 'post',
    path: '/__mock/sink',
    statuses: [200, 400],
    security: [],
    extensions: {},
  },
] as const satisfies readonly Operation[];

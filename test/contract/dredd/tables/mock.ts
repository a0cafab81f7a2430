import type { Table } from '../runner/table.ts';
import type { Providers } from '../subjects/providers.ts';

const json = (value: unknown) => ({ body: JSON.stringify(value) });

const unknownParameter = () => ({ query: 'colour=red' });

/** The control port has no credentials: it answers this machine. */
export function mock({ control, urlOf, push }: Providers): Table {
  /** With something to show. */
  const afterPush = async () => {
    await push('paazl', 'shipment-status');
    return {};
  };
  return {
    getMock: { 200: afterPush, 400: unknownParameter },
    stop: { 200: () => ({}), 400: unknownParameter },
    reset: { 200: afterPush, 400: () => json({ hard: true }) },
    advance: { 200: () => json({ seconds: 60 }), 400: () => json({ seconds: -1 }) },
    setClock: { 200: () => json({ timeScale: 1 }), 400: () => json({ timeScale: -1 }) },
    step: { 200: () => ({}), 400: unknownParameter },
    compose: {
      200: () => json({ provider: 'paazl', event: 'shipment-status' }),
      400: () => json({ provider: 'paazl' }),
    },
    listScenarios: { 200: () => ({}), 400: unknownParameter },
    runScenario: {
      200: () => ({ path: { provider: 'paazl', scenario: 'statuses-arrive' } }),
      400: () => ({ path: { provider: 'paazl', scenario: 'statuses-arrive' }, query: 'hard=1' }),
      404: () => ({ path: { provider: 'paazl', scenario: 'nothing-of-the-kind' } }),
    },
    listFaultKinds: { 200: () => ({}), 400: unknownParameter },
    emit: {
      200: () => json({ provider: 'paazl', event: 'shipment-status' }),
      400: () => json({ provider: 'paazl', event: 'nothing-of-the-kind' }),
    },
    listLog: { 200: afterPush, 400: () => ({ query: 'limit=0' }) },
    listCalls: {
      200: async () => {
        await fetch(`${urlOf('oneshoppingcart')}/API/118303/Notifications/TEST`);
        return {};
      },
      400: () => ({ query: 'provider=' }),
    },
    getRecording: { 200: afterPush, 400: unknownParameter },
    replay: {
      200: async () => {
        await afterPush();
        const lines = await (await fetch(`${control}/__mock/recording`)).text();
        return json({
          messages: lines
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line)),
        });
      },
      400: () => json({ messages: 'none' }),
    },
    downReceiver: {
      200: () => json({ provider: 'paazl', seconds: 0 }),
      400: () => json({ provider: 'nobody', seconds: 1 }),
    },
    clearFaultRules: { 200: () => ({}), 400: unknownParameter },
    listFaultRules: {
      200: async () => {
        const rule = { provider: 'zettle', fault: { kind: 'drop' }, probability: 0 };
        const headers = { 'content-type': 'application/json' };
        await fetch(`${control}/__mock/faults`, { method: 'POST', headers, ...json(rule) });
        return {};
      },
      400: unknownParameter,
    },
    addFaultRule: {
      200: () => json({ provider: 'zettle', fault: { kind: 'duplicate' }, probability: 0.1 }),
      400: () => json({ provider: 'zettle', fault: { kind: 'nothing-of-the-kind' } }),
    },
    act: {
      200: () => ({ path: { provider: 'paazl', action: 'enable' } }),
      400: () => ({ path: { provider: 'paazl', action: 'enable' }, query: 'hard=1' }),
      404: () => ({ path: { action: 'dance' } }),
    },
    listSinkEvents: {
      200: async () => {
        const headers = { 'content-type': 'application/cloudevents+json' };
        const event = { id: '1', type: 'com.paazl.shipment.status', source: '/paazl/shipping' };
        await fetch(`${control}/__mock/sink`, { method: 'POST', headers, ...json(event) });
        return {};
      },
      400: unknownParameter,
    },
    takeEvent: { 200: () => ({}), 400: () => json({ id: '1' }) },
  };
}

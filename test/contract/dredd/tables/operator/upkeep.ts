/** Health, sources, drift, retention, configuration. */
import { body } from '../../../../providers/zettle/subscriptions/managed.ts';
import type { Table } from '../../runner/table.ts';
import type { Operated } from '../../subjects/operator.ts';
import { absentNumber, first, longName, noNumber, nothing, path, query, unheardOf, unproven } from './shared.ts';

export function upkeep(operated: Operated): Table {
  const { client, publicUrl, ill, configure } = operated;
  const noToken = unproven(operated);
  const whole = { 200: nothing, 400: unheardOf, 401: noToken };
  const entry = {
    200: async () => ({ path: { id: first((await body(client.listDrift({}))).items, 'drift').id } }),
    400: path({ id: noNumber }),
    401: noToken,
    404: path({ id: absentNumber }),
  };
  const ofSource = { 400: path({ name: longName }), 401: noToken, 404: path({ name: 'nobody' }) };

  return {
    getLiveness: { 200: nothing, 400: unheardOf },
    getReadiness: { 200: nothing, 400: unheardOf, 503: () => ({ at: ill }) },
    getHealthz: { 200: nothing, 400: unheardOf },
    getLivez: { 200: nothing, 400: unheardOf },
    getReadyz: { 200: nothing, 400: unheardOf, 503: () => ({ at: ill }) },
    getContract: { 200: nothing, 304: () => ({ headers: { 'if-none-match': '*' } }), 400: unheardOf },
    getMetrics: whole,
    listConditions: whole,
    listNodes: whole,
    getHealth: whole,
    listAlertTargets: whole,
    testAlertTarget: { 200: path({ name: 'team' }), ...ofSource, 502: path({ name: 'closed' }) },
    getGap: { 200: nothing, ...ofSource },
    listRefused: {
      ...whole,
      200: async () => {
        await fetch(`${publicUrl}/push/paazl/nobody`, { method: 'POST', body: '' });
        return {};
      },
    },
    listSources: whole,
    getSource: { 200: nothing, ...ofSource },
    requestTestNotification: {
      200: nothing,
      ...ofSource,
      409: path({ name: 'shipping' }),
      502: path({ name: 'shop-refused' }),
    },
    listDrift: { 200: nothing, 400: query('limit=0'), 401: noToken },
    getDrift: entry,
    acceptDrift: entry,
    resolveDrift: entry,
    getRetention: whole,
    planPrune: whole,
    prune: whole,
    stopPrune: whole,
    reloadConfiguration: {
      200: () => {
        configure('changed');
        return {};
      },
      400: unheardOf,
      401: noToken,
      422: () => {
        configure('faulty');
        return {};
      },
    },
  };
}

/** Deliveries, replays, sinks. */
import { body } from '../../../../providers/zettle/subscriptions/managed.ts';
import type { Table } from '../../runner/table.ts';
import type { Operated } from '../../subjects/operator.ts';
import { absentNumber, first, longName, noNumber, nothing, path, query, unheardOf, unproven } from './shared.ts';

export function deliveries(operated: Operated): Table {
  const { client } = operated;
  const noToken = unproven(operated);
  const page = { 200: nothing, 400: query('limit=0'), 401: noToken };
  const delivery = async (state: 'delivered' | 'dead') => {
    const { items } = await body(client.listDeliveries({ query: { state } }));
    return { path: { id: first(items, `${state} delivery`).id } };
  };
  const replay = async () => ({ path: { id: (await body(client.startReplay({ query: { source: 'shipping' } }))).id } });
  const byNumber = { 400: path({ id: noNumber }), 401: noToken, 404: path({ id: absentNumber }) };
  const ofSink = { 400: path({ name: longName }), 401: noToken, 404: path({ name: 'nobody' }) };
  const ordering = {
    200: query('source=shipping'),
    400: query('mode=nothing-of-the-kind'),
    401: noToken,
    422: query('source=shipping&sink=nobody'),
  };

  return {
    listDeliveries: page,
    getDelivery: { 200: () => delivery('dead'), ...byNumber },
    redeliver: { 200: () => delivery('dead'), ...byNumber, 409: () => delivery('delivered') },
    planReplay: ordering,
    startReplay: ordering,
    listReplays: {
      ...page,
      200: async () => {
        await replay();
        return {};
      },
    },
    getReplay: { 200: replay, ...byNumber },
    stopReplay: { 200: replay, ...byNumber },
    listSinks: { 200: nothing, 400: unheardOf, 401: noToken },
    pauseSink: { 200: path({ name: 'closed' }, 'reason=maintenance'), ...ofSink },
    testSink: { 200: path({ name: 'closed' }), ...ofSink },
    resumeSink: { 200: path({ name: 'closed' }), ...ofSink },
  };
}

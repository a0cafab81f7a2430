/** Messages, business results, events, and who pulls them. */
import { limits } from '../../../../../src/limits.ts';
import { body } from '../../../../providers/zettle/subscriptions/managed.ts';
import type { Table } from '../../runner/table.ts';
import type { Operated } from '../../subjects/operator.ts';
import { absentId, first, json, longName, nothing, path, query, shortId, unheardOf, unproven } from './shared.ts';

// As many as the gateway keeps.
const consumers_max = 100;

export function messages(operated: Operated): Table {
  const { client, processed, owe, fetching } = operated;
  const noToken = unproven(operated);
  const page = { 200: nothing, 400: query('limit=0'), 401: noToken };
  const result = json({ success: true, accountIdentifier: 'ACC-1' });
  const cursor = async () => (await body(client.listEvents({ query: { after: 'oldest' } }))).nextCursor ?? '';
  const acknowledge = async (name: string) =>
    (await client.acknowledgeEvents({ path: { name }, query: { cursor: await cursor() } })).status;

  return {
    listMessages: page,
    countMessages: { 200: nothing, 400: query('step=week'), 401: noToken },
    getMessage: { 200: path({ id: processed }), 400: path({ id: shortId }), 401: noToken, 404: path({ id: absentId }) },
    retryMessage: {
      200: path({ id: processed }),
      400: path({ id: shortId }),
      401: noToken,
      404: path({ id: absentId }),
    },
    judgeMessage: {
      200: path({ id: processed }),
      400: path({ id: shortId }),
      401: noToken,
      404: path({ id: absentId }),
    },
    sendEditedCopy: {
      200: path({ id: processed }),
      400: () => ({ path: { id: processed }, ...json({}) }),
      401: noToken,
      404: path({ id: absentId }),
      413: () => ({ path: { id: processed }, body: ' '.repeat(limits.operator_body_bytes_max + 1) }),
    },
    holdMessage: {
      200: path({ id: processed }, 'reason=case'),
      400: path({ id: processed }),
      401: noToken,
      404: path({ id: absentId }, 'reason=case'),
    },
    releaseMessage: {
      200: path({ id: processed }),
      400: path({ id: shortId }),
      401: noToken,
      404: path({ id: absentId }),
    },
    listHeldMessages: page,
    listOwedResults: {
      ...page,
      200: async () => {
        await owe();
        return {};
      },
    },
    getResult: {
      200: async () => ({ path: { id: await owe() } }),
      400: path({ id: shortId }),
      401: noToken,
      404: path({ id: absentId }),
    },
    completeResult: {
      200: async () => ({ path: { id: await owe() }, ...result }),
      400: async () => ({ path: { id: await owe() }, ...json({}) }),
      401: noToken,
      404: () => ({ path: { id: absentId }, ...result }),
      409: async () => ({ path: { id: await fetching() }, ...result }),
      413: () => ({ body: ' '.repeat(limits.operator_body_bytes_max + 1) }),
      422: async () => ({ path: { id: await owe() }, ...json({ success: true }) }),
    },

    listEvents: page,
    getEvent: {
      200: async () => ({ path: { id: first((await body(client.listEvents({}))).items, 'event').id } }),
      400: path({ id: shortId }),
      401: noToken,
      404: path({ id: absentId }),
    },
    listConsumers: {
      200: async () => {
        await acknowledge('billing');
        return {};
      },
      400: unheardOf,
      401: noToken,
    },
    deleteConsumer: {
      200: async () => {
        await acknowledge('billing');
        return { path: { name: 'billing' } };
      },
      400: path({ name: longName }),
      401: noToken,
      404: path({ name: 'nobody' }),
    },
    acknowledgeEvents: {
      200: async () => ({ query: `cursor=${await cursor()}` }),
      400: query('cursor='),
      401: noToken,
      409: async () => {
        for (let count = 0; count <= consumers_max; count += 1)
          if ((await acknowledge(`consumer-${count}`)) === 409)
            return { path: { name: 'another' }, query: `cursor=${await cursor()}` };
        throw new Error('there is room for more consumers than that');
      },
    },
  };
}

import { v1 } from 'uuid';
import { developmentClient } from '../../../../src/providers/zettle/simulate/mock.ts';
import type { Arrange, Request, Table } from '../runner/table.ts';
import { accessTokenOf, type Providers } from '../subjects/providers.ts';

const contactEmail = 'operations@example.com';
const grant = {
  grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  client_id: developmentClient.clientId,
  assertion: developmentClient.apiKey,
};
const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();

export function zettleApi({ zettle, destination }: Providers): Table {
  const scopes = ['READ:PURCHASE', 'READ:PRODUCT'];
  const here = `${destination}/push/zettle/pos`;

  /** Whoever asks has a token; its scopes are these. */
  const proven =
    (request: () => Request = () => ({}), granted = scopes): Arrange =>
    async () => {
      zettle.setScopes(granted);
      const token = await accessTokenOf(`${zettle.url}/token`, grant);
      return { ...request(), headers: { authorization: `Bearer ${token}` } };
    };
  const unproven: Arrange = () => ({ headers: { authorization: undefined } });
  const creation = (changes: Readonly<Record<string, unknown>> = {}) => ({
    body: JSON.stringify({
      uuid: v1(),
      transportName: 'WEBHOOK',
      eventNames: ['PurchaseCreated'],
      destination: here,
      contactEmail,
      ...changes,
    }),
  });
  /** One that is there. */
  const there = () => {
    const { uuid } = zettle.subscriptions.add({
      uuid: v1(),
      transportName: 'WEBHOOK',
      eventNames: ['PurchaseCreated'],
      destination: here,
      contactEmail,
    });
    return { path: { subscriptionUuid: uuid } };
  };
  const change = (changes: Readonly<Record<string, unknown>>) => ({ ...there(), body: JSON.stringify(changes) });

  return {
    listSubscriptions: {
      200: proven(() => {
        there();
        return {};
      }),
      401: unproven,
    },
    createSubscription: {
      200: proven(() => creation()),
      400: proven(() => creation({ uuid: 'not a uuid' })),
      401: unproven,
      403: proven(() => creation(), ['READ:PRODUCT']),
      422: proven(() => creation({ contactEmail: 'nobody' })),
      500: proven(() => creation({ destination: `${destination}/refusing` })),
    },
    updateSubscription: {
      200: proven(() => change({ eventNames: ['ProductUpdated'] })),
      400: proven(() => change({ eventNames: ['NothingOfTheKind'] })),
      401: unproven,
      403: proven(() => change({ eventNames: ['PurchaseCreated'] }), ['READ:PRODUCT']),
      404: proven(() => ({ path: { subscriptionUuid: v1() } })),
      422: proven(() => change({ destination: '' })),
      500: proven(() => change({ destination: `${destination}/refusing` })),
    },
    deleteSubscription: {
      204: proven(there),
      401: unproven,
      404: proven(() => ({ path: { subscriptionUuid: v1() } })),
    },
    deleteSubscriptionWithoutUuid: { 401: unproven, 404: proven() },
    updateSubscriptionWithoutUuid: { 401: unproven, 405: proven() },
    getToken: {
      200: () => ({ body: form(grant) }),
      400: () => ({ body: form({ ...grant, assertion: 'another' }) }),
      401: () => ({ body: form({ ...grant, client_id: v1() }) }),
    },
    getUser: { 200: proven(), 401: unproven },
  };
}

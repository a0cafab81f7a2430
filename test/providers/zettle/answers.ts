/** What makes each answer of Zettle's contracts true. */
import type { TestContext } from 'node:test';
import { v1 } from 'uuid';
import { signedPush } from '../../../src/providers/zettle/sign.ts';
import { developmentClient, openZettleMock, type ZettleMock } from '../../../src/providers/zettle/simulate/mock.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import type { Answers } from '../../contract/dredd/answers.ts';
import type { Arrange, Request, Table } from '../../contract/dredd/runner/table.ts';
import { accessTokenOf, type Providers } from '../../contract/dredd/subjects/providers.ts';
import { example, refusals } from '../../contract/dredd/tables/inbound.ts';

// The example key of Zettle's own documentation.
const signingKey = 'zLzClQLQN8yfH8aEjONeXzgJRAHR0zpD7RonFCpizujCUCectBlln0vFArTbLPYa';

const push: Arrange = () => signedPush(JSON.parse(example('zettle', 'PurchaseCreated.json')), Secret.of(signingKey));

export const answers: Answers = {
  sources: () => ({ pos: { provider: 'zettle', signingKeys: [signingKey] } }),
  push: (inbound) => {
    const { unproven, nobody, otherMethod, tooLarge, tooOften, notStored } = refusals(inbound, {
      push,
      unproven: { headers: { 'x-izettle-signature': '0'.repeat(64) } },
    });
    return {
      receiveEvent: {
        200: push,
        401: unproven,
        404: nobody,
        405: otherMethod,
        413: tooLarge,
        429: tooOften,
        503: notStored,
      },
    };
  },
  // One of its own: the scopes of its tokens change from answer to answer.
  api: async (providers: Providers, t: TestContext) => {
    const zettle = await openZettleMock({ clock: systemClock });
    t.after(() => zettle.close());
    return { url: zettle.url, table: apiTable(zettle, providers) };
  },
};

const contactEmail = 'operations@example.com';
const grant = {
  grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  client_id: developmentClient.clientId,
  assertion: developmentClient.apiKey,
};
const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();

function apiTable(zettle: ZettleMock, { destination }: Providers): Table {
  const scopes = ['READ:PURCHASE', 'READ:PRODUCT'];
  const here = `${destination}/push/zettle/pos`;

  /** The caller has a token with these scopes. */
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

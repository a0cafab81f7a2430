/** What makes each answer of AppDirect's contracts true. */
import { randomUUID } from 'node:crypto';
import { signBasic } from '../../../src/trust/schemes/basic.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import type { Answers } from '../../contract/dredd/answers.ts';
import type { Arrange, Table } from '../../contract/dredd/runner/table.ts';
import type { Inbound } from '../../contract/dredd/subjects/inbound.ts';
import { accessTokenOf, type Providers } from '../../contract/dredd/subjects/providers.ts';
import { refusals } from '../../contract/dredd/tables/inbound.ts';
import { developmentSettings } from '../../support/mocks.ts';

const basic = { user: 'appdirect', password: 'development-appdirect-password' };
const client = { clientId: 'contract-client', clientSecret: 'development-outbound-secret-0001' };
const credentials = { client_id: client.clientId, client_secret: client.clientSecret };

export const answers: Answers = {
  sources: (marketplace) => {
    const market = { provider: 'appdirect', auth: { basic }, eventHosts: [marketplace], outbound: 'none' } as const;
    return {
      market: { ...market, responder: { mode: 'auto' } },
      'market-later': { ...market, responder: { mode: 'async' } },
    };
  },
  push: pushTable,
  api: (providers) => {
    const url = providers.urlOf('appdirect');
    return { url, table: apiTable(url, providers), charset: true };
  },
  mockSettings: {
    ...developmentSettings.appdirect,
    outbound: { oauth2: { ...client, clientSecret: Secret.of(client.clientSecret) } },
  },
};

function pushTable(inbound: Inbound): Table {
  // Each notification is of another event: a repeat would hear what was said before.
  const push: Arrange = () => ({
    query: `eventUrl=${encodeURIComponent(`${inbound.marketplace}/api/integration/v1/events/sample-order-${randomUUID()}`)}`,
    headers: signBasic({ user: basic.user, password: Secret.of(basic.password) }),
  });
  const { unproven, nobody, otherMethod, tooLarge, tooOften } = refusals(inbound, {
    push,
    unproven: { headers: { authorization: undefined } },
  });
  return {
    receiveEventNotification: {
      200: push,
      // The answer comes from somebody who is asked later.
      202: async (wanted) => ({ ...(await push(wanted)), path: { source: 'market-later' } }),
      401: unproven,
      404: nobody,
      405: otherMethod,
      413: tooLarge,
      429: tooOften,
    },
  };
}

function apiTable(appdirect: string, { push }: Providers): Table {
  const authorisation = async () =>
    `Bearer ${await accessTokenOf(`${appdirect}/oauth2/token`, { grant_type: 'client_credentials', ...credentials })}`;
  const proven: Arrange = async () => ({ headers: { authorization: await authorisation() } });
  const ofEvent: Arrange = async (wanted) => {
    const { target } = await push('appdirect', 'subscription-order');
    const eventUrl = new URL(target, appdirect).searchParams.get('eventUrl') ?? '';
    return { ...(await proven(wanted)), path: { token: eventUrl.slice(eventUrl.lastIndexOf('/') + 1) } };
  };
  const unproven: Arrange = () => ({ headers: { authorization: 'Bearer of-nobody' } });
  const missing: Arrange = async (wanted) => ({ ...(await proven(wanted)), path: { token: 'missing-event' } });
  return {
    getEvent: { 200: ofEvent, 401: unproven, 404: missing },
    postEventResult: {
      200: async (wanted) => ({
        ...(await ofEvent(wanted)),
        body:
          wanted.consumes === 'application/xml'
            ? '<result><success>true</success><accountIdentifier>1</accountIdentifier></result>'
            : '{"success":"true","accountIdentifier":"1"}',
      }),
      400: async (wanted) => ({ ...(await ofEvent(wanted)), body: 'not a result' }),
      401: unproven,
      404: missing,
    },
    getToken: {
      200: () => ({ body: form({ grant_type: 'client_credentials', ...credentials }) }),
      400: () => ({ body: form({ grant_type: 'password', ...credentials }) }),
      401: () => ({ body: form({ grant_type: 'client_credentials', ...credentials, client_secret: 'another' }) }),
    },
  };
}

const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();

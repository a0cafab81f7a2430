import type { Arrange, Table } from '../runner/table.ts';
import { accessTokenOf, client, type Providers } from '../subjects/providers.ts';

export function appdirectApi({ appdirect, push }: Providers): Table {
  const authorisation = async () =>
    `Bearer ${await accessTokenOf(`${appdirect}/oauth2/token`, { grant_type: 'client_credentials', ...credentials })}`;
  const proven: Arrange = async () => ({ headers: { authorization: await authorisation() } });
  const ofEvent: Arrange = async (wanted) => {
    const { target } = await push('appdirect', 'subscription-order');
    const eventUrl = new URL(target, appdirect).searchParams.get('eventUrl') ?? '';
    return { ...(await proven(wanted)), path: { token: eventUrl.slice(eventUrl.lastIndexOf('/') + 1) } };
  };
  const unproven: Arrange = () => ({ headers: { authorization: 'Bearer of-nobody' } });
  return {
    getEvent: { 200: ofEvent, 401: unproven, 404: proven },
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
      404: proven,
    },
    getToken: {
      200: () => ({ body: form({ grant_type: 'client_credentials', ...credentials }) }),
      400: () => ({ body: form({ grant_type: 'password', ...credentials }) }),
      401: () => ({ body: form({ grant_type: 'client_credentials', ...credentials, client_secret: 'another' }) }),
    },
  };
}

const credentials = { client_id: client.clientId, client_secret: client.clientSecret };
const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();

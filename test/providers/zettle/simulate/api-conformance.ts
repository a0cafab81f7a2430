/** Zettle's API: tokens, and subscriptions whose destination hears a TestMessage before the call that makes them is answered. */
import assert from 'node:assert/strict';
import { v1, v4 } from 'uuid';
import { developmentClient } from '../../../../src/providers/zettle/simulate/mock.ts';
import { mockOf, said } from '../../../simulate/conformance/asking.ts';
import type { Check, Subject } from '../../../simulate/conformance/suite.ts';
import { declaredBy } from '../../../simulate/declared.ts';
import type { Held } from '../../../simulate/engine/mocks.ts';

const declared = declaredBy('zettle-api');
const collection = '/organizations/self/subscriptions';
const { clientId: client_id, clientSecret: client_secret, apiKey: assertion, refreshToken } = developmentClient;
const byApiKey = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', client_id, assertion };

type Answer = { readonly status: number; readonly body: unknown };

/** What was answered, held against the contract of the API. */
async function ask(url: string, method: string, path: string, init: RequestInit): Promise<Answer> {
  const answer = await fetch(url + path, { method, ...init });
  const text = await answer.text();
  declared({ method, path, status: answer.status, text });
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

const grant = (url: string, form: Readonly<Record<string, string>>) =>
  ask(url, 'POST', '/token', { body: new URLSearchParams(form) });

async function openApi({ provider, open }: Subject, answer = () => said(200)) {
  const held = await open({ answer });
  const url = mockOf(held, provider).url ?? assert.fail('no API');
  const { body } = await grant(url, byApiKey);
  const token = (body as { access_token: string }).access_token;
  const call = (method: string, path: string, sent?: unknown, bearer: string | undefined = token): Promise<Answer> =>
    ask(url, method, path, {
      headers: { 'content-type': 'application/json', ...(bearer === '' ? {} : { authorization: `Bearer ${bearer}` }) },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    });
  return { held, url, call, create: (over = {}) => call('POST', collection, newSubscription(held, over)) };
}

const newSubscription = ({ gateway }: Held, over: object) => ({
  uuid: v1(),
  transportName: 'WEBHOOK',
  eventNames: ['PurchaseCreated'],
  destination: `${gateway.url}/push/zettle/pos`,
  contactEmail: 'integrations@example.com',
  ...over,
});

export const zettleApi: readonly Check[] = [
  {
    name: 'the destination has answered a TestMessage when a create is answered, and the create fails where it does not',
    run: async (subject) => {
      let status = 200;
      const { held, call, create } = await openApi(subject, () => said(status));
      const answered = await create();
      const heardBefore = held.gateway.heard.map(({ bytes }) => bytes.toString('utf8'));
      assert.equal(answered.status, 200);
      assert.equal(heardBefore.length, 1, 'nothing has come by the time of the answer');
      assert.match(heardBefore[0] ?? '', /"eventName":"TestMessage"/);
      assert.match((answered.body as { signingKey: string }).signingKey, /^.{64}$/);
      status = 503;
      assert.equal((await create()).status, 500);
      assert.equal((await create({ destination: 'http://127.0.0.1:1/nobody' })).status, 400);
      const listed = (await call('GET', collection)).body as { uuid: string }[];
      assert.equal(listed.length, 2, 'the one that stood, and the one that was made');
    },
  },
  {
    name: 'its API refuses what is documented to be refused, with the documented status',
    run: async (subject) => {
      const { held, call, create } = await openApi(subject);
      const uuid = v1();
      assert.equal((await create({ uuid })).status, 200);
      const heard = held.gateway.heard.length;
      for (const [over, status] of [
        [{ transportName: undefined }, 400],
        [{ uuid: undefined }, 400],
        [{ uuid }, 400],
        [{ uuid: v4() }, 400],
        [{ eventNames: ['TeapotBoiled'] }, 400],
        [{ destination: undefined }, 422],
        [{ destination: 'http://hooks.example.com/push' }, 422],
        [{ contactEmail: undefined }, 422],
        [{ contactEmail: 'nobody' }, 422],
        [{ contactEmail: `${'a'.repeat(505)}@example.com` }, 422],
      ] as const)
        assert.equal((await create(over)).status, status, JSON.stringify(over));
      assert.equal(held.gateway.heard.length, heard, 'a destination was tried for a call that is refused');
      for (const [method, path, sent, status] of [
        ['PUT', `${collection}/${uuid}`, { transportName: 'SQS' }, 400],
        ['PUT', `${collection}/${uuid}`, { destination: 'http://hooks.example.com' }, 422],
        ['PUT', `${collection}/${v1()}`, {}, 404],
        ['PUT', collection, {}, 405],
        ['DELETE', `${collection}/${v1()}`, undefined, 404],
        ['DELETE', collection, undefined, 404],
      ] as const)
        assert.equal((await call(method, path, sent)).status, status, `${method} ${path}`);
      assert.equal((await call('DELETE', `${collection}/${uuid}`)).status, 204);
      assert.equal((await call('DELETE', `${collection}/${uuid}`)).status, 404);
      assert.equal((await create({ uuid })).status, 400, 'a uuid is used once');
    },
  },
  {
    name: 'a token is for who has the key or the secret, and nothing is done without one',
    run: async (subject) => {
      const { url, call } = await openApi(subject);
      assert.equal((await call('GET', collection, undefined, '')).status, 401);
      assert.equal((await call('GET', collection, undefined, 'made-up')).status, 401);
      const refresh = (secret: string) =>
        grant(url, { grant_type: 'refresh_token', client_id, client_secret: secret, refresh_token: refreshToken });
      const wrong = await refresh('wrong');
      assert.deepEqual([wrong.status, (wrong.body as { error: string }).error], [401, 'invalid_client']);
      assert.equal((await grant(url, { ...byApiKey, assertion: 'wrong' })).status, 400);
      assert.equal((await refresh(client_secret)).status, 200);
      assert.equal((await refresh(client_secret)).status, 400, 'a refresh token is good once');
    },
  },
];

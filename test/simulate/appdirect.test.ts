import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openContract } from '../../src/contracts/contract.ts';
import { silentLog } from '../../src/log.ts';
import { readToken } from '../../src/outbound/oauth2.ts';
import { readEvent } from '../../src/providers/appdirect/event.ts';
import { type AppDirectStandIn, openAppDirectStandIn } from '../../src/simulate/appdirect.ts';

const contract = openContract('appdirect-api');
let standIn: AppDirectStandIn;
before(async () => {
  standIn = await openAppDirectStandIn({ host: '127.0.0.1', port: 0 }, silentLog);
});
after(async () => {
  await standIn.close();
  contract.close();
});

const get = (token: string, accept?: string, path = '/api/integration/v1/events/') =>
  fetch(`${standIn.url}${path}${token}`, { headers: accept === undefined ? {} : { accept } });

async function eventOf(answer: Response, token: string) {
  assert.equal(answer.status, 200);
  const { judgement, event } = readEvent({ bytes: new Uint8Array(await answer.arrayBuffer()) }, token, contract);
  return { verdict: judgement.verdict, type: event?.type, flag: event?.document.flag, baseUrl: event?.baseUrl };
}

test('every token has an event of this marketplace, in the format that is asked for, and labelled', async () => {
  for (const [token, type] of [
    ['sample-order', 'SUBSCRIPTION_ORDER'],
    ['sample-order-2', 'SUBSCRIPTION_ORDER'],
    ['sample-cancel', 'SUBSCRIPTION_CANCEL'],
    ['sample-notice-closed', 'SUBSCRIPTION_NOTICE'],
    ['sample-unassign', 'USER_UNASSIGNMENT'],
    ['d15bb36e-5fb5-11e0-8c3c-00262d2cda03', 'SUBSCRIPTION_ORDER'],
  ] as const) {
    for (const accept of ['application/json', 'application/xml'] as const) {
      const answer = await get(token, accept);
      assert.equal(answer.headers.get('x-pushdock-stand-in'), 'appdirect');
      assert.equal(answer.headers.get('content-type'), `${accept}; charset=utf-8`);
      const event = await eventOf(answer, token);
      assert.deepEqual([event.verdict, event.type, event.baseUrl], ['match', type, standIn.url], `${token} ${accept}`);
    }
  }
});

test('pings are flagged, and the older path answers the same, in XML where nothing is asked for', async () => {
  const flags = await Promise.all(
    ['dummyOrder', 'dummyChange', 'dummyCancel', 'dummyNotice', 'dummyAssign', 'dummyUnassign'].flatMap((token) =>
      ['application/json', undefined].map(
        async (accept) => (await eventOf(await get(token, accept, '/rest/api/events/'), token)).flag,
      ),
    ),
  );
  assert.deepEqual(new Set(flags), new Set(['STATELESS']));
  assert.match((await get('dummyOrder')).headers.get('content-type') ?? '', /xml/);
});

test('a result is taken once, and remembered', async () => {
  const post = (token: string, body: string) =>
    fetch(`${standIn.url}/api/integration/v1/events/${token}/result`, { method: 'POST', body });
  assert.equal((await post('later-1', '{"success":"true","accountIdentifier":"A"}')).status, 200);
  assert.equal((await post('later-1', '{"success":"false"}')).status, 404);
  assert.equal((await post('later-2', 'nonsense')).status, 400);
  assert.deepEqual([...standIn.results], [['later-1', { success: true, accountIdentifier: 'A' }]]);
});

test('whoever asks for an access token gets one', async () => {
  const answer = await fetch(`${standIn.url}/oauth2/token`, { method: 'POST', body: 'grant_type=client_credentials' });
  assert.equal(answer.status, 200);
  const token = readToken(await answer.json());
  assert.ok(token?.ok && token.expiresInSeconds === 43_199);
});

test('some tokens name no event, and other paths are none of its own', async () => {
  assert.equal((await get('missing-1')).status, 404);
  assert.equal((await get('a/b')).status, 404);
  assert.equal((await fetch(`${standIn.url}/`)).status, 404);
});

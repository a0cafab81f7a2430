/** AppDirect's marketplace: tokens for who has the secret, events for who has a token, one result for each event. */
import assert from 'node:assert/strict';
import type { Emission } from '../../../../generated/mock/models.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { emitOne, mockOf, promised, said } from '../../../simulate/conformance/asking.ts';
import type { Check, Subject } from '../../../simulate/conformance/suite.ts';
import type { Held } from '../../../simulate/engine/mocks.ts';
import { until } from '../../../support/until.ts';
import type { Heard, Said } from '../listening.ts';
import { eventUrlOf } from './event-url.ts';

const client = { clientId: 'development-product', clientSecret: 'development-outbound-secret' };

const openGuarded = ({ open }: Subject): Promise<Held> =>
  open({
    answer: () => said(202),
    settings: (given) => ({
      ...given,
      appdirect: {
        ...given.appdirect,
        outbound: { oauth2: { ...client, clientSecret: Secret.of(client.clientSecret) } },
      },
    }),
  });

async function tokenOf(url: string | undefined, secret: string, grant = 'client_credentials') {
  const basic = Buffer.from(`${client.clientId}:${secret}`).toString('base64');
  const headers = { authorization: `Basic ${basic}` };
  const body = new URLSearchParams({ grant_type: grant });
  const answer = await fetch(`${url}/oauth2/token`, { method: 'POST', headers, body });
  return { status: answer.status, ...((await answer.json()) as { access_token?: string; error?: string }) };
}

export const appdirectApi: readonly Check[] = [
  {
    name: 'a token is for who has the client secret, and an event for who has the token',
    run: async (subject) => {
      const held = await openGuarded(subject);
      const { url } = mockOf(held, subject.provider);
      const wrong = await tokenOf(url, 'wrong-secret');
      assert.deepEqual([wrong.status, wrong.error], [401, 'invalid_client']);
      assert.equal((await tokenOf(url, client.clientSecret, 'password')).error, 'unsupported_grant_type');
      const { access_token } = await tokenOf(url, client.clientSecret);
      emitOne(held, subject.provider);
      await held.runOut();
      const eventUrl = eventUrlOf(held.gateway.heard[0] ?? assert.fail('nothing came'));
      const get = async (target: string, token?: string) =>
        (await fetch(target, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } })).status;
      assert.equal(await get(eventUrl), 401);
      assert.equal(await get(eventUrl, 'made-up'), 401);
      assert.equal(await get(eventUrl, access_token), 200);
      assert.equal(await get(`${eventUrl}-other`, access_token), 404);
    },
  },
  {
    name: 'a result that is promised is taken once, and one that cannot be read never',
    run: async (subject) => {
      const held = await openGuarded(subject);
      const { access_token } = await tokenOf(mockOf(held, subject.provider).url, client.clientSecret);
      emitOne(held, subject.provider);
      await held.runOut();
      const eventUrl = eventUrlOf(held.gateway.heard[0] ?? assert.fail('nothing came'));
      const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
      const post = async (body: string) =>
        (await fetch(`${eventUrl}/result`, { method: 'POST', headers, body })).status;
      assert.equal(await post('nonsense'), 400);
      assert.equal(await post('{"success":"true","accountIdentifier":"A"}'), 200);
      assert.equal(await post('{"success":"true","accountIdentifier":"B"}'), 404);
    },
  },
  {
    name: 'an answer counts with a result document that says success, and an order with its accountIdentifier',
    run: async ({ provider, open }) => {
      for (const [body, success] of [
        ['{"success":"true","accountIdentifier":"A"}', true],
        ['<result><success>true</success><accountidentifier>A</accountidentifier></result>', true],
        ['{"success":"false","errorCode":"ACCOUNT_NOT_FOUND","message":"none"}', false],
        ['{"success":"true"}', false],
        ['thanks', false],
        ['', false],
      ] as const) {
        const contentType = body.startsWith('<') ? 'application/xml' : 'application/json';
        const held = await open({ answer: () => ({ status: 200, contentType, body }) });
        const id = emitOne(held, provider);
        await held.runOut();
        assert.equal(held.delivery(`${id}.1`).attempts[0]?.success, success, body);
      }
    },
  },
  {
    name: 'what a 202 promises has succeeded when its result came, and a late result is read as strictly as one that comes at once',
    run: async ({ provider, open }) => {
      const held = await open({ answer: () => promised });
      const id = emitOne(held, provider);
      await held.runOut();
      const heard = held.gateway.heard[0] ?? assert.fail('nothing came');
      const state = () => held.delivery(`${id}.1`).state;
      assert.equal(state(), 'waiting');
      assert.equal(await postResult(heard, '{"success":"true"}'), 400, 'an order without accountIdentifier');
      assert.equal(await postResult(heard, '{"success":"true","accountIdentifier":7}'), 400, 'a number for a text');
      assert.equal(state(), 'waiting');
      assert.equal(await postResult(heard, '{"success":"true","accountIdentifier":"A"}'), 200);
      await until(() => state() !== 'waiting');
      assert.equal(state(), 'succeeded');
    },
  },
  {
    name: 'a no of the business is told from an answer that is broken, at once and later',
    run: async ({ provider, open }) => {
      const no = '{"success":"false","errorCode":"ACCOUNT_NOT_FOUND","message":"none"}';
      for (const [body, end] of [
        [no, 'refused'],
        ['thanks', 'exhausted'],
      ] as const) {
        const held = await open({ answer: () => ({ status: 200, contentType: 'application/json', body }) });
        const id = emitOne(held, provider);
        await held.runOut();
        assert.equal(held.delivery(`${id}.1`).state, end, body);
      }
      const held = await open({ answer: () => promised });
      const id = emitOne(held, provider);
      await held.runOut();
      assert.equal(await postResult(held.gateway.heard[0] ?? assert.fail('nothing came'), no), 200);
      await until(() => held.delivery(`${id}.1`).state !== 'waiting');
      const { state, attempts } = held.delivery(`${id}.1`);
      assert.deepEqual([state, attempts[0]?.note], ['refused', 'ACCOUNT_NOT_FOUND: none']);
    },
  },
  {
    name: 'no result is taken while the call that asks for it has not been answered',
    run: async ({ provider, open }) => {
      let answer = (_: Said) => {};
      const held = await open({
        answer: () =>
          new Promise<Said>((resolve) => {
            answer = resolve;
          }),
      });
      emitOne(held, provider);
      await until(() => held.gateway.heard.length > 0);
      const heard = held.gateway.heard[0] ?? assert.fail('nothing came');
      const good = '{"success":"true","accountIdentifier":"A"}';
      const early = await postResult(heard, good);
      answer(promised);
      await held.runOut();
      assert.equal(early, 404);
      assert.equal(await postResult(heard, good), 200);
    },
  },
  {
    name: 'a late result is for who promised it with a 202: after any other first answer the marketplace does not know it',
    run: async ({ provider, open }) => {
      const unpromised: readonly (readonly [string, Said, Partial<Emission>?])[] = [
        ['an error', { ...promised, status: 500 }],
        ['no answer', promised, { faults: [{ kind: 'hang-up' }] }],
        ['a 200 that is not a result', { status: 200, body: 'thanks' }],
        ['a 202 without a document', { status: 202 }],
        ['a 202 that says success false', { ...promised, body: '{"success":"false","errorCode":"UNKNOWN_ERROR"}' }],
        ['a 202 for a notice', promised, { event: 'subscription-notice' }],
      ];
      for (const [what, answer, asked = {}] of unpromised) {
        const held = await open({ answer: () => answer });
        const queued = held.engine.emit({ provider, event: 'subscription-order', ...asked });
        assert.ok(queued.ok);
        await held.runOut();
        await until(() => held.gateway.heard.length > 0);
        const eventUrl = eventUrlOf(held.gateway.heard[0] ?? assert.fail('nothing came'));
        assert.equal(await postTo(eventUrl), 404, what);
        assert.equal(held.delivery(`${queued.messages[0]}.1`).state, 'exhausted', what);
      }
    },
  },
  {
    name: 'what one call was promised is taken, whatever a second call of the event hears, and while that is still open',
    run: async ({ provider, open }) => {
      let answer = (_: Said) => {};
      let calls = 0;
      const held = await open({
        answer: () => {
          calls += 1;
          return calls === 1 ? promised : new Promise<Said>((resolve) => (answer = resolve));
        },
      });
      const queued = held.engine.emit({ provider, event: 'subscription-order', faults: [{ kind: 'duplicate' }] });
      assert.ok(queued.ok);
      const id = queued.messages[0] ?? '';
      const heardFirst = () =>
        held.delivery(`${id}.1`).attempts.length > 0 || held.delivery(`${id}.2`).attempts.length > 0;
      await until(() => held.gateway.heard.length === 2 && heardFirst());
      assert.equal(await postTo(eventUrlOf(held.gateway.heard[0] ?? assert.fail('nothing came'))), 200);
      answer({ status: 500 });
      await held.runOut();
      const states = [`${id}.1`, `${id}.2`].map((delivery) => held.delivery(delivery).state).sort();
      assert.deepEqual(states, ['exhausted', 'succeeded']);
    },
  },
];

const postResult = (heard: Heard, body: string): Promise<number> => postTo(eventUrlOf(heard), body);

async function postTo(eventUrl: string, body = '{"success":"true","accountIdentifier":"A"}'): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${eventUrl}/result`, { method: 'POST', headers, body })).status;
}

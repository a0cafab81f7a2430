/** What AppDirect's mock must do beside what its contract says of every provider. */
import assert from 'node:assert/strict';
import { readEvent } from '../../../../src/providers/appdirect/event.ts';
import { checkOauth1 } from '../../../../src/trust/schemes/oauth1.ts';
import { Secret } from '../../../../src/trust/secrets.ts';
import { emitOne, everyPush, said } from '../../../simulate/conformance/asking.ts';
import type { Conformance } from '../../../simulate/conformance/brought.ts';
import type { Subject } from '../../../simulate/conformance/suite.ts';
import { startMs } from '../../../simulate/engine/mocks.ts';
import { requestWith } from '../../../trust/schemes/request.ts';
import { appdirectApi } from './api-conformance.ts';
import { eventUrlOf } from './event-url.ts';

export const conformance: Conformance = {
  // The event is judged, in both formats; that it is not a match is no fault of an event that nobody knows.
  contract: 'appdirect-api',
  judge: async (contract, heard) => {
    const eventUrl = eventUrlOf(heard);
    for (const accept of ['application/json', 'application/xml']) {
      const answer = await fetch(eventUrl, { headers: { accept } });
      assert.equal(answer.status, 200, eventUrl);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const { judgement, event } = readEvent({ bytes }, eventUrl.split('/').at(-1) ?? '', contract);
      assert.notEqual(judgement.verdict, 'violation', JSON.stringify(judgement.findings));
      assert.ok(event !== undefined);
      assert.equal(event.baseUrl, new URL(eventUrl).origin);
    }
  },
  proof: async (subject) => {
    const { user, password } = { user: 'appdirect', password: 'development-appdirect-password' };
    const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    for (const { headers } of await everyPush(subject)) assert.equal(headers.authorization, basic);
    await signedCalls(subject);
  },
  checks: appdirectApi,
};

/** The signature is for this URL with its query, whose `eventUrl` is what matters, and each has a nonce of its own. */
async function signedCalls({ provider, open }: Subject): Promise<void> {
  const oauth1 = { consumerKey: 'development-consumer', secret: Secret.of('development-oauth-secret') };
  const held = await open({
    answer: () => said(200),
    settings: (given) => ({ ...given, appdirect: { ...given.appdirect, auth: { oauth1 } } }),
  });
  for (let more = 0; more < 3; more += 1) emitOne(held, provider);
  await held.runOut(0);
  const nonces = held.gateway.heard.map(({ target, headers }) => {
    const [path = '', query = ''] = target.split('?');
    const request = requestWith({ method: 'GET', path, query, headers, publicUrl: `${held.gateway.url}${path}` });
    const checked = checkOauth1(request, oauth1, startMs);
    assert.ok(checked.ok, `the signature does not fit ${target}`);
    return checked.value.nonce?.key;
  });
  assert.equal(new Set(nonces).size, 3);
}

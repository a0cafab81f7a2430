/** How a push proves whose it is: over what is sent, with the key that is agreed. Computed here anew, not with what the mock signs with. */

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { checkOauth1 } from '../../../src/trust/schemes/oauth1.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import type { Heard } from '../../providers/appdirect/listening.ts';
import { developmentSettings } from '../../support/mocks.ts';
import { requestWith } from '../../trust/schemes/request.ts';
import { startMs } from '../engine/mocks.ts';
import { emitOne, mockOf, said } from './asking.ts';
import type { Check, Subject } from './suite.ts';

const ofProvider: Readonly<Record<string, (subject: Subject) => Promise<void>>> = {
  paazl: async (subject) => {
    for (const { headers } of await everyPush(subject))
      assert.equal(headers.authorization, `Bearer ${developmentSettings.paazl.token?.reveal()}`);
  },
  oneshoppingcart: async (subject) => {
    for (const { target } of await everyPush(subject)) assert.equal(target, developmentSettings.oneshoppingcart.path);
  },
  zettle: async (subject) => {
    const key = developmentSettings.zettle.signingKey.reveal();
    for (const { headers, bytes } of await everyPush(subject)) {
      const { timestamp, payload } = JSON.parse(bytes.toString('utf8'));
      const expected = createHmac('sha256', key).update(`${timestamp}.${payload}`, 'utf8').digest('hex');
      assert.equal(headers['x-izettle-signature'], expected, payload);
    }
  },
  appdirect: async (subject) => {
    const { user, password } = { user: 'appdirect', password: 'development-appdirect-password' };
    const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    for (const { headers } of await everyPush(subject)) assert.equal(headers.authorization, basic);
    await signedCalls(subject);
  },
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

async function everyPush({ provider, open }: Subject): Promise<readonly Heard[]> {
  const held = await open({ answer: () => said(200) });
  for (const { event, variants } of mockOf(held, provider).events)
    for (const variant of [...variants, undefined]) emitOne(held, provider, variant, event);
  await held.runOut(0);
  assert.ok(held.gateway.heard.length > 4);
  return held.gateway.heard;
}

export const proofs: readonly Check[] = [
  {
    name: 'every push proves itself, over what is sent',
    run: (subject) => ofProvider[subject.provider]?.(subject) ?? assert.fail(`nothing is known of ${subject.provider}`),
  },
];

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { signOauth1 } from '../../src/trust/schemes/oauth1.ts';
import { Secret } from '../../src/trust/secrets.ts';
import { pushdock } from '../support/command.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';
import { appDirect, oneShoppingCart, paazl } from './examples.ts';
import { captureFaults, forgeryFaults } from './forgeries.ts';
import { added, seen } from './seen.ts';
import { exchange, statusOf, type WireRequest } from './wire.ts';

const consumer = { consumerKey: 'product-under-test', secret: Secret.of('test-only-oauth-secret-0001') };

let gateway: RunningGateway;
before(async () => {
  gateway = await startTryGateway({
    configure: (text) =>
      text.replace(
        /^sinks:/m,
        `  signed-market:
    provider: appdirect
    auth:
      oauth1:
        consumerKey: ${consumer.consumerKey}
        secret: ${consumer.secret.reveal()}
    eventHosts: [${/eventHosts:\s*- (\S+)/.exec(text)?.[1]}]
    outbound: none
    responder:
      mode: auto

sinks:`,
      ),
  });
});
after(() => gateway?.stop());

const heard = async (request: WireRequest) => statusOf(await exchange(gateway.publicUrl, request));

const addedBy = (send: () => Promise<void>) => added(seen(gateway), send);

const eventsOf = (id: string | undefined) => gateway.events().filter(({ pushdockmessage }) => pushdockmessage === id);

test('a caller that is not the provider is refused, whatever it presents or changes in a good push, and nothing is stored', async () => {
  assert.deepEqual(await forgeryFaults(seen(gateway)), []);
});

test('a wrong key in the path is answered byte for byte like a source that does not exist', async () => {
  const body = '<NewOrder><Token>1</Token></NewOrder>';
  const [wrongKey, noSource] = await Promise.all([
    exchange(gateway.publicUrl, oneShoppingCart(body, 'development-shop-kez')),
    exchange(gateway.publicUrl, { target: '/push/oneshoppingcart/nowhere/development-shop-key', body }),
  ]);
  const lines = (answer: string) => answer.replace(/^date: .*\r\n/im, '');
  assert.equal(lines(wrongKey), lines(noSource));
});

test('the same Zettle signature under another event name or uuid is acknowledged, quarantined, and never an event', async () => {
  assert.deepEqual(await captureFaults(seen(gateway)), []);
});

test('an OAuth nonce serves one request: the same signed call again is a repeat, and so is one with a fresh nonce', async () => {
  const host = gateway.localise('127.0.0.1:4015');
  const call = appDirect('signed-market', host, 'sample-order-nonce');
  const sign = (nonce: string): WireRequest => ({
    ...call,
    headers: signOauth1({ method: 'GET', url: `${gateway.publicUrl}${call.target}` }, consumer, {
      timestampSeconds: Math.floor(Date.now() / 1000),
      nonce,
    }),
  });
  const signed = sign(randomUUID());
  const [message, ...more] = await addedBy(async () => {
    assert.equal(await heard(signed), 200);
    assert.equal(await heard(signed), 200);
    assert.equal(await heard({ ...signed, target: `${call.target}x` }), 401, 'the signature covers the query');
  });
  assert.deepEqual({ receipts: message?.receipts, more }, { receipts: 2, more: [] });
  assert.deepEqual(
    (await addedBy(async () => assert.equal(await heard(sign(randomUUID())), 200))).length,
    0,
    'a resend is no new message',
  );
  assert.equal(eventsOf(message?.id).length, 1);
});

test('malformed XML with a valid token is acknowledged, quarantined, and shown by `pushdock messages list`', async () => {
  const [broken] = await addedBy(async () => {
    assert.equal(
      await heard(paazl('<ns2:labelStatusNotification><orderReference>ref</ns2:labelStatusNotification>')),
      200,
    );
  });
  assert.equal(broken?.state, 'quarantined');
  assert.deepEqual(eventsOf(broken?.id), []);
  const args = ['messages', 'list', '--state', 'quarantined', '--url', gateway.operatorUrl];
  const { code, stdout, stderr } = await pushdock(args);
  assert.deepEqual({ code, stderr: stderr.replaceAll(/^npm warn.*\n/gm, '') }, { code: 0, stderr: '' });
  assert.match(stdout, new RegExp(`^${broken?.id} .* paazl +shipping +quarantined `, 'm'));
});

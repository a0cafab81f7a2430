import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { signOauth1 } from '../../src/schemes/oauth1.ts';
import { Secret } from '../../src/secrets.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';
import { pushdock } from './command.ts';
import { appDirect, example, oneShoppingCart, paazl, zettle, zettleSigned } from './examples.ts';
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
const purchase = example('zettle', 'PurchaseCreated.json');
const delivered = example('paazl', 'shipment-status.delivered.json');

/** What the store holds after `send`, that it did not hold before. */
async function added(send: () => Promise<void>) {
  const known = new Set((await gateway.messages()).map(({ id }) => id));
  await send();
  await gateway.eventually(gateway.idle, 'the gateway does not come to rest');
  return (await gateway.messages()).filter(({ id }) => !known.has(id));
}

const eventsOf = (id: string | undefined) => gateway.events().filter(({ pushdockmessage }) => pushdockmessage === id);

test('a wrong or missing token, a wrong key and a wrong password are refused, and nothing is stored', async () => {
  const stored = await added(async () => {
    assert.equal(await heard(paazl(delivered, 'development-paazl-tokem')), 401);
    assert.equal(await heard({ ...paazl(delivered), headers: {} }), 401);
    assert.equal(await heard(oneShoppingCart('<NewOrder><Token>1</Token></NewOrder>', 'development-shop-kez')), 404);
    const wrong = { authorization: `Basic ${Buffer.from('appdirect:guess').toString('base64')}` };
    const host = gateway.localise('127.0.0.1:4012');
    assert.equal(await heard(appDirect('market', host, 'sample-order', wrong)), 401);
  });
  assert.deepEqual(stored, []);
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

test('a tampered payload, a tampered timestamp, another key and no signature are refused by Zettle, and nothing is stored', async () => {
  const signed = zettle(purchase);
  const signature = signed.headers?.['x-izettle-signature'] ?? '';
  const stored = await added(async () => {
    const payload = purchase.replace('29800', '29801');
    assert.notEqual(payload, purchase);
    assert.equal(await heard(zettleSigned(payload, signature)), 401);
    const timestamp = purchase.replace('56.585207Z', '56.585208Z');
    assert.notEqual(timestamp, purchase);
    assert.equal(await heard(zettleSigned(timestamp, signature)), 401);
    assert.equal(await heard(zettle(purchase, Secret.of('test-only-signing-key-of-nobody-0001'))), 401);
    assert.equal(await heard({ ...signed, headers: {} }), 401);
  });
  assert.deepEqual(stored, []);
});

test('the same Zettle signature under another event name or uuid is acknowledged, quarantined, and never an event', async () => {
  const signature = zettle(purchase).headers?.['x-izettle-signature'] ?? '';
  const [first] = await added(async () => assert.equal(await heard(zettle(purchase)), 200));
  assert.equal(eventsOf(first?.id).length, 1);

  const renamed = purchase.replace('"PurchaseCreated"', '"ProductDeleted"');
  const another = purchase.replace('096ae4c3-a110', '096ae4c3-a111');
  const captured = await added(async () => {
    for (const envelope of [renamed, another]) {
      assert.notEqual(envelope, purchase);
      assert.equal(await heard(zettleSigned(envelope, signature)), 200);
    }
  });
  assert.deepEqual(
    captured.map(({ state, conflictsWith }) => ({ state, conflictsWith })),
    [1, 2].map(() => ({ state: 'quarantined', conflictsWith: first?.id })),
  );
  for (const { id } of captured) assert.deepEqual(eventsOf(id), []);
});

test('an OAuth nonce counts once: the same signed call again is refused, with a fresh nonce it is a repeat', async () => {
  const host = gateway.localise('127.0.0.1:4012');
  const call = appDirect('signed-market', host, 'sample-order-nonce');
  const sign = (nonce: string): WireRequest => ({
    ...call,
    headers: signOauth1({ method: 'GET', url: `${gateway.publicUrl}${call.target}` }, consumer, {
      timestampSeconds: Math.floor(Date.now() / 1000),
      nonce,
    }),
  });
  const signed = sign(randomUUID());
  const [message, ...more] = await added(async () => {
    assert.equal(await heard(signed), 200);
    assert.equal(await heard(signed), 401);
    assert.equal(await heard({ ...signed, target: `${call.target}x` }), 401, 'the signature covers the query');
  });
  assert.deepEqual({ receipts: message?.receipts, more }, { receipts: 1, more: [] });
  assert.deepEqual(
    (await added(async () => assert.equal(await heard(sign(randomUUID())), 200))).length,
    0,
    'a resend is no new message',
  );
  assert.equal(eventsOf(message?.id).length, 1);
});

test('malformed XML with a valid token is acknowledged, quarantined, and shown by `pushdock messages list`', async () => {
  const [broken] = await added(async () => {
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

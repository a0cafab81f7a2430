/** The validating proxy can fail: what departs from a contract is reported with operation, place and message, whichever side it comes from. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { home } from '../../../spec/codegen/generator.ts';
import { signedPush } from '../../../src/providers/zettle/sign.ts';
import { verify } from '../../../src/providers/zettle/verify.ts';
import { Secret } from '../../../src/trust/secrets.ts';
import type { Heard, Said } from '../../providers/appdirect/listening.ts';
import { hearing } from '../../simulate/engine/hearing.ts';
import { requestWith } from '../../trust/schemes/request.ts';
import { numbersOf } from './numbers.ts';
import { openValidatingProxy } from './proxy.ts';
import { inboundContracts } from './stand.ts';
import { tallyOf } from './tally.ts';

async function openBetween(t: TestContext, bundles: readonly string[], answer: (heard: Heard) => Said) {
  const behind = await hearing(t, answer);
  const proxy = await openValidatingProxy(bundles);
  t.after(() => proxy.close());
  proxy.forwardTo(behind.url);
  return { proxy, heard: behind.heard, violations: () => tallyOf([proxy]).violations };
}

const paazl = { orderReference: 'o', webshop: 1, barcode: 'b', status: 'CREATED' };
const bearer = { authorization: 'Bearer development-token' };
const json = { 'content-type': 'application/json' };

test('a provider that departs from its contract is not passed on, and named', async (t) => {
  const { proxy, heard, violations } = await openBetween(t, inboundContracts, () => ({ status: 200 }));
  const post = async (path: string, body: string, headers: Record<string, string>) =>
    (await fetch(proxy.url + path, { method: 'POST', headers, body })).status;
  const { status: _, ...incomplete } = paazl;
  const push = '/push/paazl/shipping';
  assert.equal(await post(push, JSON.stringify(paazl), { ...json, ...bearer }), 200);
  assert.equal(await post(push, JSON.stringify(incomplete), { ...json, ...bearer }), 422);
  assert.equal(await post(push, JSON.stringify(paazl), json), 401);
  assert.equal(await post(push, 'a=b', { ...bearer, 'content-type': 'image/png' }), 422);
  assert.equal(await post('/push/nobody/x', '{}', json), 404);
  assert.equal(heard.length, 1);
  const named = violations();
  assert.equal(named.length, 4, named.join('\n'));
  assert.match(
    named[0] ?? '',
    /^paazl-push receiveShipmentStatus \(POST \/push\/paazl\/shipping → nobody asked\): .*required property 'status'/,
  );
  assert.match(named[1] ?? '', /UNAUTHORIZED/);
  assert.match(named[2] ?? '', /Supported content types/);
  assert.match(named[3] ?? '', /^no contract no operation .*NO_PATH_MATCHED/);
});

test('a gateway that departs from its contract is named, with the place in its answer', async (t) => {
  const answers: Said[] = [
    { status: 200, contentType: 'application/json', body: '{"success":"perhaps"}' },
    { status: 200, contentType: 'text/plain', body: 'thanks' },
    { status: 418 },
  ];
  const said = [...answers];
  const { proxy, violations } = await openBetween(
    t,
    ['appdirect-push'],
    () => said.shift() ?? assert.fail('asked again'),
  );
  const url = `${proxy.url}/push/appdirect/market?eventUrl=https%3A%2F%2Fmarketplace.example.com%2Fapi%2Fintegration%2Fv1%2Fevents%2F1`;
  for (const _ of answers) await fetch(url, { headers: { ...bearer, accept: 'application/json' } });
  const named = violations();
  assert.match(
    named[0] ?? '',
    /^appdirect-push receiveEventNotification \(GET \/push\/appdirect\/market → 200\): response body\.success/,
  );
  assert.ok(
    named.some((one) => /media type "text\/plain" does not match/.test(one)),
    named.join('\n'),
  );
  assert.ok(
    named.some((one) => /→ 418\): response: Unable to match the returned status code/.test(one)),
    named.join('\n'),
  );
});

test('a client of ours that departs from an API is named', async (t) => {
  const { proxy, heard, violations } = await openBetween(t, ['zettle-api'], () => ({ status: 200 }));
  const body = JSON.stringify({ uuid: 'not-a-uuid', transportName: 'WEBHOOK', eventNames: [] });
  await fetch(`${proxy.url}/organizations/self/subscriptions`, {
    method: 'POST',
    headers: { ...json, ...bearer },
    body,
  });
  assert.equal(heard.length, 0);
  assert.match(violations().join('\n'), /^zettle-api createSubscription .*required property 'destination'/m);
});

test('a TestMessage passes unsigned, and under no other name', async (t) => {
  const { proxy, violations } = await openBetween(t, inboundContracts, () => ({ status: 200 }));
  const post = async (body: string) =>
    (await fetch(`${proxy.url}/push/zettle/pos`, { method: 'POST', headers: json, body })).status;
  const message = readFileSync(join(home, 'spec/providers/zettle/examples/TestMessage.json'), 'utf8');
  assert.equal(await post(message), 200);
  assert.deepEqual(violations(), []);
  assert.equal(await post(readFileSync(join(home, 'spec/providers/zettle/examples/ProductCreated.json'), 'utf8')), 401);
  const { payload: _, ...without } = JSON.parse(message);
  assert.equal(await post(JSON.stringify(without)), 422);
  assert.equal(violations().length, 2);
});

test('what the proxy changes on the way: how JSON is written and numbers beyond 2^53, never a signed text, nothing of XML in UTF-8', async (t) => {
  const { proxy, heard } = await openBetween(t, inboundContracts, () => ({ status: 200 }));
  const key = Secret.of('development-signing-key-development-signing-key-development-0001');
  const envelope = JSON.parse(
    readFileSync(join(home, 'spec/providers/zettle/examples/ProductCreated.escapes.json'), 'utf8'),
  );
  const { headers, body } = signedPush(envelope, key);
  // The same JSON, written in another way than JSON.stringify would: the signature covers what is decoded from it.
  const spaced = JSON.stringify(JSON.parse(Buffer.from(body).toString('utf8')), null, 2).replaceAll('é', '\\u00e9');
  await fetch(`${proxy.url}/push/zettle/pos`, { method: 'POST', headers: { ...headers, ...json }, body: spaced });
  const zettle = heard[0] ?? assert.fail('nothing came');
  assert.notEqual(zettle.bytes.toString('utf8'), spaced);
  assert.deepEqual(JSON.parse(zettle.bytes.toString('utf8')), JSON.parse(spaced));
  assert.ok(verify(requestWith({ headers: zettle.headers, bytes: zettle.bytes }), [key]).ok);

  const large = '{"eventName":"TestMessage","payload":{"count":9007199254740993}}';
  await fetch(`${proxy.url}/push/zettle/pos`, { method: 'POST', headers: json, body: large });
  assert.deepEqual(numbersOf(large), ['9007199254740993']);
  assert.deepEqual(numbersOf(heard[1]?.bytes.toString('utf8') ?? ''), ['9007199254740992']);

  const xml = readFileSync(join(home, 'spec/providers/paazl/examples/shipment-status.created.xml'), 'utf8');
  await fetch(`${proxy.url}/push/paazl/shipping`, {
    method: 'POST',
    headers: { ...bearer, 'content-type': 'application/xml' },
    body: xml,
  });
  assert.equal(heard[2]?.bytes.toString('utf8'), xml);
});

/** What a partner team hears in a sandbox, and that nothing of it reaches the gateway. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readBundle } from '../../../src/contracts/bundle.ts';
import { specFolder } from '../../spec/contract-documents.ts';
import { faultsOf, schemaAt } from '../../spec/schemas.ts';
import { openConfiguredGateway } from '../../support/configured-gateway.ts';
import { eventually } from '../../support/try-gateway.ts';

const configuration = `
sources:
  shipping: { provider: paazl, auth: { bearer: [ development-shipping-token ] } }
  partner: { provider: paazl, sandbox: true, auth: { bearer: [ development-partner-token ] } }
  cart: { provider: oneshoppingcart, sandbox: true, key: development-cart-key-0000, merchantId: '1', merchantKey: development-merchant-key }
sinks: { ledger: { type: file, path: ./data/events.ndjson } }
`;
const token = { authorization: 'Bearer development-partner-token' };
const example = readFileSync(join(specFolder, 'providers/paazl/examples/shipment-status.created.json'), 'utf8');
const changed = (changes: object) => JSON.stringify({ ...JSON.parse(example), ...changes });
const judgedSchema = schemaAt(join(specFolder, 'sandbox.yaml#/components/schemas/Judged'));
const refusedSchema = schemaAt(join(specFolder, 'sandbox.yaml#/components/schemas/OffContract'));

test('a message that matches, drifts or violates its contract is answered with its verdict, and is neither kept nor delivered', async (t) => {
  const gateway = await openConfiguredGateway(t, configuration);
  const tried = async (body: string) => {
    const response = await gateway.push('/sandbox/paazl/partner', body, token);
    return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
  };
  const match = await tried(example);
  assert.deepEqual(match, {
    status: 200,
    type: 'application/json',
    body: {
      verdict: 'match',
      findings: [],
      events: [{ type: 'com.paazl.shipment.status', subject: JSON.parse(example).orderReference }],
    },
  });
  const drift = await tried(changed({ courier: 'Alex' }));
  assert.equal(drift.status, 200);
  assert.deepEqual(faultsOf(judgedSchema, drift.body), []);
  assert.equal(Object(drift.body).findings[0].path, '/courier');

  for (const body of [changed({ status: undefined }), '<broken']) {
    const refused = await tried(body);
    assert.deepEqual([refused.status, refused.type], [422, 'application/problem+json']);
    assert.deepEqual(faultsOf(refusedSchema, refused.body), []);
    assert.ok(Object(refused.body).findings.length > 0);
  }
  assert.deepEqual((await gateway.store.listMessages({}, { limit: 10 })).items, []);
  assert.deepEqual((await gateway.store.listFindings({}, { limit: 10 })).items, []);
});

test("a partner's try counts as a use of its credential, and a refused one does not", async (t) => {
  const gateway = await openConfiguredGateway(t, configuration);
  const credentialsOf = async (source: string) => Object(await gateway.ask(`/api/sources/${source}`)).credentials;
  const atMs = Date.now();
  await gateway.push('/sandbox/paazl/partner', example, token);
  await gateway.push('/sandbox/paazl/partner', '<broken', token);
  await gateway.push('/sandbox/paazl/partner', example, { authorization: 'Bearer guess' });
  await gateway.push('/sandbox/oneshoppingcart/cart/development-cart-key-0000', '<NewOrder/>');
  await eventually(async () => (await credentialsOf('cart'))[0].uses === 1, 'the use is not counted');
  const [{ label, uses, firstUsedAt, lastUsedAt }] = await credentialsOf('partner');
  assert.deepEqual([label.slice(0, 7), uses], ['bearer:', 2]);
  assert.ok(Date.parse(firstUsedAt) >= atMs && Date.parse(lastUsedAt) >= Date.parse(firstUsedAt));
  assert.equal((await credentialsOf('shipping'))[0].uses, 0);
});

test('a sandbox answers under /sandbox/ only, another source under /push/ only, and /push/ never refuses a violation', async (t) => {
  const gateway = await openConfiguredGateway(t, configuration);
  const shipping = { authorization: 'Bearer development-shipping-token' };
  const status = async (path: string, headers: Record<string, string>) =>
    (await gateway.push(path, changed({ status: undefined }), headers)).status;
  assert.equal(await status('/push/paazl/partner', token), 404);
  assert.equal(await status('/sandbox/paazl/shipping', shipping), 404);
  assert.equal(await status('/push/paazl/shipping', shipping), 200);
  assert.equal(await status('/sandbox/paazl/partner', { authorization: 'Bearer guess' }), 401);
  assert.deepEqual(await gateway.ask('/api/sources/partner').then((one) => Object(one).sandbox), true);
  assert.match(Object(await gateway.ask('/api/sources/partner')).pushUrl, /\/sandbox\/paazl\/partner$/);
});

test('a notification that names an order is judged alone: no order is fetched', async (t) => {
  const gateway = await openConfiguredGateway(t, configuration);
  const tried = async (path: string, body: string) => {
    const response = await gateway.push(path, body);
    return [response.status, Object(await response.json()).verdict];
  };
  const path = '/sandbox/oneshoppingcart/cart/development-cart-key-0000';
  assert.deepEqual(await tried(path, '<NewOrder><Token>A-1</Token></NewOrder>'), [200, 'match']);
  assert.deepEqual(await tried(path, '<NewOrder/>'), [422, 'violation']);
  assert.deepEqual(await tried('/sandbox/oneshoppingcart/cart/guess', '<NewOrder/>'), [404, undefined]);
});

test('a message larger than a sandbox reads is answered 413', async (t) => {
  const gateway = await openConfiguredGateway(t, configuration);
  assert.equal((await gateway.push('/sandbox/paazl/partner', ' '.repeat(131_073), token)).status, 413);
});

test('a caller with proof on /push/ of a sandbox is told where it answers, and a stranger learns no more than from the sandbox itself', async (t) => {
  const gateway = await openConfiguredGateway(t, configuration);
  const told = async (path: string, headers: Record<string, string> = {}) => {
    // As from elsewhere: hints of names like the one that was sent go to this machine alone.
    const response = await gateway.push(path, example, { via: '1.1 proxy', ...headers });
    assert.equal(response.status, 404);
    return Object(await response.json()).detail;
  };
  assert.match(await told('/push/paazl/partner', token), /\/sandbox\/paazl\/partner,/);
  assert.match(await told('/push/paazl/partner'), /\/sandbox\/paazl\/partner,/); // There it would hear 401.
  const keyed = await told('/push/oneshoppingcart/cart/development-cart-key-0000');
  assert.match(keyed, /\/sandbox\/oneshoppingcart\/cart\/…/);
  assert.doesNotMatch(keyed, /development-cart-key/);
  for (const path of [
    '/push/oneshoppingcart/cart/guess',
    '/push/paazl/partne',
    '/push/paazl/cart',
    '/sandbox/paazl/shipping',
  ])
    assert.doesNotMatch(await told(path, token), /is a sandbox|partner|shipping/);
});

test('a finding names every allowed value, in JSON and in XML', async (t) => {
  const gateway = await openConfiguredGateway(t, configuration);
  const xml = readFileSync(join(specFolder, 'providers/paazl/examples/shipment-status.created.xml'), 'utf8');
  const json = changed({ status: 'TELEPORTED' });
  const named = async (body: string) => {
    const judged = await (await gateway.push('/sandbox/paazl/partner', body, token)).json();
    const { rule, expected } = Object(judged).findings.find(({ path }: { path: string }) => /status/.test(path));
    assert.equal(rule, 'unknown_value');
    return String(expected).replace('one of ', '').split(', ').sort();
  };
  const { components } = Object(readBundle('paazl-push'));
  const allowed = [...components.schemas.PaazlStatus.enum].sort();
  assert.ok(allowed.join().length > 120, 'a list that would be cut');
  assert.deepEqual(await named(json), allowed);
  assert.deepEqual(await named(xml.replace(/(<(?:\w+:)?status>)[^<]+/, '$1TELEPORTED')), allowed);
});

/** The contract tests can fail: each way in which an answer, or a table, departs from its contract turns a run red and is named. */

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createGateway, silentLog } from '../../../src/index.ts';
import { problemDocument } from '../../../src/problems.ts';
import type { Said } from '../../providers/appdirect/listening.ts';
import { hearing } from '../../simulate/engine/hearing.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { part } from './runner/part.ts';
import { type Asked, type Run, runDredd } from './runner/run.ts';
import type { Table } from './runner/table.ts';
import { example } from './tables/inbound.ts';

async function openGateway(t: TestContext): Promise<string> {
  const gateway = createGateway({
    configuration: {
      development: true,
      listen: { public: '127.0.0.1:0', admin: '127.0.0.1:0' },
      store: `sqlite:${temporaryFolder(t)}/pushdock.db`,
      sources: { shipping: { provider: 'paazl', auth: { bearer: ['development-paazl-token'] } } },
    },
    log: silentLog,
  });
  t.after(() => gateway.close());
  return (await gateway.start()).operatorUrl;
}

/** Stands in front of a gateway whose author has renamed a field. */
async function renaming(t: TestContext, gateway: string, from: string, to: string): Promise<string> {
  const { url } = await hearing(t, async ({ method, target }) => {
    const answer = await fetch(gateway + target, { method });
    const contentType = answer.headers.get('content-type') ?? '';
    return { status: answer.status, contentType, body: (await answer.text()).replaceAll(`"${from}":`, `"${to}":`) };
  });
  return url;
}

test('a field that was renamed in one answer turns the run red, and the operation is named', async (t) => {
  const gateway = await openGateway(t);
  const operator = {
    contract: 'gateway',
    document: part('gateway', { listSources: ['200'], getLiveness: ['200'] }),
    table: { listSources: { 200: () => ({}) }, getLiveness: { 200: () => ({}) } },
  };
  assert.deepEqual((await runDredd({ ...operator, url: gateway })).faults, []);
  const url = await renaming(t, gateway, 'pushUrl', 'url');
  const { faults, transactions, passed } = await runDredd({ ...operator, url });
  assert.deepEqual([transactions, passed, faults.length], [2, 1, 1]);
  assert.match(
    faults[0] ?? '',
    /^listSources 200 in application\/json: missing_field at \/items\/0\/pushUrl: .*unknown_field/,
  );
});

/** What a run says of a subject that answers everything with this. */
async function against(t: TestContext, said: Said, asked: Omit<Asked, 'url'>): Promise<Run> {
  const { url } = await hearing(t, () => said);
  return runDredd({ ...asked, url });
}

const answered = example('oneshoppingcart', 'request-test-notification.success.xml');
const sound = { status: 200, contentType: 'text/xml', body: answered };
const xml = {
  contract: 'oneshoppingcart-api',
  document: part('oneshoppingcart-api', { requestTestNotification: ['200'] }),
  table: { requestTestNotification: { 200: () => ({}) } },
};
const refused = {
  contract: 'oneshoppingcart-push',
  document: part('oneshoppingcart-push', { receiveNotification: ['405'] }),
  table: { receiveNotification: { 405: () => ({}) } },
};
const problem = {
  status: 405,
  contentType: 'application/problem+json',
  body: JSON.stringify(problemDocument('method_not_allowed')),
};
const taken = {
  contract: 'oneshoppingcart-push',
  document: part('oneshoppingcart-push', { receiveNotification: ['200'] }),
  table: { receiveNotification: { 200: () => ({}) } },
};

for (const [what, said, run, fault] of [
  ['XML as its schema has it', sound, xml, undefined],
  [
    'XML with an attribute that was renamed',
    { ...sound, body: answered.replace('success=', 'succeeded=') },
    xml,
    /^requestTestNotification 200 in text\/xml: missing_field at \/Response\/@success/,
  ],
  [
    'XML that is cut off',
    { ...sound, body: answered.slice(0, -5) },
    xml,
    /^requestTestNotification 200 in text\/xml: .*readable|well/,
  ],
  ['a refusal with its headers', { ...problem, headers: { allow: 'POST' } }, refused, undefined],
  [
    'a refusal without the header that it must have',
    problem,
    refused,
    /^receiveNotification 405 .*has no header Allow/,
  ],
  [
    'another media type',
    { ...problem, headers: { allow: 'POST' }, contentType: 'application/json' },
    refused,
    /^receiveNotification 405 .*content-type/i,
  ],
  ['another status', { status: 500, body: 'a bug' }, refused, /^receiveNotification 405 .*answered 500: a bug/],
  ['nothing where nothing is declared', { status: 200 }, taken, undefined],
  [
    'a body where none is declared',
    { status: 200, body: 'thank you' },
    taken,
    /^receiveNotification 200 .*has a body: thank you/,
  ],
] as const)
  test(`${what} is ${fault === undefined ? 'as declared' : 'not'}`, async (t) => {
    const { faults, transactions } = await against(t, said, run);
    assert.ok(transactions > 0);
    if (fault === undefined) return assert.deepEqual(faults, []);
    assert.equal(faults.length, transactions);
    for (const one of faults) assert.match(one, fault);
  });

const both: Omit<Asked, 'url'> & { table: Table } = {
  contract: 'oneshoppingcart-api',
  table: { readOrder: { 200: () => ({}) }, requestTestNotification: { 200: () => ({}) } },
};
const transactions = ['readOrder 200 to text/xml in text/xml', 'requestTestNotification 200 in text/xml'];

test('a field that the contract leaves open turns the run red: nobody would notice if it were called otherwise', async (t) => {
  const event = { id: '1', type: 'com.paazl.shipment.status', source: '/paazl/shipping', undescribed: true };
  const { faults } = await against(
    t,
    { status: 200, contentType: 'application/json', body: JSON.stringify({ items: [event] }) },
    {
      contract: 'mock',
      document: part('mock', { listSinkEvents: ['200'] }),
      table: { listSinkEvents: { 200: () => ({}) } },
    },
  );
  assert.deepEqual(faults, [
    'listSinkEvents 200 in application/json: would be taken too if items/undescribed were called otherwise',
  ]);
});

test('a declared answer for which the table has nothing turns the run red, and is named once', async (t) => {
  const { readOrder: _, ...table } = both.table;
  const { faults } = await against(t, sound, { ...both, table });
  assert.deepEqual(faults, ['readOrder 200: is declared, and nothing in the table makes it true']);
});

test('a line of the table that no declared answer needs turns the run red', async (t) => {
  const table: Table = { ...both.table, requestTestNotification: { 200: () => ({}), 503: () => ({}) } };
  const { faults } = await against(t, sound, { ...both, table });
  assert.deepEqual(faults, ['requestTestNotification 503: stands in the table, and the contract does not declare it']);
});

test('a transaction that is skipped turns the run red', async (t) => {
  const { faults, passed } = await against(t, sound, { ...both, options: { only: ['nothing'] } });
  assert.equal(passed, 0);
  assert.deepEqual(
    faults,
    transactions.map((one) => `${one}: was skipped`),
  );
});

test('hooks that Dredd does not load turn the run red', async (t) => {
  const { faults } = await against(t, sound, { ...both, options: { hookfiles: [] } });
  assert.deepEqual(
    faults,
    transactions.map((one) => `${one}: is declared, and Dredd did not run it`),
  );
});

test('an answer that cannot be brought about turns the run red', async (t) => {
  const missing = () => Promise.reject(new Error('there is no such order'));
  const { faults } = await against(t, sound, { ...both, table: { ...both.table, readOrder: { 200: missing } } });
  assert.equal(faults.length, 1);
  assert.match(faults[0] ?? '', /^readOrder 200 .*there is no such order/);
});

test('an answer that does not come turns the run red', async () => {
  const { faults } = await runDredd({ ...both, url: 'http://127.0.0.1:9' });
  assert.equal(faults.length, transactions.length);
  for (const fault of faults) assert.match(fault, /got no answer: .*ECONNREFUSED/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpenProvider } from '../../src/providers/provider.ts';
import { bindProvider } from '../../src/receive/bind.ts';
import { openRouter } from '../../src/receive/route.ts';
import { openToy } from '../support/toy/provider/provider.ts';

const never = () => assert.fail('nothing is received here');
const bind = (changes: Partial<OpenProvider>) => bindProvider({ ...openToy(), ...changes }, never);
const [operation] = openToy().operations;
assert.ok(operation);

test('contract, table and handlers that cover each other are bound', async () => {
  const routes = await bind({});
  assert.deepEqual(
    routes.map((route) => route.operation.operationId),
    ['receiveToy'],
  );
});

test('an operation of the contract without a handler refuses to start', async () => {
  await assert.rejects(bind({ handlers: () => ({}) }), /declares receiveToy but nothing answers it/);
});

test('a handler for an operation that the contract does not know refuses to start', async () => {
  const handle = async () => ({ status: 200 });
  await assert.rejects(bind({ handlers: () => ({ receiveToy: handle, receiveOther: handle }) }), /receiveOther/);
});

test('an operation table that lacks an operation refuses to start', async () => {
  await assert.rejects(bind({ operations: [] }), /lacks receiveToy; run `make generate`/);
});

for (const [name, changed] of [
  ['another path', { path: '/push/toy/{source}/{key}' }],
  ['another method', { method: 'get' }],
  ['another name', { operationId: 'receiveOther' }],
] as const) {
  test(`an operation table with ${name} than the contract refuses to start`, async () => {
    await assert.rejects(bind({ operations: [operation, { ...operation, ...changed }] }), /run `make generate`/);
  });
}

test('a document that is not a contract refuses the start', async () => {
  for (const contract of [undefined, {}, { openapi: '3.0.3', info: {}, paths: {} }])
    await assert.rejects(bind({ contract }));
});

test('two operations for one method and path refuse to start', () => {
  const handle = async () => ({ status: 200 });
  const twin = { ...operation, operationId: 'receiveTwin', path: '/push/toy/{name}' };
  assert.throws(
    () =>
      openRouter([
        { operation, handle },
        { operation: twin, handle },
      ]),
    /receiveToy and receiveTwin both answer post \/push\/toy\/\{\}/,
  );
});

test('a path with two methods names both in Allow, and HEAD beside GET', () => {
  const handle = async () => ({ status: 200 });
  const router = openRouter([
    { operation, handle },
    { operation: { ...operation, method: 'get' }, handle },
  ]);
  assert.deepEqual(router('PUT', '/push/toy/box'), { kind: 'method_not_allowed', allow: 'POST, GET, HEAD' });
});

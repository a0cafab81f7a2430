import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { readBundle } from '../../src/contracts/bundle.ts';
import type { OpenProvider } from '../../src/providers/provider.ts';
import { bindProvider, declaredIn } from '../../src/receive/bind.ts';
import { openRouter } from '../../src/receive/route.ts';
import { packageRoot } from '../../src/running/package-root.ts';
import { openToy } from '../support/toy/provider/provider.ts';

const never = () => assert.fail('nothing is received here');
const bind = (changes: Partial<OpenProvider>) => bindProvider({ ...openToy(), ...changes }, never);
const [operation] = openToy().operations;
assert.ok(operation);

test('contract, table and handlers that cover each other are bound', () => {
  const routes = bind({});
  assert.deepEqual(
    routes.map((route) => route.operation.operationId),
    ['receiveToy'],
  );
});

test('an operation of the contract without a handler refuses to start', () => {
  assert.throws(() => bind({ handlers: () => ({}) }), /declares receiveToy but nothing answers it/);
});

test('a handler for an operation that the contract does not know refuses to start', () => {
  const handle = async () => ({ status: 200 });
  assert.throws(() => bind({ handlers: () => ({ receiveToy: handle, receiveOther: handle }) }), /receiveOther/);
});

test('an operation table that lacks an operation refuses to start', () => {
  assert.throws(() => bind({ operations: [] }), /lacks receiveToy; run `make generate`/);
});

for (const [name, changed] of [
  ['another path', { path: '/push/toy/{source}/{key}' }],
  ['another method', { method: 'get' }],
  ['another name', { operationId: 'receiveOther' }],
] as const) {
  test(`an operation table with ${name} than the contract refuses to start`, () => {
    assert.throws(() => bind({ operations: [operation, { ...operation, ...changed }] }), /run `make generate`/);
  });
}

test('a document that is not a contract refuses the start', () => {
  for (const contract of [undefined, {}, { openapi: '3.0.3', info: {}, paths: {} }])
    assert.throws(() => bind({ contract }));
});

const ours = readdirSync(join(packageRoot(), 'generated/bundles'))
  .map((file) => file.replace('.json', ''))
  .filter((name) => !['config', 'events'].includes(name));

for (const name of ours) {
  test(`openapi-backend reads the same operations out of ${name}`, async () => {
    const definition = readBundle(name) as Document;
    const backend = new OpenAPIBackend({ definition, strict: true, quick: true, validate: false });
    await backend.init();
    const theirs = backend.router.getOperations();
    assert.deepEqual(
      new Map(declaredIn(definition, name)),
      new Map(theirs.map(({ operationId = '', method, path }) => [operationId, `${method} ${path}`])),
    );
  });
}

test('two operations of one name refuse to start', () => {
  const both = { get: { operationId: 'receiveToy' }, post: { operationId: 'receiveToy' } };
  const contract = { openapi: '3.0.3', info: {}, paths: { '/push/toy/{source}': both } };
  assert.throws(() => bind({ contract }), /two operations receiveToy/);
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

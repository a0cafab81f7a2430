import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openContract } from '../../src/contracts/contract.ts';
import { under, unknownEvent, worst } from '../../src/contracts/judge.ts';
import { loadBundle } from '../../src/contracts/load.ts';
import { ContractError } from '../../src/contracts/schema.ts';
import { packageRoot } from '../../src/running/package-root.ts';
import { fixtures } from './fixtures.ts';

const folder = await mkdtemp(join(tmpdir(), 'pushdock-contract-'));
after(() => rm(folder, { recursive: true }));

/** A copy of the toy contract with something changed. */
async function changed(change: (text: string) => string): Promise<string> {
  const root = await mkdtemp(join(folder, 'root-'));
  await cp(fixtures, root, { recursive: true });
  const file = join(root, 'generated/bundles/toy-push.json');
  await writeFile(file, change(await readFile(file, 'utf8')));
  return root;
}

test('the package is found from its own files', async () => {
  assert.equal(JSON.parse(await readFile(join(packageRoot(), 'package.json'), 'utf8')).name, 'pushdock');
});

test('a contract knows its version and the schemas of its payloads', () => {
  const contract = openContract('toy-push', { root: fixtures });
  assert.equal(contract.version, '1.2.3');
  assert.deepEqual(contract.payloadSchema('ParcelLost'), {
    event: 'ParcelLost',
    schema: 'Parcel',
    scope: 'READ:PARCEL',
    retired: true,
  });
  assert.equal(contract.payloadSchema('constructor'), undefined);
  contract.close();
});

test('a judge is compiled once', () => {
  const contract = openContract('toy-push', { root: fixtures });
  assert.equal(contract.judgeJson('Parcel'), contract.judgeJson('Parcel'));
  assert.equal(contract.judgeXml('Parcel'), contract.judgeXml('Parcel'));
  contract.close();
});

test('a fault in a contract is reported when the contract is opened, not when a message comes', async () => {
  const contract = openContract('toy-push', { root: fixtures });
  assert.throws(() => contract.judgeJson('Nothing'), ContractError);
  assert.throws(() => contract.judgeXml('Item'), ContractError);
  assert.throws(() => openContract('none-push', { root: fixtures }), /run `make generate`/);
  const misspelt = await changed((text) => text.replace('"maxLength"', '"maxLenght"'));
  assert.throws(() => openContract('toy-push', { root: misspelt }), /maxLenght/);
  const dangling = await changed((text) =>
    text.replace('"$ref": "#/components/schemas/Item"', '"$ref": "#/components/schemas/Gone"'),
  );
  assert.throws(() => openContract('toy-push', { root: dangling }).judgeJson('Parcel'), ContractError);
  const noXsd = await changed((text) => text.replace('"parcel.xsd#parcel"', '"gone.xsd#parcel"'));
  assert.throws(() => openContract('toy-push', { root: noXsd }).judgeXml('Parcel'), /gone\.xsd/);
  const noFormat = await changed((text) => text.replace('"int64"', '"int65"'));
  assert.throws(() => openContract('toy-push', { root: noFormat }).judgeJson('Parcel'), ContractError);
});

test('the contracts of all providers can be opened', () => {
  for (const name of [
    'paazl-push',
    'oneshoppingcart-push',
    'oneshoppingcart-api',
    'zettle-push',
    'zettle-api',
    'appdirect-push',
    'appdirect-api',
  ]) {
    const schemas = Object.keys((loadBundle(name) as { components?: { schemas?: object } }).components?.schemas ?? {});
    const contract = openContract(name);
    for (const schema of schemas) contract.judgeJson(schema);
    contract.close();
  }
});

test('judgements of an envelope and its payload become one', () => {
  const payload = under('/payload', unknownEvent('/type', 'Surprise'));
  const whole = worst({ verdict: 'match', findings: [] }, payload);
  assert.equal(whole.verdict, 'unknown');
  assert.equal(whole.findings[0]?.path, '/payload/type');
});

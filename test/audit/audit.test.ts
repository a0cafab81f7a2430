/** What `make audit` looks at, without a network. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { committedBill, madeBill, reproducible } from './bill.ts';
import { faultsOf, isPermissive, lockedForUsers, ourPackage, productionPackages, reasons } from './packages.ts';

test('every production package has a permissive licence, no script that was not allowed, and ours have their reasons', () => {
  const packages = productionPackages();
  assert.ok(packages.length > 100);
  assert.deepEqual(faultsOf(packages, ourPackage(), reasons()), []);
});

test('a licence that is not permissive, a script and a missing reason are found', () => {
  const packages = [
    { name: 'copyleft', version: '1.0.0', license: 'GPL-3.0-only', installScripts: [] },
    { name: 'unnamed', version: '1.0.0', installScripts: [] },
    { name: 'script', version: '1.0.0', license: 'MIT', installScripts: ['postinstall'] },
  ];
  const faults = faultsOf(
    packages,
    { dependencies: { script: '1.0.0' }, allowScripts: { script: false } },
    new Map([['former', 'it was needed']]),
  );
  assert.deepEqual(
    faults.map((fault) => fault.split(' ')[0]),
    ['copyleft', 'unnamed', 'script', 'script', 'former'],
  );
  assert.equal(isPermissive('(MIT OR GPL-2.0)'), true);
  assert.equal(isPermissive('MIT AND GPL-2.0'), false);
});

test('the bill of materials has each package that a user gets, and no other', () => {
  const locked = new Set(lockedForUsers().map(({ name, locked: { version } }) => `${name}@${version}`));
  assert.deepEqual(
    committedBill()
      .components.map((component) => component['bom-ref'])
      .toSorted(),
    [...locked].toSorted(),
  );
});

test('the committed bill of materials is what the lock file says', () => {
  assert.deepEqual(committedBill(), madeBill());
});

test('the bill of materials says nothing of the machine and the time where it was made', () => {
  const { metadata, serialNumber } = reproducible({
    serialNumber: 'urn:uuid:1',
    metadata: {
      timestamp: '2026-01-01T00:00:00Z',
      tools: [{ name: 'cli' }],
      component: { 'bom-ref': 'us', name: 'a-folder' },
    },
    components: [{ 'bom-ref': 'a', externalReferences: [{ type: 'distribution' }] }],
    dependencies: [],
  });
  assert.deepEqual(
    { metadata, serialNumber },
    { metadata: { component: { 'bom-ref': 'us', name: 'pushdock' } }, serialNumber: undefined },
  );
  assert.doesNotMatch(JSON.stringify(committedBill()), /timestamp|serialNumber|file:|https?:\/\/[^"]*\/-\//);
});

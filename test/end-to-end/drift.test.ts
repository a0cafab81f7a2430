/**
 * From a push that departs from its contract to the contract that takes it: ledger, conditions, proposal, `git apply`, `make generate`, and what would
 * become of the stored messages then. The only test of a change of contracts that runs the generator.
 */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { generate } from '../../spec/codegen/generate.ts';
import { hasJava, home, jarPath, readPin } from '../../spec/codegen/generator.ts';
import { specFolder } from '../spec/contract-documents.ts';
import { openConfiguredGateway } from '../support/configured-gateway.ts';
import { until } from '../support/until.ts';

const configuration = (policy: string) => `
sources:
  shipping: { provider: paazl, auth: { bearer: [ development-shipping-token ] }, policy: ${policy} }
sinks:
  ledger: { type: file, path: ./data/events.ndjson }
  alarms: { type: file, path: ./data/alarms.ndjson, events: [ com.pushdock.contract.finding ] }
`;
const example = JSON.parse(
  readFileSync(join(specFolder, 'providers/paazl/examples/shipment-status.created.json'), 'utf8'),
);
const headers = { authorization: 'Bearer development-shipping-token' };

async function open(t: TestContext, policy = '{}') {
  const gateway = await openConfiguredGateway(t, configuration(policy));
  const push = async (changes: object) => {
    const response = await gateway.push('/push/paazl/shipping', JSON.stringify({ ...example, ...changes }), headers);
    assert.equal(response.status, 200);
    await gateway.settled();
  };
  const drift = async (query = '') => Object(await gateway.ask(`/api/drift${query}`)).items;
  return { ...gateway, push, drift };
}

test('a departure is in the ledger once, can be accepted and resolved, and comes back as new', async (t) => {
  const gateway = await open(t);
  await gateway.push({ courier: 'Alex' });
  await gateway.push({ courier: 'Sam' });
  const [entry, ...others] = await gateway.drift();
  assert.equal(others.length, 0);
  assert.deepEqual(
    [entry.provider, entry.event, entry.path, entry.rule, entry.count, entry.state],
    ['paazl', 'com.paazl.shipment.status', '/courier', 'unknown_field', 2, 'new'],
  );
  assert.deepEqual(entry.finding.contract, {
    name: 'paazl-push',
    version: '1.0.0',
    schema: 'LabelStatusNotification',
    path: '/courier',
  });
  assert.equal(Object(await gateway.ask(`/api/messages/${entry.messageId}`)).verdict, 'drift');
  assert.equal(Object(await gateway.ask(`/api/drift/${entry.id}/accept`, 'POST')).state, 'acknowledged');
  assert.equal(Object(await gateway.ask(`/api/drift/${entry.id}/resolve`, 'POST')).state, 'resolved');
  assert.deepEqual(await gateway.drift('?state=new'), []);
  await gateway.push({ courier: 'Kim' });
  assert.equal(Object(await gateway.ask(`/api/drift/${entry.id}`)).state, 'new');
  assert.equal(Object(await gateway.ask('/api/drift/999')).status, 404);
  assert.match(
    await (await fetch(`${gateway.operatorUrl}/metrics`)).text(),
    /pushdock_findings\{provider="paazl",state="new"\} 1/,
  );
});

test('a finding that alerts is a condition until it is accepted, and the push is delivered all the same', async (t) => {
  const gateway = await open(t, '{ rules: { unknown_value: alert, missing_field: hold } }');
  const conditions = async () => Object(await gateway.ask('/api/conditions')).items;
  await gateway.push({ status: 'LOCKER_FULL' });
  const [condition, ...others] = await conditions();
  assert.equal(others.length, 0);
  assert.deepEqual(
    [condition.kind, condition.about],
    ['off-contract', 'paazl com.paazl.shipment.status /status unknown_value'],
  );
  assert.equal(gateway.log.of('message.off_contract').length, 1);
  assert.equal(Object(await gateway.ask('/api/messages?state=processed')).items.length, 1);
  const [{ id }] = await gateway.drift();
  await gateway.ask(`/api/drift/${id}/accept`, 'POST');
  assert.deepEqual(await conditions(), []);

  await gateway.push({ status: undefined });
  const [held] = Object(await gateway.ask('/api/messages?state=quarantined')).items;
  assert.match(held.reason, /missing_field at \/status/);
  assert.equal((await gateway.drift('?state=new'))[0].rule, 'missing_field');
});

/** A checkout in which contracts can be changed: the sources as they are, and what is installed shared. */
function copyCheckout(t: TestContext): string {
  const copy = mkdtempSync(join(tmpdir(), 'pushdock-checkout-'));
  t.after(() => rmSync(copy, { recursive: true, force: true }));
  for (const part of ['spec', 'generated', 'src', 'package.json', 'openapitools.json', 'tsconfig.json'])
    cpSync(join(home, part), join(copy, part), { recursive: true });
  symlinkSync(join(home, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

const withoutGenerator = !hasJava()
  ? 'there is no Java here'
  : !existsSync(jarPath(readPin(home))) && 'the generator was never fetched here (`make generate` does)';

test('a new status and a new field are two findings; once the proposed patch is applied and generated, the same push matches', {
  skip: withoutGenerator,
}, async (t) => {
  const gateway = await open(t);
  await gateway.push({ status: 'LOCKER_FULL', courier: 'Alex' });
  const entries = await gateway.drift();
  assert.deepEqual(entries.map(({ path, rule }: { path: string; rule: string }) => `${rule} ${path}`).sort(), [
    'unknown_field /courier',
    'unknown_value /status',
  ]);
  const told = join(gateway.folder, 'data/alarms.ndjson');
  await until(() => existsSync(told) && readFileSync(told, 'utf8').split('\n').length === 3);
  await until(() => readFileSync(join(gateway.folder, 'data/events.ndjson'), 'utf8').split('\n').length === 2);

  const copy = copyCheckout(t);
  // Not synchronously: the gateway that it asks runs in this process.
  const pushdock = async (...args: string[]) => {
    const program = ['--import', 'tsx', join(copy, 'src/cli/main.ts'), ...args];
    return (await promisify(execFile)(process.execPath, program, { cwd: copy, timeout: 60_000 })).stdout;
  };
  const patch = join(copy, 'drift.patch');
  await pushdock('drift', 'propose', '--url', gateway.operatorUrl, '--out', patch);
  execFileSync('git', ['apply', patch], { cwd: copy });
  const stale = () => pushdock('contracts', 'check', '--config', gateway.file);
  await assert.rejects(stale(), /make generate/);
  generate(copy, join(copy, 'generated'));
  assert.match(await stale(), /was made from what spec\/ says now/);

  const checked = JSON.parse(await pushdock('contracts', 'check', '--corpus', '--config', gateway.file, '--json'));
  assert.deepEqual([checked.judged, checked.differ, checked.skipped], [1, 1, 0]);
  const [{ verdict, findings, events }] = checked.differences;
  assert.deepEqual(verdict, { before: 'drift', after: 'match' });
  assert.deepEqual(findings, {
    gone: ['drift unknown_field at /courier', 'drift unknown_value at /status'],
    added: [],
  });
  assert.deepEqual(events, []);
});

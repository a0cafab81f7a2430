/** The packages as a partner team uses them: packed, installed into an empty project without a network, compiled against, run. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { home } from '../../../spec/codegen/generator.ts';
import { compiledFolder, partnerPackage } from '../../../src/publishing/package/package.ts';
import { tarball } from '../../../src/publishing/package/tarball.ts';
import { javascriptPackage } from '../../../src/publishing/publish/samples/receive/javascript.ts';
import { writePublication } from '../../../src/publishing/publish/write.ts';
import { receives } from '../../support/receiving.ts';

/** The checkout: what is compiled for `make test` has no `.ts` files, and the types are one. */
const root = home;
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const folder = mkdtempSync(join(tmpdir(), 'pushdock-package-'));
const project = join(folder, 'project');

function run(command: string, argumentList: readonly string[], cwd: string): string {
  const ran = spawnSync(command, argumentList, { cwd, encoding: 'utf8' });
  assert.equal(ran.status, 0, `${command} ${argumentList.join(' ')}\n${ran.stdout}${ran.stderr}`);
  return ran.stdout;
}

/** `make test` runs compiled code; from source it is compiled here, once. */
function compiled(): string {
  if (import.meta.filename.endsWith('.js')) return compiledFolder();
  if (existsSync(join(folder, 'dist/src'))) return join(folder, 'dist/src');
  run(process.execPath, [tsc, '-p', root, '--outDir', join(folder, 'dist'), '--declaration', 'false'], root);
  return join(folder, 'dist/src');
}

before(() => {
  const code = compiled();
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "name": "partner", "private": true, "type": "module" }');
  for (const contract of ['zettle-push', 'events']) {
    const made = partnerPackage(root, contract, code);
    assert.ok(made.ok);
    writePublication(made.files, join(folder, made.name));
    run('npm', ['pack', '--silent', '--pack-destination', folder], join(folder, made.name));
  }
  const tarballs = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  run(
    'npm',
    ['install', '--offline', '--no-audit', '--no-fund', ...tarballs.map((file) => join(folder, file))],
    project,
  );
});
after(() => rmSync(folder, { recursive: true, force: true }));

const sample = `
import { type PurchaseCreated, proofs, sign, validatePurchaseCreated, validatePushEnvelope } from 'pushdock-zettle-push';
import { checkWebhook, type EventDataByType, proofs as webhooks, validatePaazlShipmentStatus } from 'pushdock-events';

const body = Buffer.from(JSON.stringify({ organizationUuid: 'o', messageUuid: 'm', eventName: 'PurchaseCreated', messageId: 'i', payload: '{}', timestamp: '2021-04-19T13:17:56.585Z' }));
const envelope: unknown = JSON.parse(body.toString());
const { headers } = sign({ ...proofs.zettleSignature, key: 'development-key-of-ours' }, { method: 'POST', url: 'https://hooks.example.com', body });

const shown: unknown[] = [validatePushEnvelope(envelope), headers['x-izettle-signature']];
const purchase: unknown = { amount: 'much' };
if (validatePurchaseCreated(purchase)) {
  const typed: PurchaseCreated = purchase;
  shown.push(typed);
} else shown.push(validatePurchaseCreated.errors?.some((one) => one.instancePath === '/amount'));

const status: unknown = { orderReference: 'r', webshop: '1', barcode: 'b', status: 'NEW_ONE', possibleRepeat: false, later: true };
if (validatePaazlShipmentStatus(status)) {
  const data: EventDataByType['com.paazl.shipment.status'] = status;
  shown.push(data.orderReference);
}
const signed = sign(webhooks.v1, { method: 'POST', url: '', body });
shown.push(checkWebhook(signed.headers, body, [webhooks.v1.secret], webhooks.v1.timestamp * 1000).ok);
const batch = Buffer.from(JSON.stringify([{ id: 'a', type: 'com.paazl.shipment.status' }, { id: 'b', type: 'com.zettle.purchase.created' }]));
const checked = checkWebhook({ ...sign(webhooks.v1, { method: 'POST', url: '', body: batch }).headers, 'content-type': 'application/cloudevents-batch+json' }, batch, [webhooks.v1.secret], webhooks.v1.timestamp * 1000);
shown.push(checked.ok && checked.events.map(({ id, type }) => id + ' ' + type).join());
shown.push(checkWebhook(signed.headers, Buffer.from('other'), [webhooks.v1.secret], webhooks.v1.timestamp * 1000).ok);
console.log(JSON.stringify(shown));
`;

const compile = (text: string) => {
  writeFileSync(join(project, 'sample.ts'), text);
  const types = join(root, 'node_modules/@types');
  const options = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--typeRoots', types, '--types', 'node'];
  return spawnSync(process.execPath, [tsc, ...options, 'sample.ts'], { cwd: project, encoding: 'utf8' });
};

test('a sample compiles against the packages, without leaving out the check of their types, and runs', () => {
  const ran = compile(sample);
  assert.equal(ran.status, 0, ran.stdout);
  const shown = JSON.parse(run(process.execPath, ['sample.js'], project));
  assert.match(shown[1], /^[0-9a-f]{64}$/);
  assert.deepEqual(
    [shown[0], ...shown.slice(2)],
    [true, true, 'r', true, 'a com.paazl.shipment.status,b com.zettle.purchase.created', false],
  );
});

test('a field that the contract does not have does not compile', () => {
  const ran = compile(`import { type PurchaseCreated } from 'pushdock-zettle-push';
export const amountOf = (purchase: PurchaseCreated) => purchase.amonut;
`);
  assert.match(ran.stdout, /amonut/);
  assert.notEqual(ran.status, 0);
});

test('the receiver of the published pages that uses the package takes an event once and refuses what is not signed so', (t) =>
  receives(t, { ...javascriptPackage, run: `node ${javascriptPackage.file}` }, project));

test('a tarball of ours holds what npm packs, and twice the same bytes', () => {
  const made = partnerPackage(root, 'events', compiled());
  assert.ok(made.ok);
  const [one, other] = [tarball(made.files), tarball(made.files)];
  assert.ok(one.equals(other));
  writeFileSync(join(folder, 'ours.tgz'), one);
  mkdirSync(join(folder, 'ours'));
  run('tar', ['-xzf', '../ours.tgz'], join(folder, 'ours'));
  for (const [path, content] of made.files)
    assert.ok(readFileSync(join(folder, 'ours/package', path)).equals(Buffer.from(content)), path);
  const consumer = join(folder, 'consumer');
  mkdirSync(consumer);
  writeFileSync(join(consumer, 'package.json'), '{ "name": "consumer", "private": true }');
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '../ours.tgz'], consumer);
});

test('a package depends on nothing and has the version of its contract', () => {
  const manifest = JSON.parse(readFileSync(join(project, 'node_modules/pushdock-events/package.json'), 'utf8'));
  assert.equal(manifest.dependencies, undefined);
  assert.deepEqual(
    readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.')),
    ['pushdock-events', 'pushdock-zettle-push'],
  );
  assert.match(manifest.version, /^\d+\.\d+\.\d+(-unreleased)?$/);
});

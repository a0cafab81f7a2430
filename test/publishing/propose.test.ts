/** Proposals, applied for real to a copy of the contracts: the sample that departed is what the contract says afterwards. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openContract } from '../../src/contracts/contract.ts';
import type { Judgement } from '../../src/contracts/judge.ts';
import { firstSignificant } from '../../src/formats/decode.ts';
import { parseJson, readJson } from '../../src/formats/json.ts';
import { type Proposal, propose } from '../../src/publishing/propose/propose.ts';
import { specFolder } from '../spec/contract-documents.ts';
import { copyContracts } from './propose-copy.ts';

function judge(bytes: Uint8Array, name: string, schema: string, root: string): Judgement {
  const contract = openContract(name, { root });
  try {
    if (firstSignificant(bytes) === 'xml') {
      const { verdict, findings } = contract.judgeXml(schema)(bytes);
      return { verdict, findings };
    }
    const read = readJson(bytes);
    assert.ok(read.ok);
    return contract.judgeJson(schema)(read.value);
  } finally {
    contract.close();
  }
}

/** The sample before and after its proposal was applied, and a look into the files. */
function settle(t: TestContext, name: string, schema: string, sample: string, others: readonly string[] = []) {
  const copy = copyContracts(t);
  const bytes = Buffer.from(sample);
  const before = judge(bytes, name, schema, copy.root);
  const proposal: Proposal = propose(
    before.findings.map((finding, index) => ({ name: `${index + 1}`, finding, parts: [bytes] })),
    copy.root,
  );
  if (proposal.patch !== '') copy.apply(proposal.patch);
  copy.bundle(name);
  const after = [sample, ...others].map((one) => judge(Buffer.from(one), name, schema, copy.root));
  const added = proposal.patch.split('\n').filter((line) => /^\+(?!\+)/.test(line));
  return {
    before,
    after,
    proposal,
    added,
    read: (file: string) => readFileSync(join(copy.root, 'spec', file), 'utf8'),
  };
}

const paazl = (file: string) => readFileSync(join(specFolder, 'providers/paazl/examples', file), 'utf8');
const label = JSON.parse(paazl('shipment-status.required-only.json'));
const asJson = (changes: object) => JSON.stringify({ ...label, ...changes });
const xml = paazl('shipment-status.all-fields.xml');
const qualified = paazl('shipment-status.all-fields-qualified.xml');
const SCHEMA = 'LabelStatusNotification';

test('a new status and a new field of a Paazl push in JSON: XML of both kinds and the event schema follow', (t) => {
  const other = xml
    .replace(/(<(?:\w+:)?status>)[^<]*/, '$1LOCKER_FULL')
    .replace(/(\s*<\/(?:\w+:)?labelStatusNotification>)/, '<courier>Alex</courier>$1');
  const { before, after, proposal, added, read } = settle(
    t,
    'paazl-push',
    SCHEMA,
    asJson({ status: 'LOCKER_FULL', courier: 'Alex' }),
    [other],
  );
  assert.equal(before.verdict, 'drift');
  assert.deepEqual(
    after.map(({ verdict, findings }) => [verdict, findings]),
    [
      ['match', []],
      ['match', []],
    ],
  );
  assert.deepEqual(proposal.notes, []);
  assert.equal(proposal.settled.length, 2);
  assert.ok(!proposal.patch.includes('Alex'), 'a value that nobody described stays out of the contract');
  for (const file of ['label-status-notification.xsd', 'label-status-notification.qualified.xsd'])
    assert.match(read(`providers/paazl/${file}`), /NOT_AT_HOME"\/>\n\s+<xs:enumeration value="LOCKER_FULL"\/>/);
  assert.deepEqual(
    JSON.parse(read('events/com.paazl.shipment.status.json')).properties.status['x-extensible-enum'].at(-1),
    'LOCKER_FULL',
  );
  assert.ok(added.length < 14, `nothing else is rewritten: ${added.join('\n')}`);
});

test('two new elements keep the place and the order that they have in the XML, also beside a choice', (t) => {
  const insert = (text: string, prefix: string) =>
    text.replace(
      new RegExp(`(</${prefix}trackTraceU(?:RL|rl)>)`),
      `$1<${prefix}parcelShop>Corner</${prefix}parcelShop><${prefix}parcelWeight><${prefix}unit>kg</${prefix}unit></${prefix}parcelWeight>`,
    );
  const [plain, inNamespace] = [insert(xml, ''), insert(qualified, 'ns2:')];
  assert.notEqual(plain, xml);
  assert.notEqual(inNamespace, qualified);
  const { before, after, read } = settle(t, 'paazl-push', SCHEMA, plain, [inNamespace]);
  assert.equal(before.findings.length, 2);
  assert.deepEqual(
    after.map(({ findings }) => findings),
    [[], []],
  );
  const contract = read('providers/paazl/push.yaml');
  const at = ['trackTraceUrl:', 'parcelShop:', 'parcelWeight:', 'deliveryWindowStart:'].map((name) =>
    contract.indexOf(`        ${name}`),
  );
  assert.deepEqual(
    at,
    at.toSorted((a, b) => a - b),
  );
});

test('a required field that is missing becomes optional, in JSON and XML', (t) => {
  const without = xml.replace(/\s*<(\w+:)?orderReference>[^<]*<\/(\w+:)?orderReference>/, '');
  assert.notEqual(without, xml);
  const { before, after } = settle(t, 'paazl-push', SCHEMA, asJson({ orderReference: undefined }), [without]);
  assert.equal(before.verdict, 'violation');
  assert.deepEqual(
    after.map(({ verdict }) => verdict),
    ['match', 'match'],
  );
});

for (const [what, changes] of [
  ['null where a text belongs', { orderReference: null }],
  ['a number where a text belongs', { orderReference: 1001 }],
  ['a date in another form', { deliveryDate: '24.12.2026' }],
  ['a nested list of objects', { legs: [{ from: 'AMS', stops: 2 }, { to: 'UTC' }] }],
] as const) {
  test(`${what}: relaxed so that it is allowed`, (t) => {
    const { before, after } = settle(t, 'paazl-push', SCHEMA, asJson(changes));
    assert.notEqual(before.verdict, 'match');
    assert.deepEqual(after[0]?.findings, []);
  });
}

test('a payload within a text: the schema of its event is changed', (t) => {
  const example = JSON.parse(readFileSync(join(specFolder, 'providers/zettle/examples/PurchaseCreated.json'), 'utf8'));
  const payload = { ...JSON.parse(example.payload), loyalty: { points: 3 } };
  const copy = copyContracts(t);
  const judged = (root: string) => {
    const contract = openContract('zettle-push', { root });
    const read = parseJson(JSON.stringify(payload));
    assert.ok(read.ok);
    return contract.judgeJson('PurchaseCreated')(read.value);
  };
  const parts = [Buffer.from(JSON.stringify({ ...example, payload: JSON.stringify(payload) }))];
  const { patch } = propose(
    judged(copy.root).findings.map((finding) => ({ name: '1', finding, parts })),
    copy.root,
  );
  copy.apply(patch);
  copy.bundle('zettle-push');
  assert.equal(judged(copy.root).verdict, 'match');
});

test('a finding that no patch can express says so, and one that the contract allows already is left alone', (t) => {
  const { root } = copyContracts(t);
  const place = { name: 'paazl-push', version: '1.0.0', schema: SCHEMA, path: '/status' };
  const finding = { rule: 'unknown_value', path: '/status', severity: 'drift', expected: '', seen: 'X' } as const;
  const { patch, notes } = propose(
    [
      { name: '1', finding: { ...finding, contract: place }, parts: [Buffer.from(asJson({}))] },
      { name: '2', finding: { ...finding, contract: place }, parts: [] },
      { name: '3', finding: { ...finding, contract: { name: 'paazl-push', version: '1.0.0' } }, parts: [] },
      { name: '4', finding: { ...finding, contract: { ...place, name: '../../etc-push' } }, parts: [] },
      { name: '5', finding, parts: [] },
    ],
    root,
  );
  assert.equal(patch, '');
  assert.deepEqual(
    notes.map(({ name, note }) => [name, note]),
    [
      ['1', 'the contract that is here takes its sample already'],
      ['2', 'its sample is no longer kept'],
      ['3', 'no schema describes it; describe the event first'],
      ['4', 'it was made by no contract that is here'],
      ['5', 'it was made by no contract that is here'],
    ],
  );
});

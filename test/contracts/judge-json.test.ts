import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openContract } from '../../src/contracts/contract.ts';
import { findings_max, type Judgement } from '../../src/contracts/judge.ts';
import { parseJson } from '../../src/formats/json.ts';
import { fixtures } from './fixtures.ts';

const contract = openContract('toy-push', { root: fixtures });
after(() => contract.close());
const judge = contract.judgeJson('Parcel');

function judged(text: string): Judgement {
  const read = parseJson(text);
  assert.ok(read.ok);
  return judge(read.value);
}

const good = { reference: 'A-1', shop: 697, barcode: '3S', status: 'SENT' };
const parcel = (changes: object) => judged(JSON.stringify({ ...good, ...changes }));
/** Without the place in the contract, which has a test of its own. */
const bare = ({ findings }: Judgement) => findings.map(({ contract: _, ...finding }) => finding);
const rules = ({ findings }: Judgement) => findings.map(({ rule, path, severity }) => `${severity} ${rule} ${path}`);

test('a message as its contract describes it matches', () => {
  assert.deepEqual(parcel({}), { verdict: 'match', findings: [] });
  assert.equal(
    parcel({ shop: '697', day: '2026-11-21', recipient: null, item: [], labels: { any: 'name' } }).verdict,
    'match',
  );
});

test('a field that nobody described is drift, at any depth, and its value is not shown', () => {
  const judgement = parcel({
    'a/b~': 'someone@example.com',
    item: [{ sku: '1' }, { sku: '2', colour: 'red' }],
  });
  assert.equal(judgement.verdict, 'drift');
  assert.deepEqual(bare(judgement), [
    {
      rule: 'unknown_field',
      path: '/a~1b~0',
      severity: 'drift',
      expected: 'no such field',
      seen: '(string, 19 characters)',
    },
    {
      rule: 'unknown_field',
      path: '/item/1/colour',
      severity: 'drift',
      expected: 'no such field',
      seen: '(string, 3 characters)',
    },
  ]);
});

test('a field named __proto__ is a field that nobody described', () => {
  assert.deepEqual(rules(judged(JSON.stringify(good).replace('}', ',"__proto__":{"x":1}}'))), [
    'drift unknown_field /__proto__',
  ]);
});

test('an unknown enumeration value is drift and shown', () => {
  const judgement = parcel({ status: 'TELEPORTED' });
  assert.equal(judgement.verdict, 'drift');
  assert.deepEqual(bare(judgement), [
    { rule: 'unknown_value', path: '/status', severity: 'drift', expected: 'one of CREATED, SENT', seen: 'TELEPORTED' },
  ]);
});

test('a missing required field is a violation, one that is optional in practice is drift', () => {
  assert.deepEqual(rules(parcel({ reference: undefined })), ['violation missing_field /reference']);
  const missing = parcel({ barcode: undefined });
  assert.deepEqual(rules(missing), ['drift missing_field /barcode']);
  assert.equal(missing.verdict, 'drift');
});

test('a wrong type is one violation, whatever else is wrong with the value', () => {
  assert.deepEqual(bare(parcel({ status: 5 })), [
    { rule: 'wrong_type', path: '/status', severity: 'violation', expected: 'string', seen: 'number 5' },
  ]);
});

test('of several allowed forms the finding names the one that came closest, or all their types', () => {
  assert.deepEqual(rules(parcel({ shop: 'abc' })), ['violation wrong_format /shop']);
  assert.equal(parcel({ shop: true }).findings[0]?.expected, 'integer or string');
});

test('an integer beyond 2^53 is an integer, and a fraction is none', () => {
  assert.equal(judged(JSON.stringify(good).replace('697', '9223372036854775807')).verdict, 'match');
  assert.deepEqual(rules(judged(JSON.stringify(good).replace('697', '697.50'))), ['violation wrong_type /shop']);
});

test('personal values are never shown, nor what lies within a personal object', () => {
  const { findings } = parcel({ recipient: { name: 'J'.repeat(41), grade: 'Secret grade' } });
  assert.deepEqual(
    findings.map(({ path, seen }) => [path, seen]),
    [
      ['/recipient/name', '(string, 41 characters)'],
      ['/recipient/grade', '(string, 12 characters)'],
    ],
  );
  assert.ok(!JSON.stringify(findings).includes('Secret'));
});

test('long values are cut', () => {
  assert.equal(parcel({ day: 'x'.repeat(5_000) }).findings[0]?.seen.length, 121);
});

test('two values for one name are a violation', () => {
  const { verdict, findings } = judged(JSON.stringify(good).replace('}', ',"status":"CREATED"}'));
  assert.equal(verdict, 'violation');
  assert.deepEqual(
    findings.map(({ rule, path }) => [rule, path]),
    [['duplicate_key', '/status']],
  );
});

test('findings are bounded, violations are kept first, and the last one says that there are more', () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`field${index}`, index]));
  const { verdict, findings } = parcel({ ...many, reference: undefined });
  assert.equal(verdict, 'violation');
  assert.equal(findings.length, findings_max);
  assert.equal(findings[0]?.rule, 'missing_field');
  assert.equal(findings.at(-1)?.rule, 'more_findings');
});

test('a violation is found behind a hundred thousand fields that nobody described', () => {
  const strange = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 1]));
  const { verdict, findings } = judged(JSON.stringify({ ...strange, ...good, shop: 'none' }));
  assert.equal(verdict, 'violation');
  assert.equal(findings.length, findings_max);
  assert.equal(findings[0]?.path, '/shop');
});

test('a violation is found behind ten thousand items with a field that nobody described', () => {
  const strange = Array.from({ length: 10_000 }, () => ({ sku: '1', colour: 'red' }));
  const { verdict, findings } = parcel({ item: [...strange, { sku: 1 }] });
  assert.equal(verdict, 'violation');
  assert.deepEqual([findings[0]?.rule, findings[0]?.path], ['wrong_type', '/item/10000/sku']);
});

test('a field that was added to each of ten thousand items is drift', () => {
  const strange = Array.from({ length: 10_000 }, () => ({ sku: '1', colour: 'red' }));
  assert.equal(parcel({ item: strange }).verdict, 'drift');
});

test('a finding names its contract, the version and the schema, and the place within it', () => {
  const [finding] = parcel({ item: [{ sku: '1' }, { sku: '2', colour: 'red' }] }).findings;
  assert.deepEqual(finding?.contract, {
    name: 'toy-push',
    version: '1.2.3',
    schema: 'Parcel',
    path: '/item/1/colour',
  });
});

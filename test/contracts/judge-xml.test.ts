import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openContract } from '../../src/contracts/contract.ts';
import { fixtures } from './fixtures.ts';

const contract = openContract('toy-push', { root: fixtures });
after(() => contract.close());
const judge = contract.judgeXml('Parcel');

const good = '<reference>A-1</reference>\n<shop>697</shop>\n<barcode>3S</barcode>\n<status>SENT</status>';
const judged = (inner: string) => judge(Buffer.from(`<t:parcel xmlns:t="urn:toy">\n${inner}</t:parcel>`));
const rules = (inner: string) =>
  judged(inner).findings.map(({ rule, path, severity, line }) => `${severity} ${rule} ${path} ${line}`);

test('a message as its contract describes it matches, and is given as an object with lists', () => {
  assert.deepEqual(judged(`${good}<item><sku>007</sku></item>`), {
    verdict: 'match',
    findings: [],
    content: {
      root: 'parcel',
      namespace: 'urn:toy',
      value: { reference: 'A-1', shop: '697', barcode: '3S', status: 'SENT', item: [{ sku: '007' }] },
    },
  });
});

test('qualified children are judged by the schema that qualifies them', () => {
  const qualified = `<parcel xmlns="urn:toy">${good.replace('SENT', 'GONE')}</parcel>`;
  const { verdict, findings } = judge(Buffer.from(qualified));
  assert.equal(verdict, 'drift');
  assert.deepEqual(
    findings.map(({ rule, path }) => [rule, path]),
    [['unknown_value', '/parcel/status']],
  );
  assert.equal(judge(Buffer.from(qualified.replace('GONE', 'SENT'))).verdict, 'match');
});

test('an unknown element hides nothing that comes after it', () => {
  assert.deepEqual(rules(`<new>1</new>\n<newer/>${good.replace('SENT', 'GONE')}`).sort(), [
    'drift unknown_field /parcel/new 2',
    'drift unknown_field /parcel/newer 3',
    'drift unknown_value /parcel/status 6',
  ]);
});

test('each fact is one finding, also when XSD and JSON Schema both see it', () => {
  assert.deepEqual(rules(good.replace('697', 'shop')), ['violation wrong_format /parcel/shop 3']);
  assert.deepEqual(rules(`${good}<day>tomorrow</day>`), ['violation wrong_format /parcel/day 5']);
  assert.deepEqual(rules(good.replace('<reference>A-1</reference>', '')), [
    'violation missing_field /parcel/reference 3',
  ]);
  assert.deepEqual(rules(`${good}<item><note>x</note></item>`), ['violation missing_field /parcel/item[1]/sku 5']);
  assert.deepEqual(rules(`${good}<item><sku>1</sku></item><item><sku>1</sku><x/></item>`), [
    'drift unknown_field /parcel/item[2]/x 5',
  ]);
});

test('a missing element that is optional in practice is drift, although the XSD requires it', () => {
  const { verdict, findings } = judged(good.replace('<barcode>3S</barcode>', ''));
  assert.equal(verdict, 'drift');
  assert.deepEqual(
    findings.map(({ rule, path }) => [rule, path]),
    [['missing_field', '/parcel/barcode']],
  );
});

test('known elements in another order are drift, and none of them counts as missing', () => {
  assert.deepEqual(rules('<shop>1</shop><reference>A</reference><barcode>3S</barcode><status>SENT</status>'), [
    'drift misplaced_field /parcel/shop 2',
  ]);
  assert.deepEqual(rules(`${good}<recipient><name>J</name></recipient><day>2026-11-21</day>`), [
    'drift misplaced_field /parcel/day 5',
  ]);
});

test('two values for one element are a violation', () => {
  assert.equal(judged(good.replace('<shop>', '<reference>B</reference><shop>')).verdict, 'violation');
});

test('an unknown attribute is drift', () => {
  const { findings } = judge(Buffer.from(`<t:parcel xmlns:t="urn:toy" added="someone">${good}</t:parcel>`));
  assert.deepEqual(
    findings.map(({ rule, path, seen }) => [rule, path, seen]),
    [['unknown_field', '/parcel/@added', '(string, 7 characters)']],
  );
});

test('personal values are never shown', () => {
  const { findings } = judged(`${good}<recipient><name>J</name><grade>Top secret</grade></recipient>`);
  assert.deepEqual(
    findings.map(({ path, seen }) => [path, seen]),
    [['/parcel/recipient/grade', '(string, 10 characters)']],
  );
});

test('an empty root misses all that is required', () => {
  const { verdict, findings } = judge(Buffer.from('<t:parcel xmlns:t="urn:toy"/>'));
  assert.equal(verdict, 'violation');
  assert.deepEqual(
    findings.map(({ path }) => path),
    ['/parcel/reference', '/parcel/shop', '/parcel/barcode', '/parcel/status'],
  );
});

test('another root element has no contract', () => {
  const { verdict, findings, content } = judge(Buffer.from('<order><id>1</id></order>'));
  assert.equal(verdict, 'unknown');
  assert.deepEqual(
    findings.map(({ rule, path }) => [rule, path]),
    [['unknown_event', '/order']],
  );
  assert.deepEqual(content?.value, { id: '1' });
});

test('the right root in another namespace is drift, and its fields are judged all the same', () => {
  const { verdict, findings } = judge(Buffer.from(`<parcel>${good.replace('SENT', 'GONE')}</parcel>`));
  assert.equal(verdict, 'drift');
  assert.deepEqual(findings.map(({ rule }) => rule).sort(), ['unknown_namespace', 'unknown_value']);
});

test('a document that cannot be read is a violation without content', () => {
  for (const text of ['<parcel', '', '<!DOCTYPE parcel><parcel/>', '<parcel>&x;</parcel>']) {
    const { verdict, findings, content } = judge(Buffer.from(text));
    assert.equal(verdict, 'violation', text);
    assert.equal(findings.length, 1);
    assert.equal(content, undefined);
  }
});

test('a judge gives the same answer again and again', () => {
  const first = judged(`<new/>${good}`);
  for (let time = 0; time < 200; time += 1) assert.deepEqual(judged(`<new/>${good}`), first);
});

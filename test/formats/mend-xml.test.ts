import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mendXml } from '../../src/formats/mend-xml.ts';
import { parseXml } from '../../src/formats/xml.ts';

const noticesOf = (text: string) => mendXml(text).notices.map(({ rule, line }) => `${rule} ${line}`);
const readValue = (text: string) => {
  const read = parseXml(text);
  return read.ok ? read.value.value : read.finding.rule;
};

test('blanks before the declaration are tolerated, and the lines below keep their numbers', () => {
  const text = '\n \ufeff<?xml version="1.0" encoding="UTF-8"?>\n<a>\n<b>x</b></a>';
  assert.deepEqual(readValue(text), { b: 'x' });
  assert.deepEqual(noticesOf(text), ['declaration_misplaced 1']);
  const broken = parseXml(text.replace('</b>', '</c>'));
  assert.equal(!broken.ok && broken.finding.line, 4);
  assert.deepEqual(noticesOf(' <a/>'), []);
});

test('a character that XML cannot hold is replaced, raw or as a reference, and told once with its line', () => {
  for (const [sent, notices] of [
    ['<a>\nx\u0001y\u0002</a>', ['control_character 2']],
    ['<a>x&#1;y&#x2;</a>', ['control_character 1']],
    ['<a>x\u0000y&#0;</a>', ['control_character 1']],
    ['<a>x\ufffey\u001f</a>', ['control_character 1']],
  ] as const) {
    assert.equal(String(readValue(sent)).trim(), 'x\ufffdy\ufffd', JSON.stringify(sent));
    assert.deepEqual(noticesOf(sent), notices, JSON.stringify(sent));
  }
  assert.deepEqual(noticesOf('<a>\t\r\n</a>'), []);
});

test('a document with a control character stays malformed if it is not text', () => {
  assert.equal(readValue('\u0001<a/>'), 'xml_malformed');
  assert.equal(readValue('<a>\u0001</b>'), 'xml_malformed');
});

test("HTML's names for characters are the characters", () => {
  assert.equal(
    readValue('<a>Andr&eacute;&nbsp;&euro;&ndash;&hellip;&Omega;</a>'),
    'Andr\u00e9\u00a0\u20ac\u2013\u2026\u03a9',
  );
  assert.deepEqual(noticesOf('<a>\n&eacute; &egrave;</a>'), ['xml_entity 2']);
  assert.equal(readValue('<a>&AMP; &LT;</a>'), '& <');
  assert.equal(JSON.stringify(readValue('<a b="&eacute;"/>')), '{"@b":"\u00e9"}');
});

test('an ampersand that begins no reference is an ampersand', () => {
  for (const [sent, value] of [
    ['<a>Smith & Sons</a>', 'Smith & Sons'],
    ['<a>AT&T</a>', 'AT&T'],
    ['<a>https://a/?b=1&copy=2&amp;c=3</a>', 'https://a/?b=1&copy=2&c=3'],
    ['<a>&</a>', '&'],
  ] as const) {
    assert.equal(readValue(sent), value);
    assert.deepEqual(noticesOf(sent), ['xml_entity 1'], sent);
  }
});

test('an undefined entity, and a number that is not a character, are refused as before', () => {
  for (const name of ['&unheardOf;', '&xxe;', '&#xD800;', '&#;', '&#x110000;'])
    assert.match(String(readValue(`<a>${name}</a>`)), /^xml_(entity|malformed)$/, name);
});

test('in comments, CDATA and instructions an ampersand means nothing, and stays', () => {
  const text = '<a><!-- & &eacute; --><?p & ?><![CDATA[A & B &eacute; &#1;]]></a>';
  assert.equal(readValue(text), 'A & B &eacute; &#1;');
  assert.deepEqual(noticesOf(text), []);
});

test('a document without faults is not changed', () => {
  const text = '<?xml version="1.0"?><a b="&quot;">&amp;&lt;&#233;\u00e9</a>';
  assert.deepEqual(mendXml(text), { text, notices: [] });
});

test('a megabyte of beginnings is looked at once', () => {
  for (const piece of ['<!--', '&', '<![CDATA[', '&a;', '<?', '&eacute']) {
    const before = process.cpuUsage();
    mendXml(piece.repeat(1_048_576 / piece.length));
    // 5 to 370 ms on one core; looked at again from each beginning it would be minutes.
    assert.ok(process.cpuUsage(before).user < 10_000_000, piece);
  }
});

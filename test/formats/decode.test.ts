import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Decoded, decodeJson, decodeXml, firstSignificant } from '../../src/formats/decode.ts';
import type { Readable } from '../../src/formats/readable.ts';

const text = '<a>caf\u00e9 \u20ac</a>';
const utf16 = (value: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(value, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const rule = (result: Readable<Decoded>) => (result.ok ? `read: ${result.value.text}` : result.finding.rule);
const value = (result: Readable<Decoded>) => (result.ok ? result.value.text : `not read: ${result.finding.rule}`);
const read = (result: Readable<Decoded>) =>
  result.ok ? [result.value.text, ...result.value.notices.map((notice) => notice.rule)] : [result.finding.rule];
/** The text between the tags. */
const inner = (result: Readable<Decoded>) => {
  const [text = '', ...rules] = read(result);
  return [/<a>(.*)<\/a>/s.exec(text)?.[1] ?? text, ...rules];
};
const written = (declared: string | undefined, content: string) =>
  `${declared === undefined ? '' : `<?xml version="1.0" encoding="${declared}"?>`}<a>${content}</a>`;

test('UTF-8 is read with and without a byte order mark, and the mark is no part of the text', () => {
  assert.equal(value(decodeXml(Buffer.from(text))), text);
  assert.equal(value(decodeXml(Buffer.from(`\ufeff${text}`))), text);
  assert.equal(value(decodeJson(Buffer.from('\ufeff{}'))), '{}');
});

test('UTF-16 is read in both byte orders, marked or not', () => {
  for (const order of ['le', 'be'] as const) {
    assert.equal(value(decodeXml(utf16(`\ufeff${text}`, order))), text);
    assert.equal(value(decodeXml(utf16(text, order))), text);
    assert.equal(value(decodeJson(utf16('\ufeff{"a":"\u20ac"}', order))), '{"a":"\u20ac"}');
  }
  const declared = `<?xml version="1.0" encoding="UTF-16"?>${text}`;
  assert.equal(value(decodeXml(utf16(`\ufeff${declared}`, 'be'))), declared);
});

test('ISO-8859-1 is ISO-8859-1 and not windows-1252', () => {
  const declared = `<?xml version='1.0' encoding='iso-8859-1'?><a>\u00e9\u0080</a>`;
  assert.equal(value(decodeXml(Buffer.from(declared, 'latin1'))), declared);
});

test('windows-1252, ISO-8859-15 and their kind are decoded, by whatever name', () => {
  const bytes = (declared: string, byte: number) =>
    Buffer.concat([Buffer.from(written(declared, '').slice(0, -4)), Buffer.of(byte), Buffer.from('</a>')]);
  for (const [declared, byte, character] of [
    ['windows-1252', 0x80, '\u20ac'],
    ['Windows-1252', 0x92, '\u2019'],
    ['cp1252', 0xe9, '\u00e9'],
    ['ISO-8859-15', 0xa4, '\u20ac'],
    ['iso_8859-15', 0xbd, '\u0153'],
    ['latin9', 0xa4, '\u20ac'],
    ['ISO-8859-2', 0xb1, '\u0105'],
    ['windows-1251', 0xe9, '\u0439'],
    ['koi8-r', 0xc1, '\u0430'],
  ] as const)
    assert.deepEqual(inner(decodeXml(bytes(declared, byte))), [character], declared);
});

test('the charset of the media type goes before the declaration, and a byte order mark before both', () => {
  const latin1 = Buffer.from(written(undefined, '\u00e9'), 'latin1');
  for (const type of [
    'text/xml; charset=iso-8859-1',
    'application/xml;charset="ISO-8859-1"',
    "text/xml; Charset='latin1'; x=y",
  ])
    assert.deepEqual(inner(decodeXml(latin1, type)), ['\u00e9'], type);
  const declared = Buffer.from(written('ISO-8859-15', '\u00a4'), 'latin1');
  assert.deepEqual(inner(decodeXml(declared)), ['\u20ac']);
  assert.deepEqual(inner(decodeXml(declared, 'text/xml; charset=iso-8859-1')), ['\u00a4', 'encoding_contradiction']);
  const marked = Buffer.from(`\ufeff${written('ISO-8859-1', '\u00e9')}`);
  assert.deepEqual(inner(decodeXml(marked, 'text/xml; charset=iso-8859-1')), ['\u00e9', 'encoding_contradiction']);
  assert.deepEqual(inner(decodeXml(utf16(`\ufeff${written('UTF-8', '\u00e9')}`, 'le'))), [
    '\u00e9',
    'encoding_contradiction',
  ]);
});

test('where charset or declaration contradict bytes that are valid UTF-8, they are UTF-8, with a notice', () => {
  for (const declared of ['ISO-8859-1', 'windows-1252', 'US-ASCII', 'UTF-16', 'utf-16le'])
    assert.deepEqual(
      inner(decodeXml(Buffer.from(written(declared, 'caf\u00e9')))),
      ['caf\u00e9', 'encoding_contradiction'],
      declared,
    );
  const utf8 = Buffer.from(written(undefined, 'caf\u00e9'));
  assert.deepEqual(inner(decodeXml(utf8, 'text/xml; charset=iso-8859-1')), ['caf\u00e9', 'encoding_contradiction']);
  assert.deepEqual(inner(decodeXml(utf8, 'text/xml; charset=utf-8')), ['caf\u00e9']);
  const stale = Buffer.from(written('ISO-8859-1', 'caf\u00e9'));
  assert.deepEqual(inner(decodeXml(stale, 'text/xml; charset=UTF-8')), ['caf\u00e9', 'encoding_contradiction']);
  // All of them write ASCII alike, but for UTF-16.
  assert.deepEqual(inner(decodeXml(Buffer.from(written('ISO-8859-1', 'cafe')))), ['cafe']);
  assert.deepEqual(inner(decodeXml(Buffer.from(written('utf-16', 'cafe')))), ['cafe', 'encoding_contradiction']);
});

test('bytes that are not in the encoding of the strongest word are read in that of the next, with a notice', () => {
  const latin1 = Buffer.from(written('ISO-8859-1', '\u00e9'), 'latin1');
  assert.deepEqual(inner(decodeXml(latin1, 'text/xml; charset=utf-8')), ['\u00e9', 'encoding_contradiction']);
  assert.deepEqual(inner(decodeXml(latin1, 'text/xml; charset=x-unheard-of')), ['\u00e9', 'encoding_unsupported']);
});

test('US-ASCII holds nothing beyond 127', () => {
  const declared = written('US-ASCII', 'e');
  assert.equal(value(decodeXml(Buffer.from(declared))), declared);
  assert.equal(rule(decodeXml(Buffer.from(declared.replace('>e<', '>\u00e9<'), 'latin1'))), 'encoding_invalid');
});

test('JSON is UTF-8: a byte order mark, UTF-16 and a charset are understood, and each departure from the standard is reported', () => {
  const json = '{"a":"\u00e9"}';
  assert.deepEqual(read(decodeJson(Buffer.from(json), 'application/json; charset=utf-8')), [json]);
  assert.deepEqual(read(decodeJson(Buffer.from(`\ufeff${json}`), 'application/json')), [json]);
  assert.deepEqual(read(decodeJson(utf16(json, 'le'), 'application/json; charset=utf-16')), [json]);
  assert.deepEqual(read(decodeJson(Buffer.from(json, 'latin1'), 'application/json; charset=ISO-8859-1')), [
    json,
    'encoding_contradiction',
  ]);
  assert.deepEqual(read(decodeJson(Buffer.from(json), 'application/json; charset=iso-8859-1')), [
    json,
    'encoding_contradiction',
  ]);
  assert.deepEqual(read(decodeJson(Buffer.from(json, 'latin1'))), ['encoding_invalid']);
});

test('bytes that are not of their encoding are reported and never replaced', () => {
  assert.equal(rule(decodeXml(Buffer.from('<a>\u00e9</a>', 'latin1'))), 'encoding_invalid');
  assert.equal(rule(decodeJson(Buffer.from('{"a":"\u00e9"}', 'latin1'))), 'encoding_invalid');
  assert.equal(rule(decodeJson(Buffer.from([0x22, 0xc3]))), 'encoding_invalid');
  assert.equal(rule(decodeJson(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))), 'encoding_invalid');
  assert.equal(
    rule(decodeXml(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from([0x3c, 0x00, 0x00, 0xd8])]))),
    'encoding_invalid',
  );
});

test('an encoding that we do not read is named as such, unless the bytes are UTF-8 after all', () => {
  const shifted = Buffer.concat([Buffer.from(written('Shift_JIS', '').slice(0, -4)), Buffer.of(0x83, 0x65)]);
  assert.deepEqual(read(decodeXml(shifted)), ['encoding_unsupported']);
  assert.deepEqual(inner(decodeXml(Buffer.from(written('Shift_JIS', 'caf\u00e9')))), [
    'caf\u00e9',
    'encoding_unsupported',
  ]);
});

test('an encoding in which ASCII means something else is never read as UTF-8', () => {
  for (const name of ['UTF-7', 'ISO-2022-JP', 'HZ-GB-2312'])
    assert.deepEqual(read(decodeXml(Buffer.from(written(name, 'e')))), ['encoding_unsupported'], name);
});

test('an encoding named in the text is not a declaration', () => {
  const quoted = '<a>&lt;?xml encoding="UTF-16"?></a>';
  assert.equal(value(decodeXml(Buffer.from(quoted))), quoted);
});

test('empty input is empty text', () => {
  assert.equal(rule(decodeJson(Buffer.alloc(0))), 'empty');
  assert.equal(rule(decodeXml(Buffer.from('\ufeff'))), 'empty');
});

test('the first significant character says what a push is', () => {
  const kind = (sent: string | Buffer) => firstSignificant(Buffer.from(sent as string));
  assert.equal(kind('\ufeff \r\n\t<a/>'), 'xml');
  assert.equal(kind('{}'), 'json');
  assert.equal(kind(' []'), 'json');
  assert.equal(firstSignificant(utf16('\ufeff {}', 'be')), 'json');
  assert.equal(firstSignificant(utf16('<a/>', 'le')), 'xml');
  assert.equal(kind('status=1'), 'other');
  assert.equal(kind(''), 'empty');
  assert.equal(kind(' \n'), 'empty');
  assert.equal(kind(' '.repeat(5_000)), 'other');
});

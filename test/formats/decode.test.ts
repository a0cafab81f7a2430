import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJson, decodeXml, firstSignificant } from '../../src/formats/decode.ts';
import type { Readable } from '../../src/formats/readable.ts';

const text = '<a>caf\u00e9 \u20ac</a>';
const utf16 = (value: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(value, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const rule = (result: Readable<string>) => (result.ok ? `read: ${result.value}` : result.finding.rule);
const value = (result: Readable<string>) => (result.ok ? result.value : `not read: ${result.finding.rule}`);

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

test('US-ASCII holds nothing beyond 127', () => {
  const declared = '<?xml version="1.0" encoding="US-ASCII"?><a>e</a>';
  assert.equal(value(decodeXml(Buffer.from(declared))), declared);
  assert.equal(rule(decodeXml(Buffer.from(declared.replace('>e<', '>\u00e9<'), 'latin1'))), 'encoding_invalid');
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

test('a declaration that contradicts the bytes is refused', () => {
  assert.equal(
    rule(decodeXml(Buffer.from('\ufeff<?xml version="1.0" encoding="ISO-8859-1"?><a/>'))),
    'encoding_contradiction',
  );
  assert.equal(rule(decodeXml(Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a/>'))), 'encoding_contradiction');
  assert.equal(
    rule(decodeXml(utf16('\ufeff<?xml version="1.0" encoding="UTF-8"?><a/>', 'le'))),
    'encoding_contradiction',
  );
});

test('an encoding that we do not read is named as such', () => {
  assert.equal(
    rule(decodeXml(Buffer.from('<?xml version="1.0" encoding="EBCDIC-CP-DE"?><a/>'))),
    'encoding_unsupported',
  );
  assert.equal(rule(decodeXml(Buffer.from('<?xml version="1.0" encoding="UTF-7"?><a/>'))), 'encoding_unsupported');
});

test('an encoding named in the text is not a declaration', () => {
  const quoted = '<a>&lt;?xml encoding="UTF-16"?></a>';
  assert.equal(value(decodeXml(Buffer.from(quoted))), quoted);
});

test('nothing is nothing', () => {
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

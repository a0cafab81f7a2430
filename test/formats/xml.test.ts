import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, textField } from '../../src/formats/values.ts';
import { parseXml, readXml } from '../../src/formats/xml.ts';

const value = (text: string, lists: readonly string[] = []) => {
  const read = parseXml(text, { lists });
  assert.ok(read.ok, read.ok ? '' : read.finding.detail);
  return read.value.value;
};
const rule = (text: string, limits = {}) => {
  const read = parseXml(text, { limits });
  return read.ok ? 'read' : read.finding.rule;
};

test('elements become fields by local name, whatever the prefixes', () => {
  const content = { root: 'a', namespace: 'urn:x', value: { b: '1', c: { d: '2' } } };
  for (const text of [
    '<a xmlns="urn:x"><b>1</b><c><d>2</d></c></a>',
    '<n:a xmlns:n="urn:x"><b>1</b><c><d>2</d></c></n:a>',
    '<n:a xmlns:n="urn:x" xmlns:m="urn:y"><m:b>1</m:b><n:c><d>2</d></n:c></n:a>',
  ]) {
    assert.deepEqual(parseXml(text), { ok: true, value: content });
  }
});

test('text is kept as it was sent', () => {
  assert.deepEqual(value('<a><n>00123</n><m>1.50</m><t>true</t><s> x </s><big>12345678901234567890</big></a>'), {
    n: '00123',
    m: '1.50',
    t: 'true',
    s: ' x ',
    big: '12345678901234567890',
  });
});

test('empty, blank and nil elements are null', () => {
  const text =
    '<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><b/><c></c><d> \n </d><e i:nil="true"/><f i:nil="false">x</f></a>';
  assert.deepEqual(value(text), { b: null, c: null, d: null, e: null, f: 'x' });
  assert.equal(value('<a/>'), null);
});

test('repeated elements and named lists are arrays', () => {
  assert.deepEqual(value('<a><item>1</item><other/><item>2</item><link>x</link></a>', ['link']), {
    item: ['1', '2'],
    other: null,
    link: ['x'],
  });
  assert.deepEqual(value('<a><item/></a>', ['item']), { item: [null] });
});

test('attributes without a prefix are @names of elements with children; text keeps its shape', () => {
  const text =
    '<a success="true" xmlns:x="http://www.w3.org/1999/xlink"><b x:href="u">1</b><c added="yes">2</c><d k="&lt;&#10;"/></a>';
  assert.deepEqual(value(text), { b: '1', c: '2', d: { '@k': '<\n' }, '@success': 'true' });
});

test('CDATA is text, and what it holds is not markup', () => {
  assert.deepEqual(value('<a><b>x<![CDATA[<c>&amp;&foo;<!DOCTYPE]]>y</b><d><![CDATA[]]></d></a>'), {
    b: 'x<c>&amp;&foo;<!DOCTYPEy',
    d: null,
  });
});

test('comments and processing instructions mean nothing, wherever they are', () => {
  const text =
    '<?xml version="1.0"?><!-- <!DOCTYPE a> & --><?p <!DOCTYPE a> &x; ?><a><!-- > -->1<!--2-->3<?p <b> ?></a><!-- & --><?q?>';
  assert.equal(value(text), '13');
});

test('references to characters and the five entities of XML are resolved once', () => {
  assert.equal(value('<a>&#228;&#xE4;&#x1F600;&lt;&gt;&quot;&apos;&amp;amp;</a>'), '\u00e4\u00e4\u{1F600}<>"\'&amp;');
});

test('a document type is refused at any place in the document', () => {
  for (const text of [
    '<!DOCTYPE a><a/>',
    '<?xml version="1.0"?>\n<!-- c --><?p?> <!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:1/">]><a>&x;</a>',
    '<!DOCTYPE a [<!ENTITY a0 "lol"><!ENTITY a1 "&a0;&a0;&a0;">]><a>&a1;</a>',
    '<!doctype a><a/>',
    '<a><!DOCTYPE a></a>',
  ]) {
    assert.equal(rule(text), 'xml_doctype', text);
  }
});

test('entities that neither XML nor HTML defines are refused', () => {
  assert.equal(rule('<a>&unheardOf;</a>'), 'xml_entity');
  assert.equal(rule('<a b="&x;"/>'), 'xml_entity');
});

test('a document that is not well-formed is refused with its line', () => {
  const wrong = [
    ...['<a>', '<a></b>', '<a/><b/>', 'a', '<a', '<a b=1/>', '<a b="1" b="2"/>', '<a>&#xD800;</a>'],
    ...[
      '<n:a/>',
      '<a b="<"/>',
      '<a>]]></a>',
      '<a><!-- -- --></a>',
      '<a><![CDATA[</a>',
      '<1a/>',
      '</a>',
      '<a/>text',
      '<!--',
      '<?x',
    ],
  ];
  for (const text of wrong) assert.equal(rule(text), 'xml_malformed', text);
  const read = parseXml('<a>\n<b>\n</a>');
  assert.ok(!read.ok);
  assert.equal(read.finding.line, 3);
});

test('every beginning of a document is refused', () => {
  const text = '<?xml version="1.0"?><n:a xmlns:n="urn:x"><b c="1">x&amp;y</b><![CDATA[z]]></n:a>';
  for (let length = 1; length < text.length; length += 1) assert.notEqual(rule(text.slice(0, length)), 'read');
});

test('depth, elements, attributes, references and text are bounded', () => {
  const nested = (levels: number) => '<a>'.repeat(levels) + '</a>'.repeat(levels);
  assert.equal(rule(nested(32)), 'read');
  assert.equal(rule(nested(33)), 'xml_too_deep');
  assert.equal(rule('<a>'.repeat(300_000)), 'xml_too_deep');
  assert.equal(rule('<a><b/><b/></a>', { elements_max: 2 }), 'xml_too_large');
  assert.equal(rule('<a b="1" c="2"/>', { attributes_max: 1 }), 'xml_too_large');
  assert.equal(rule('<a>&amp;&amp;</a>', { references_max: 1 }), 'xml_too_large');
  assert.equal(rule('<a>12345</a>', { text_units_max: 10 }), 'xml_too_large');
});

test('names of JavaScript are names like others', () => {
  const read = value(
    '<a __proto__="1"><__proto__><admin>true</admin></__proto__><constructor>x</constructor><toString/><hasOwnProperty>1</hasOwnProperty><prototype/></a>',
  );
  assert.deepEqual(field(read, '__proto__'), { admin: 'true' });
  assert.equal(textField(read, 'constructor'), 'x');
  assert.equal(field(read, 'toString'), null);
  assert.equal(field(read, '@__proto__'), '1');
  assert.equal(Object.getPrototypeOf(read), Object.prototype);
  assert.equal(({} as { admin?: unknown }).admin, undefined);
});

test('the text may still declare the encoding that it was decoded from', () => {
  const read = readXml(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00e9</a>', 'latin1'));
  assert.ok(read.ok);
  assert.equal(read.value.value, '\u00e9');
  const wide = readXml(Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><a>\u20ac</a>', 'utf16le'));
  assert.ok(wide.ok);
  assert.equal(wide.value.value, '\u20ac');
});

test('many repeated elements take time in proportion', () => {
  const read = parseXml(`<a>${'<b>1</b>'.repeat(40_000)}</a>`, { limits: { elements_max: 50_000 } });
  assert.ok(read.ok);
  const items = field(read.value.value, 'b');
  assert.equal(Array.isArray(items) ? items.length : 0, 40_000);
});

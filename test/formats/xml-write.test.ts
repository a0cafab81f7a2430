import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseXml } from '../../src/formats/xml.ts';
import { writeXml } from '../../src/formats/xml-write.ts';

test('a tree is written as a document that is read back the same', () => {
  const text = writeXml('result', {
    success: 'true',
    message: 'a & <b> "c" ]]>\u00e9',
    none: null,
    left: undefined,
    item: ['1', '2'],
  });
  assert.ok(text.startsWith('<?xml version="1.0" encoding="UTF-8"?><result>'));
  const read = parseXml(text);
  assert.ok(read.ok);
  assert.deepEqual(read.value.value, {
    success: 'true',
    message: 'a & <b> "c" ]]>\u00e9',
    none: null,
    item: ['1', '2'],
  });
});

test('attributes, text beside them, namespace, standalone and bare fragments are written', () => {
  assert.equal(
    writeXml('a', { '@k': 'x"<&', b: { '@n': 1, '#text': true } }, { namespace: 'urn:x', standalone: true }),
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a xmlns="urn:x" k="x&quot;&lt;&amp;"><b n="1">true</b></a>',
  );
  assert.equal(writeXml('Request', { Key: 'k' }, { declaration: false }), '<Request><Key>k</Key></Request>');
});

test('a character that XML cannot hold is refused, never written', () => {
  const bad = [
    () => writeXml('a b', null),
    () => writeXml('a', 'x\u0000'),
    () => writeXml('a', { '1x': null }),
    () => writeXml('a', '\ud800'),
    () => writeXml('a', { '@a': '\u0001' }),
  ];
  for (const write of bad) assert.throws(write, TypeError);
});

test('text that looks like a reference, and white space that readers change, arrive as they are', () => {
  const said = '&amp; &#65; &nbsp; & \r';
  const written = writeXml('a', { '@b': `${said}\n\t`, c: said }, { declaration: false });
  assert.equal(
    written,
    '<a b="&amp;amp; &amp;#65; &amp;nbsp; &amp; &#13;&#10;&#9;"><c>&amp;amp; &amp;#65; &amp;nbsp; &amp; &#13;</c></a>',
  );
});

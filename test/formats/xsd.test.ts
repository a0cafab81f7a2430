import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withXmlDocument } from '../../src/formats/xml.ts';
import { compileXsd } from '../../src/formats/xsd.ts';

const schema = (content: string, more = '') =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${more}><xs:element name="a"><xs:complexType><xs:sequence>${content}</xs:sequence></xs:complexType></xs:element></xs:schema>`;

test('a departure is told with its line and its place', () => {
  const xsd = compileXsd(schema('<xs:element name="b" type="xs:int" maxOccurs="2"/>'), 'a.xsd');
  const found = withXmlDocument('<a>\n<b>1</b>\n<b>x</b></a>', undefined, (document) => xsd.validate(document));
  assert.ok(found.ok);
  assert.deepEqual(found.value, [
    { message: "Element 'b': 'x' is not a valid value of the atomic type 'xs:int'.", line: 3, xpath: '/a/b[2]' },
  ]);
  xsd.dispose();
});

test('a schema knows its elements, which are optional, and whether its children are qualified', () => {
  const xsd = compileXsd(
    schema(
      `<xs:element name="b" type="xs:int"/><xs:element minOccurs='0' name='c' type="xs:int"/>`,
      'elementFormDefault="qualified"',
    ),
    'a.xsd',
  );
  assert.deepEqual([...xsd.elements], ['a', 'b', 'c']);
  assert.deepEqual([...xsd.optional], ['c']);
  assert.equal(xsd.qualified, true);
  xsd.dispose();
});

test('a text that is not a schema is refused with its name', () => {
  assert.throws(() => compileXsd('<xs:schema', 'broken.xsd'), /broken\.xsd is not an XSD that can be compiled/);
  assert.throws(
    () => compileXsd(schema('<xs:element name="b" type="xs:none"/>'), 'wrong.xsd'),
    /wrong\.xsd is not an XSD that can be compiled.*xs:none|none/,
  );
});

test('a schema cannot make us read another file', () => {
  const including =
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="file:///etc/passwd"/></xs:schema>';
  assert.throws(() => compileXsd(including, 'including.xsd'), /including\.xsd/);
});

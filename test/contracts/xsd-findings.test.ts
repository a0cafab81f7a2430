import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validateXsd } from '../../src/contracts/xsd-findings.ts';
import { withXmlDocument } from '../../src/formats/xml.ts';
import { compileXsd } from '../../src/formats/xsd.ts';

const xsd = compileXsd(
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType><xs:sequence>
    <xs:element name="n" type="xs:int" nillable="false"/>
    <xs:element name="s"><xs:simpleType><xs:restriction base="xs:string"><xs:minLength value="2"/><xs:maxLength value="4"/></xs:restriction></xs:simpleType></xs:element>
    <xs:element name="e" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="X"/><xs:enumeration value="Y"/></xs:restriction></xs:simpleType></xs:element>
    <xs:element name="p" minOccurs="0"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="[0-9]+"/></xs:restriction></xs:simpleType></xs:element>
    <xs:element name="o" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="i" type="xs:string" minOccurs="0"/></xs:sequence><xs:attribute name="k" use="required" type="xs:boolean"/></xs:complexType></xs:element>
    <xs:element name="z" minOccurs="0"><xs:complexType/></xs:element>
  </xs:sequence></xs:complexType></xs:element></xs:schema>`,
  'sentences.xsd',
);

/** Root content, and what is found: `severity rule path value`. */
const sentences: readonly (readonly [inner: string, ...found: string[]])[] = [
  ['<n>1</n><s>abc</s><o k="true"/>'],
  ['<n>x</n><s>abc</s>', 'violation wrong_type /a/n x'],
  ['<n/><s>abc</s>', 'violation wrong_type /a/n '],
  ['<n>1</n><s>a</s>', 'violation out_of_bounds /a/s a'],
  ['<n>1</n><s>abcde</s>', 'violation out_of_bounds /a/s abcde'],
  ["<n>1</n><s>abc</s><e>it's</e>", "drift unknown_value /a/e it's"],
  ['<n>1</n><s>abc</s><p>x</p>', 'violation wrong_format /a/p x'],
  ['<n>1</n><s>abc</s><o/>', 'violation missing_field /a/o/@k undefined'],
  ['<n>1</n><s>abc</s><o k="perhaps"/>', 'violation wrong_type /a/o/@k perhaps'],
  ['<n>1</n><s>abc</s><o k="1" j="2"/>', 'drift unknown_field /a/o/@j 2'],
  ['<n>1</n><s>abc</s><o k="1">text</o>', 'violation wrong_type /a/o undefined'],
  ['<n>1</n><s>abc</s><z>text</z>', 'violation wrong_type /a/z undefined'],
  ['<n>1</n><s><i>abc</i></s>', 'violation wrong_type /a/s undefined'],
  ['<n>1</n>', 'violation missing_field /a/s undefined'],
  ['<s>abc</s>', 'violation missing_field /a/n undefined'],
  ['<n>1</n><s>abc</s><new>v</new>', 'drift unknown_field /a/new v'],
  ['<n>1</n><n>2</n><s>abc</s>', 'violation repeated_field /a/n[2] 2'],
  ['<n>1</n><s>abc</s><p>1</p><e>X</e>', 'drift misplaced_field /a/e X'],
  ['<s>abc</s><n>1</n>', 'drift misplaced_field /a/s abc'],
  [
    '<n xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/><s>abc</s>',
    'violation wrong_type /a/n undefined',
  ],
];

for (const [inner, ...expected] of sentences) {
  test(`${inner.slice(0, 60)}: ${expected.join(', ') || 'nothing'}`, () => {
    const found = withXmlDocument(`<a>${inner}</a>`, undefined, (document) => validateXsd(xsd, document, 10));
    assert.ok(found.ok);
    assert.deepEqual(
      found.value.map(({ severity, rule, path, value }) => `${severity} ${rule} ${path} ${value}`),
      expected,
    );
  });
}

test('a root that the schema does not declare in this namespace is drift', () => {
  const found = withXmlDocument('<a xmlns="urn:other"/>', undefined, (document) => validateXsd(xsd, document, 10));
  assert.ok(found.ok);
  assert.deepEqual(
    found.value.map(({ rule, path }) => [rule, path]),
    [['unknown_namespace', '/a']],
  );
});

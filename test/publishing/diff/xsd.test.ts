/** What two XSDs differ in, as the one XML body of a push. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compare, snapshot } from './snapshots.ts';

const xsd = (content: string, head = '') =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${head}>${content}</xs:schema>`;

const message = (children: string, rest = '') =>
  xsd(
    `<xs:element name="message"><xs:complexType><xs:sequence>${children}</xs:sequence></xs:complexType></xs:element>${rest}`,
  );

const status = (...values: readonly string[]) =>
  message(
    '<xs:element name="status" type="Status"/>',
    `<xs:simpleType name="Status"><xs:restriction base="xs:string">${values
      .map((value) => `<xs:enumeration value="${value}"/>`)
      .join('')}</xs:restriction></xs:simpleType>`,
  );

const a = '<xs:element name="a" type="xs:string"/>';
const b = '<xs:element name="b" type="xs:string"/>';
const optional = '<xs:element name="a" type="xs:string" minOccurs="0"/>';
const mention = 'message.xsd#/message';

const rows: readonly (readonly [sentence: string, before: string, after: string, changes: readonly string[]])[] = [
  ['nothing changed', message(a), message(a), []],
  ['an enumeration is narrower', status('A', 'B'), status('A'), [`value-removed ${mention}/status → provider`]],
  ['an enumeration is wider', status('A'), status('A', 'B'), [`value-added ${mention}/status → nobody`]],
  ['an element may be missing', message(a), message(optional), [`field-now-optional ${mention}/a → us`]],
  ['an element must be there', message(optional), message(a), [`field-now-required ${mention}/a → provider`]],
  ['a new element that must be there', message(a), message(a + b), [`field-added-required ${mention}/b → provider`]],
  ['an element is gone', message(a + b), message(a), [`field-removed ${mention}/b → us`]],
  ['two elements changed places', message(a + b), message(b + a), [`order-changed ${mention} → provider, us`]],
  [
    'an element has another type',
    message(a),
    message(a.replace('xs:string', 'xs:long')),
    [`type-changed ${mention}/a → provider, us`],
  ],
  [
    'an element may be repeated',
    message(a),
    message(a.replace('/>', ' maxOccurs="unbounded"/>')),
    [`type-added ${mention}/a → us`],
  ],
  [
    'the namespace is another',
    xsd('<xs:element name="message" type="xs:string"/>', 'targetNamespace="urn:one"'),
    xsd('<xs:element name="message" type="xs:string"/>', 'targetNamespace="urn:two"'),
    ['namespace-changed message.xsd# → provider, us'],
  ],
  [
    'a construct that is not read changed',
    xsd('<xs:element name="message"><xs:simpleType><xs:list itemType="xs:string"/></xs:simpleType></xs:element>'),
    xsd('<xs:element name="message"><xs:simpleType><xs:list itemType="xs:long"/></xs:simpleType></xs:element>'),
    [`constraint-changed ${mention} → provider, us`],
  ],
];

const contract = (text: string) =>
  snapshot(
    'push',
    {
      paths: {
        '/push': {
          post: {
            requestBody: {
              content: { 'application/xml': { schema: { type: 'string', 'x-xsd': 'message.xsd#message' } } },
            },
          },
        },
      },
    },
    { 'message.xsd': text },
  );

describe('of an XSD', () => {
  for (const [sentence, before, after, changes] of rows)
    test(sentence, () => {
      assert.deepEqual(
        compare(contract(before), contract(after)).filter((line) => !line.startsWith('documentation')),
        changes,
      );
    });
});

test('only words of an XSD changed', () => {
  assert.deepEqual(compare(contract(message(a)), contract(message(`<!-- More. -->${a}`))), ['documentation  → nobody']);
});

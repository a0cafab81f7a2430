/** Which XSD and which JSON Schema a body of XML has. */
import { snapshot } from '../snapshots.ts';
import { object, type Rows, text } from './rows.ts';

const body = (schema: object, components: object = {}) =>
  snapshot(
    'push',
    {
      paths: {
        '/push': { post: { requestBody: { content: { 'application/xml': { schema: { ...text, ...schema } } } } } },
      },
      components: { schemas: components },
    },
    Object.fromEntries(
      ['a', 'b'].map((name) => [
        `${name}.xsd`,
        `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="${name}" type="xs:string"/></xs:schema>`,
      ]),
    ),
  );
export const xml: Rows = {
  'x-xsd': [
    [
      'another root is taken',
      body({ 'x-xsd': 'a.xsd#a' }),
      body({ 'x-xsd': ['a.xsd#a', 'b.xsd#b'] }),
      ['alternative-added  → us'],
      'major',
    ],
  ],
  'x-json-schema': [
    [
      'the first of two XML schemas is gone, and the other is compared with itself',
      body(
        { 'x-xsd': ['a.xsd#a', 'b.xsd#b'], 'x-json-schema': ['#/components/schemas/A', '#/components/schemas/B'] },
        { A: object({ a: text }), B: object({ b: text }) },
      ),
      body({ 'x-xsd': ['b.xsd#b'], 'x-json-schema': ['#/components/schemas/B'] }, { B: object({ b: text }) }),
      ['alternative-removed  → provider'],
      'major',
    ],
    [
      'the parsed message is no longer described',
      body({ 'x-xsd': 'a.xsd#a', 'x-json-schema': '#/components/schemas/A' }, { A: object({ a: text }) }),
      body({ 'x-xsd': 'a.xsd#a' }),
      ['bound-loosened  → nobody'],
      'minor',
    ],
    [
      'a field of the parsed message is gone',
      body({ 'x-xsd': 'a.xsd#a', 'x-json-schema': '#/components/schemas/A' }, { A: object({ a: text }) }),
      body({ 'x-xsd': 'a.xsd#a', 'x-json-schema': '#/components/schemas/A' }, { A: object({}) }),
      ['field-removed /a → us'],
      'major',
    ],
  ],
};

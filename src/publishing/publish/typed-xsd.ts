/**
 * A second schema beside an XSD whose content is open: XSD 1.0 cannot hold known optional elements beside unknown ones, so that one is nothing but
 * wildcards, and the classes made of it hold lists of objects. This one is made of the JSON Schema of the same message and has a type for each
 * element: for generating classes, not for validating, because unknown elements are left out. JAXB passes over them, and so does xsdata when told.
 */
import type { JsonValue } from '../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../formats/values.ts';
import { html, Markup, type Piece } from '../../ui/html.ts';
import { membersOf, textsOf } from '../diff/json.ts';
import type { Snapshot } from '../snapshot.ts';
import { type XmlMessage, xmlMessages } from './xml-messages.ts';

/** `event.typed.xsd`, with its text, for each of the contract's XSDs that needs one. */
export function typedXsds(snapshot: Snapshot): ReadonlyMap<string, string> {
  const schemas = field(field(snapshot.document, 'components'), 'schemas');
  return new Map(
    xmlMessages(snapshot.document)
      .filter(({ file }) => /<xs:any\s/.test(snapshot.files.get(file) ?? ''))
      .map(({ file, element, schema }) => {
        const xsd = snapshot.files.get(file) ?? '';
        return [typedName(file), typedXsd({ file, element, schema }, xsd, schemas ?? {})];
      }),
  );
}

export const typedName = (file: string): string => file.replace(/\.xsd$/, '.typed.xsd');

function typedXsd({ file, element, schema: top }: XmlMessage, xsd: string, schemas: JsonValue): string {
  const types = new Map<string, Piece>();
  addType(top);
  const schema = html`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="unqualified">
  <xs:annotation><xs:documentation>For generating classes. It has a type for each known element and no place for unknown ones; validate by ${file}, which has.</xs:documentation></xs:annotation>
  <xs:element name="${element}" type="${top}"/>
${[...types.values()]}</xs:schema>
`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${schema.text}`;

  function addType(name: string): void {
    if (types.has(name)) return;
    const own = field(schemas, name) ?? {};
    types.set(name, '');
    const all = membersOf(field(own, 'properties'));
    const required = textsOf(field(own, 'required'));
    const elements = all.filter(([property]) => !property.startsWith('@'));
    const attributes = all.filter(([property]) => property.startsWith('@'));
    types.set(
      name,
      html`  <xs:complexType name="${name}">
${documentation(own, '    ')}${content(elements, required)}${attributes.map(
  ([property, inner]) =>
    html`    <xs:attribute name="${property.slice(1)}" type="xs:string"${required.includes(property) && html` use="required"`}>
${documentation(inner, '      ')}    </xs:attribute>
`,
)}  </xs:complexType>
`,
    );
  }

  function content(elements: readonly (readonly [string, JsonValue])[], required: readonly string[]): Piece {
    if (elements.length === 0) return undefined;
    const lists = elements.filter(([, inner]) => isList(inner)).length;
    // Elements come in any order. XSD 1.0 knows that for elements that come once (all), and for any number of each (an unbounded choice).
    const [group, occurs] = lists === 0 ? ['all', ''] : ['choice', html` minOccurs="0" maxOccurs="unbounded"`];
    return html`    <xs:${group}${occurs}>
${elements.map(
  ([
    property,
    inner,
  ]) => html`      <xs:element name="${property}" type="${typeOf(inner, property)}"${lists === 0 && !required.includes(property) && html` minOccurs="0"`}${isNullable(inner) && html` nillable="true"`}>
${documentation(inner, '        ')}      </xs:element>
`,
)}    </xs:${group}>
`;
  }

  /** A named type for what has fields, text for what is text, anything for what is known by its name only. */
  function typeOf(schema: JsonValue, property: string): string {
    const named = textField(isList(schema) ? field(schema, 'items') : schema, '$ref');
    const name = named?.slice(named.lastIndexOf('/') + 1) ?? '';
    const target = named === undefined ? schema : (field(schemas, name) ?? {});
    if (isObject(field(target, 'properties'))) {
      if (named === undefined) return 'xs:anyType';
      addType(name);
      return name;
    }
    if (['string', 'boolean', 'number', 'integer'].includes(textField(target, 'type') ?? '')) return 'xs:string';
    return ownType(property) ?? 'xs:anyType';
  }

  /** The type that the XSD itself gives to an element, where it is more than a wildcard: a map's entries. */
  function ownType(property: string): string | undefined {
    const name = new RegExp(`<xs:element name="${property}" type="(\\w+)"`).exec(xsd)?.[1];
    const [text] = new RegExp(`  <xs:complexType name="${name}">.*?\n  </xs:complexType>\n`, 's').exec(xsd) ?? [];
    if (name === undefined || text === undefined || /<xs:any\s/.test(text)) return undefined;
    types.set(name, new Markup(text));
    return name;
  }

  function isNullable(schema: JsonValue): boolean {
    const named = textField(schema, '$ref');
    return (
      field(
        named === undefined ? schema : (field(schemas, named.slice(named.lastIndexOf('/') + 1)) ?? {}),
        'nullable',
      ) === true
    );
  }
}

/** An element that repeats. A list of anything is JSON's way to say that nothing is known of the inside. */
const isList = (schema: JsonValue): boolean => textField(field(schema, 'items'), '$ref') !== undefined;

function documentation(schema: JsonValue, indent: string): Piece {
  const known = itemsOf(field(schema, 'x-extensible-enum'));
  const values = itemsOf(field(schema, 'enum'));
  const text = [
    textField(schema, 'description')?.trim(),
    known.length > 0 && `Known so far: ${known.map(String).join(', ')}.`,
    values.length > 0 && `One of ${values.map(String).join(', ')}.`,
  ].filter((part) => typeof part === 'string');
  return (
    text.length > 0 &&
    html`${indent}<xs:annotation><xs:documentation>${text.join(' ')}</xs:documentation></xs:annotation>
`
  );
}

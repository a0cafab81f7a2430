import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { XmlDocument, type XmlElement, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import { parse } from 'yaml';

const folder = new URL('../../spec/providers/paazl/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

type Schema = {
  readonly type?: string;
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly 'x-extensible-enum'?: readonly string[];
};
type Contract = { readonly components: { readonly schemas: Readonly<Record<string, Schema>> } };

const { schemas } = (parse(read('push.yaml')) as Contract).components;
const jsonSchema = (name: string): Schema => {
  const found = schemas[name];
  assert.ok(found, `push.yaml has no schema ${name}`);
  return found;
};

const forms = ['label-status-notification.xsd', 'label-status-notification.qualified.xsd'] as const;
const prefix = { xs: 'http://www.w3.org/2001/XMLSchema' };

/** What `select` finds in an XSD, as attribute values or elements. */
function look<T>(xsd: string, path: string, take: (element: XmlElement) => T): T[] {
  const document = XmlDocument.fromString(xsd);
  try {
    return document.find(path, prefix).map((node) => take(node as XmlElement));
  } finally {
    document.dispose();
  }
}

const attribute = (element: XmlElement, name: string): string | undefined => element.attr(name)?.content;

/** The fields of a complex type: name → required. A field inside a choice is one of several spellings, hence optional. */
const fieldsOfXsd = (xsd: string, type: string): Record<string, boolean> =>
  Object.fromEntries(
    look(xsd, `//xs:complexType[@name='${type}']//xs:element`, (element) => [
      attribute(element, 'name') ?? '',
      attribute(element, 'minOccurs') !== '0' && element.parent?.name !== 'choice',
    ]),
  );

const fieldsOfJson = (schema: Schema): Record<string, boolean> =>
  Object.fromEntries(
    Object.keys(schema.properties ?? {}).map((name) => [name, schema.required?.includes(name) ?? false]),
  );

for (const form of forms) {
  const xsd = read(form);

  test(`${form} and the JSON Schema have the same fields, in the same order, required alike`, () => {
    for (const [type, name] of [
      ['labelStatusNotification', 'LabelStatusNotification'],
      ['carrierStatus', 'CarrierStatus'],
    ] as const) {
      const inXsd = fieldsOfXsd(xsd, type);
      const inJson = fieldsOfJson(jsonSchema(name));
      assert.deepEqual(inXsd, inJson);
      assert.deepEqual(Object.keys(inXsd), Object.keys(inJson));
    }
  });

  test(`${form} and the JSON Schema know the same statuses`, () => {
    const inXsd = look(xsd, "//xs:simpleType[@name='paazlStatusType']//xs:enumeration", (e) => attribute(e, 'value'));
    assert.equal(inXsd.length, 13);
    assert.deepEqual(inXsd, jsonSchema('PaazlStatus').enum);
  });

  test(`${form} and the JSON Schema accept the same texts as dates and times`, () => {
    const patternOf = (type: string) =>
      look(xsd, `//xs:simpleType[@name='${type}']//xs:pattern`, (e) => `^${attribute(e, 'value')}$`);
    const properties = jsonSchema('LabelStatusNotification').properties;
    assert.deepEqual(patternOf('dateText'), [properties?.deliveryDate?.pattern]);
    assert.deepEqual(patternOf('timeText'), [properties?.deliveryWindowStart?.pattern]);
    assert.deepEqual(patternOf('timeText'), [properties?.deliveryWindowEnd?.pattern]);
  });
}

test('the normalised event lists the same statuses, and refuses no other', () => {
  const file = new URL('../../spec/events/com.paazl.shipment.status.json', import.meta.url);
  const event = JSON.parse(readFileSync(file, 'utf8')) as Schema;
  const status = event.properties?.status;
  assert.deepEqual(status?.['x-extensible-enum'], jsonSchema('PaazlStatus').enum);
  assert.equal(status?.enum, undefined);
});

test('the two XSDs differ in elementFormDefault and nothing else', () => {
  const [unqualified, qualified] = forms.map((form) => read(form).slice(read(form).indexOf('<xs:schema')));
  assert.equal(unqualified?.replace('elementFormDefault="unqualified"', 'elementFormDefault="qualified"'), qualified);
});

type Fields = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const element = (name: string, value: Fields[string], tag: string): string => {
  const content =
    typeof value === 'string'
      ? value
      : Object.entries(value)
          .map(([child, text]) => element(child, text, tag))
          .join('');
  return `<${tag}${name}>${content}</${tag}${name}>`;
};

const document = (fields: Fields, tag: string): string =>
  `<ns2:labelStatusNotification xmlns:ns2="http://www.paazl.com/schemas/push">${Object.entries(fields)
    .map(([name, value]) => element(name, value, tag))
    .join('')}</ns2:labelStatusNotification>`;

function acceptedByXsd(form: string, xml: string): boolean {
  const schema = XmlDocument.fromString(read(form));
  const validator = XsdValidator.fromDoc(schema);
  const message = XmlDocument.fromString(xml);
  try {
    validator.validate(message);
    return true;
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return false;
  } finally {
    message.dispose();
    validator.dispose();
    schema.dispose();
  }
}

const ajv = new Ajv({ strict: false, formats: { int64: true } });
ajv.addSchema({ $id: 'paazl', components: { schemas } });
const acceptedByJsonSchema = (fields: Fields): boolean =>
  ajv.validate({ $ref: 'paazl#/components/schemas/LabelStatusNotification' }, fields) === true;

const least: Fields = { orderReference: 'ref123', webshop: '8', barcode: 'AABBCCEEFFG', status: 'CREATED' };
const without = (name: string): Fields => Object.fromEntries(Object.entries(least).filter(([key]) => key !== name));
const dates = ['2019-04-02', '2017-07-17T16:00', '2017-07-17T16:00:00.5', '2017-07-17T16:00+02:00', '2019-04-02 CET'];
const notDates = ['', 'tomorrow', '2019-4-2', '2019-13-01', '2017-07-17T', '2017-07-17T25:00'];
const times = ['08:00', '08:00:00', '08:00:00.125', '08:00 CET', '08:00+01:00', '24:00'];
const notTimes = ['', '8:00', '24:01', '08', 'morning', '08:00:60'];
const messages: readonly (readonly [Fields, boolean])[] = [
  [least, true],
  ...(jsonSchema('PaazlStatus').enum ?? []).map((status) => [{ ...least, status }, true] as const),
  [{ ...least, status: 'created' }, false],
  [{ ...least, status: 'LOST_IN_SPACE' }, false],
  ...Object.keys(least).map((name) => [without(name), false] as const),
  [{ ...least, webshop: '9223372036854775807' }, true],
  [{ ...least, webshop: 'eight' }, false],
  [{ ...least, webshop: '' }, false],
  [{ ...least, carrierStatus: {} }, true],
  [{ ...least, carrierStatus: { name: 'Scanned' } }, true],
  [{ ...least, carrierStatus: { name: 'Scanned', description: 'In the warehouse' } }, true],
  ...dates.map((deliveryDate) => [{ ...least, deliveryDate }, true] as const),
  ...notDates.map((deliveryDate) => [{ ...least, deliveryDate }, false] as const),
  ...times.map((deliveryWindowStart) => [{ ...least, deliveryWindowStart }, true] as const),
  ...notTimes.map((deliveryWindowEnd) => [{ ...least, deliveryWindowEnd }, false] as const),
  [{ ...least, trackTraceURL: 'https://www.carrier.nl/track-trace' }, true],
  [{ ...least, trackTraceUrl: 'https://www.carrier.nl/track-trace' }, true],
  [{ ...least, deliveryInformation: 'If not at home, deliver at neighbor' }, true],
];

for (const [fields, accepted] of messages) {
  test(`XSDs and JSON Schema ${accepted ? 'accept' : 'refuse'} ${JSON.stringify(fields)}`, () => {
    assert.equal(acceptedByJsonSchema(fields), accepted, 'JSON Schema');
    assert.equal(acceptedByXsd(forms[0], document(fields, '')), accepted, 'children without namespace');
    assert.equal(acceptedByXsd(forms[1], document(fields, 'ns2:')), accepted, 'children in the namespace');
  });
}

test('each XSD refuses the children of the other', () => {
  assert.equal(acceptedByXsd(forms[0], document(least, 'ns2:')), false);
  assert.equal(acceptedByXsd(forms[1], document(least, '')), false);
});

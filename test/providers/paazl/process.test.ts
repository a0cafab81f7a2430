import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openContract } from '../../../src/contracts/contract.ts';
import type { Json } from '../../../src/formats/json.ts';
import { process } from '../../../src/providers/paazl/process.ts';
import type { Processed } from '../../../src/providers/provider.ts';
import { specFolder } from '../../spec/contract-documents.ts';
import { faultsOf, schemaAt } from '../../spec/schemas.ts';

const contract = openContract('paazl-push');
const examples = join(specFolder, 'providers/paazl/examples');
const eventSchema = schemaAt(join(specFolder, 'events/com.paazl.shipment.status.json'));
const published = (variant: string): unknown =>
  JSON.parse(readFileSync(join(specFolder, `events/examples/com.paazl.shipment.status.${variant}.json`), 'utf8'));

function judged(text: string | Uint8Array, possibleRepeatOf?: string): Processed {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return process({ bytes, headers: {}, ...(possibleRepeatOf !== undefined && { possibleRepeatOf }) }, contract);
}

function dataOf(result: Processed): { readonly [name: string]: Json } {
  assert.ok(result.kind === 'processed' && result.events.length === 1, JSON.stringify(result));
  const data = result.events[0]?.data;
  assert.ok(typeof data === 'object' && data !== null && !Array.isArray(data));
  return data as { readonly [name: string]: Json };
}

const rulesOf = (result: Processed) =>
  'findings' in result ? result.findings.map(({ rule, path }) => `${rule} ${path}`) : [];
const notification = (fields: object) =>
  JSON.stringify({ orderReference: 'ref123', webshop: 8, barcode: 'AABBCCEEFFG', status: 'SCANNED', ...fields });

for (const name of readdirSync(examples)) {
  test(`${name} matches its contract and becomes an event that matches its own`, () => {
    const result = judged(readFileSync(join(examples, name)));
    assert.equal(result.kind === 'processed' && result.verdict, 'match', JSON.stringify(result));
    assert.deepEqual(faultsOf(eventSchema, dataOf(result)), []);
  });
}

for (const name of ['created.json', 'created.xml', 'created-qualified.xml']) {
  test(`the source document's sample as ${name} becomes the published event`, () => {
    assert.deepEqual(dataOf(judged(readFileSync(join(examples, `shipment-status.${name}`)))), published('created'));
  });
}

for (const name of ['all-fields.json', 'all-fields.xml', 'all-fields-qualified.xml']) {
  test(`every field, as ${name}, becomes the published event`, () => {
    assert.deepEqual(dataOf(judged(readFileSync(join(examples, `shipment-status.${name}`)))), published('all-fields'));
  });
}

test('a webshop of 64 bits keeps its digits, as a number and as text', () => {
  assert.equal(dataOf(judged(notification({}).replace('8', '9007199254740993'))).webshop, '9007199254740993');
  assert.equal(dataOf(judged(notification({ webshop: '9007199254740993' }))).webshop, '9007199254740993');
});

test('a whole number keeps its digits in whatever notation it came, with a finding', () => {
  for (const [sent, webshop] of [
    ['8.0', '8'],
    ['1e3', '1000'],
    ['697.000', '697'],
    ['9.007199254740993e15', '9007199254740993'],
  ] as const) {
    const result = judged(notification({}).replace(':8,', `:${sent},`));
    assert.equal(dataOf(result).webshop, webshop);
    assert.deepEqual(rulesOf(result), ['number_notation /webshop'], sent);
    assert.equal(result.kind === 'processed' && result.verdict, 'drift');
  }
});

test('an id that came as a number is text in the event, with a finding', () => {
  const result = judged(notification({ orderReference: 17, barcode: 3000123456789 }));
  assert.equal(dataOf(result).orderReference, '17');
  assert.equal(dataOf(result).barcode, '3000123456789');
  assert.equal(result.kind === 'processed' && result.events[0]?.subject, '17');
  assert.deepEqual(rulesOf(result).sort(), ['wrong_type /barcode', 'wrong_type /orderReference']);
});

test('a webshop of more digits than are promised is left out, with a finding', () => {
  const result = judged(notification({}).replace(':8,', ':12345678901234567890123,'));
  assert.equal(dataOf(result).webshop, null);
  assert.deepEqual(rulesOf(result), ['out_of_bounds /webshop']);
});

const optional = ['carrierStatus', 'deliveryDate', 'trackTraceURL', 'deliveryWindowStart', 'deliveryInformation'];

test('a null in an optional field of JSON is its absence', () => {
  const result = judged(notification(Object.fromEntries(optional.map((name) => [name, null]))));
  assert.equal(result.kind === 'processed' && result.verdict, 'match', JSON.stringify(rulesOf(result)));
  assert.deepEqual(dataOf(result), dataOf(judged(notification({}))));
});

for (const [what, write] of [
  ['an empty element', (name: string) => `<${name}/>`],
  ['a blank element', (name: string) => `<${name}>\n </${name}>`],
  ['xsi:nil', (name: string) => `<${name} xsi:nil="true"/>`],
] as const)
  test(`${what} in an optional field of XML is its absence`, () => {
    const fields =
      '<orderReference>ref123</orderReference><webshop>8</webshop><barcode>b</barcode><status>SCANNED</status>';
    const root = 'xmlns:p="http://www.paazl.com/schemas/push" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
    const document = (more: string) =>
      judged(`<p:labelStatusNotification ${root}>${fields}${more}</p:labelStatusNotification>`);
    const result = document(optional.map(write).join(''));
    assert.equal(result.kind === 'processed' && result.verdict, 'match', JSON.stringify(rulesOf(result)));
    assert.deepEqual(dataOf(result), dataOf(document('')));
  });

test('a barcode that is null or empty is the drift that its absence is', () => {
  assert.deepEqual(rulesOf(judged(notification({ barcode: null }))), ['missing_field /barcode']);
  assert.equal((judged(notification({ barcode: null })) as { verdict: string }).verdict, 'drift');
});

test('blanks around a status are trimmed in the event, with a finding that proposes no new status', () => {
  const result = judged(notification({ status: '\n DELIVERED ' }));
  assert.equal(dataOf(result).status, 'DELIVERED');
  assert.deepEqual(rulesOf(result), ['padded_value /status']);
});

test('an unknown status and an unknown field are drift, and are delivered as they came', () => {
  const result = judged(notification({ status: 'DRONE_LANDED', courier: 'Alex' }));
  assert.equal(result.kind === 'processed' && result.verdict, 'drift');
  assert.deepEqual(rulesOf(result).sort(), ['unknown_field /courier', 'unknown_value /status']);
  assert.equal(dataOf(result).status, 'DRONE_LANDED');
});

test('a missing barcode, seen in the wild, is drift; a missing status is a violation; both are delivered', () => {
  const without = (field: string) => judged(JSON.stringify({ ...JSON.parse(notification({})), [field]: undefined }));
  assert.equal((without('barcode') as { verdict: string }).verdict, 'drift');
  assert.equal(dataOf(without('barcode')).barcode, null);
  assert.equal((without('status') as { verdict: string }).verdict, 'violation');
  assert.equal(dataOf(without('status')).status, null);
});

test("the names of the table's examples are unknown fields", () => {
  const result = judged(notification({ reference: 'myOrder00123', webshopId: 697 }));
  assert.deepEqual(rulesOf(result).sort(), ['unknown_field /reference', 'unknown_field /webshopId']);
});

for (const [what, text] of [
  ['malformed XML', '<broken'],
  ['malformed JSON', '{"orderReference":'],
  ['an empty body', ''],
  ['a JSON list', '[]'],
  ['another root', '<other/>'],
  ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><labelStatusNotification/>'],
] as const) {
  test(`${what} is quarantined`, () => {
    const result = judged(text);
    assert.equal(result.kind, 'quarantined', JSON.stringify(result));
  });
}

const fieldsInXml =
  '<orderReference>ref123</orderReference><webshop>8</webshop><barcode>AABBCCEEFFG</barcode><status>SCANNED</status>';
const inXml = `<p:labelStatusNotification xmlns:p="http://www.paazl.com/schemas/push">${fieldsInXml}</p:labelStatusNotification>`;
const soap = 'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"';

for (const [what, text, path] of [
  [
    'SOAP',
    `<?xml version="1.0"?>\n<s:Envelope ${soap} xmlns:p="http://www.paazl.com/schemas/push"><s:Header><a/></s:Header>\n<s:Body>${inXml.replace(/ xmlns:p="[^"]*"/, '')}</s:Body></s:Envelope>`,
    '/Envelope/Body/labelStatusNotification',
  ],
  ['one element', `<message>${inXml}</message>`, '/message/labelStatusNotification'],
  [
    'an element from which it has its namespace',
    `<m xmlns="http://www.paazl.com/schemas/push"><labelStatusNotification>${fieldsInXml}</labelStatusNotification></m>`,
    '/m/labelStatusNotification',
  ],
  ['JSON under the name of its root', `{"labelStatusNotification":${notification({})}}`, '/labelStatusNotification'],
  ['that name with a prefix', `{"ns2:labelStatusNotification":${notification({})}}`, '/ns2:labelStatusNotification'],
  [
    'SOAP as JSON',
    `{"Envelope":{"Body":{"labelStatusNotification":${notification({})}}}}`,
    '/Envelope/Body/labelStatusNotification',
  ],
] as const)
  test(`a notification wrapped in ${what} is unwrapped, with a finding and nothing else`, () => {
    const result = judged(text);
    assert.deepEqual(dataOf(result), dataOf(judged(notification({}))));
    assert.deepEqual(rulesOf(result), [`wrapped_root ${path}`]);
    assert.equal(result.kind === 'processed' && result.verdict, 'drift');
  });

test('a departure within a wrapping is found at its place', () => {
  assert.deepEqual(rulesOf(judged(`{"labelStatusNotification":${notification({ courier: 'Alex' })}}`)), [
    'wrapped_root /labelStatusNotification',
    'unknown_field /labelStatusNotification/courier',
  ]);
  const wrapped = judged(`<m>\n\n${inXml.replace('SCANNED', 'LOST')}</m>`);
  assert.deepEqual(rulesOf(wrapped).sort(), [
    'unknown_value /labelStatusNotification/status',
    'wrapped_root /m/labelStatusNotification',
  ]);
  assert.ok('findings' in wrapped && wrapped.findings.every(({ line }) => line === 3));
});

for (const [what, text] of [
  ['two notifications in one element', `<m>${inXml}${inXml}</m>`],
  ['something beside it', `<m><other/>${inXml}</m>`],
  ['too many elements around it', `<a><b><c><d><e>${inXml}</e></d></c></b></a>`],
  ['its fields under another root', `<shipment>${fieldsInXml}</shipment>`],
  ['its fields under another root of its namespace', inXml.replaceAll('labelStatusNotification', 'notification')],
  ['JSON under another name', `{"message":${notification({})}}`],
  ['JSON with something beside it', `{"labelStatusNotification":${notification({})},"version":1}`],
  ['a list of one', `[${notification({})}]`],
  ['no field', '{}'],
  ['a webshop alone', '{"webshop":8}'],
  ['fields that nobody described', '{"reference":"a","state":"b"}'],
  ['empty and null fields', '{"orderReference":"","barcode":null,"status":" ","webshop":8}'],
  ['an object in each', '{"orderReference":{},"barcode":[],"status":{"a":1}}'],
  ['an empty root', '<p:labelStatusNotification xmlns:p="http://www.paazl.com/schemas/push"/>'],
] as const)
  test(`a body that is ${what} says nothing, and is quarantined with a finding`, () => {
    const result = judged(text);
    assert.equal(result.kind, 'quarantined', JSON.stringify(result));
    assert.ok(rulesOf(result).length > 0);
  });

for (const said of ['orderReference', 'barcode', 'status'])
  test(`a notification with nothing but its ${said} is an event`, () => {
    assert.equal(dataOf(judged(JSON.stringify({ [said]: 'x' })))[said], 'x');
  });

test('a possible repeat says so', () => {
  assert.equal(dataOf(judged(notification({}), 'earlier')).possibleRepeat, true);
  assert.equal(dataOf(judged(notification({}))).possibleRepeat, false);
});

test('a compressed body is set aside, and the reason names the cure; a header that is not true changes nothing', () => {
  const body = Buffer.from('{"orderReference":"a","webshop":8,"barcode":"b","status":"SCANNED"}');
  const headers = { 'content-encoding': 'gzip' };
  const found = process({ bytes: gzipSync(body), headers }, contract);
  assert.equal(found.kind, 'quarantined');
  assert.ok(found.kind === 'quarantined' && found.reason.includes('Compressed bodies are not enabled'));
  assert.deepEqual(
    found.findings.map(({ rule, seen }) => ({ rule, seen })),
    [{ rule: 'body_compressed', seen: 'Content-Encoding: gzip' }],
  );
  assert.equal(process({ bytes: body, headers }, contract).kind, 'processed');
});

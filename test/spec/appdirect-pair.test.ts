import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { XmlDocument, XmlElement, XsdValidator } from 'libxml2-wasm';
import { parse } from 'yaml';

const folder = new URL('../../spec/providers/appdirect/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const examples = readdirSync(new URL('examples/', folder)).sort();

type Schema = {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly 'x-extensible-enum'?: readonly string[];
};
type Contract = { readonly components: { readonly schemas: Readonly<Record<string, Schema>> } };
type Node = string | { readonly [name: string]: unknown } | readonly unknown[];

const api = parse(read('api.yaml')) as Contract;
const push = parse(read('push.yaml')) as Contract;

function schemaIn(contract: Contract, name: string): Schema {
  const found = contract.components.schemas[name];
  assert.ok(found, `no schema ${name}`);
  return found;
}

/** Each property name below `schema`, with the kinds of value it has anywhere: `string`, `object`, `array` or `any`. */
function kindsByName(schema: Schema, kinds = new Map<string, Set<string>>()): Map<string, Set<string>> {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const target = property.$ref ? schemaIn(api, property.$ref.split('/').at(-1) ?? '') : property;
    kinds.set(name, (kinds.get(name) ?? new Set()).add(target.type ?? 'any'));
    kindsByName(target, kinds);
    if (target.items?.$ref) kindsByName(schemaIn(api, target.items.$ref.split('/').at(-1) ?? ''), kinds);
  }
  return kinds;
}

function withXml<T>(text: string, use: (document: XmlDocument) => T): T {
  const document = XmlDocument.fromString(text);
  try {
    return use(document);
  } finally {
    document.dispose();
  }
}

const attribute = (element: XmlElement, name: string): string => element.attr(name)?.content ?? '';
const elementsOf = (element: XmlElement): XmlElement[] => {
  const children: XmlElement[] = [];
  for (let node = element.firstChild; node; node = node.next) if (node instanceof XmlElement) children.push(node);
  return children;
};
const declarations = (xsd: string, path: string): Map<string, string> =>
  withXml(read(xsd), (document) => {
    const found = document.find(path, { xs: 'http://www.w3.org/2001/XMLSchema' }) as XmlElement[];
    return new Map(found.map((element) => [attribute(element, 'name'), attribute(element, 'type')]));
  });

/** Why `text` does not satisfy `xsd`; empty when it does. */
function faults(xsd: string, text: string): string {
  return withXml(read(xsd), (schema) => {
    const validator = XsdValidator.fromDoc(schema);
    try {
      withXml(text, (document) => validator.validate(document));
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : 'not valid';
    } finally {
      validator.dispose();
    }
  });
}

/** The document's content in the shape that the JSON variant has. */
function content(element: XmlElement): Node {
  const children = elementsOf(element);
  if (element.name === 'configuration' || element.name === 'attributes') {
    const text = (entry: XmlElement, name: string) => elementsOf(entry).find((child) => child.name === name)?.content;
    return Object.fromEntries(children.map((entry) => [text(entry, 'key'), text(entry, 'value')]));
  }
  if (children.length === 0) return element.content;
  const items = children.filter(({ name }) => name === 'item').map(content);
  const others = children.filter(({ name }) => name !== 'item').map((child) => [child.name, content(child)]);
  return { ...Object.fromEntries(others), ...(items.length > 0 ? { items } : {}) };
}

/** What both formats can say: without nulls, without empty lists and maps, numbers as text. */
function comparable(value: unknown): unknown {
  if (value === null || value === '') return undefined;
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(comparable);
  const fields = Object.entries(value).map(([name, inner]) => [name, comparable(inner)] as const);
  const present = fields.filter(([, inner]) => inner !== undefined);
  return present.length === 0 ? undefined : Object.fromEntries(present);
}

/** The same element with its children, and theirs, in the opposite order. */
function reversed(element: XmlElement): string {
  const children = elementsOf(element);
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const inside = children.length === 0 ? escaped(element.content) : children.map(reversed).reverse().join('');
  return `<${element.name}>${inside}</${element.name}>`;
}

const eventFiles = examples.filter((name) => /^(subscription|user|addon|unknown)-/.test(name));
const xmlEvents = eventFiles.filter((name) => name.endsWith('.xml'));
const contentOf = (file: string): unknown =>
  file.endsWith('.json')
    ? comparable(JSON.parse(read(`examples/${file}`)))
    : withXml(read(`examples/${file}`), (document) => comparable(content(document.root)));

test('event.xsd and the JSON Schema Event hold the same names, but for the two documented differences', () => {
  const inXsd = new Set(declarations('event.xsd', '//xs:element').keys());
  const inJson = new Set(kindsByName(schemaIn(api, 'Event')).keys());
  const onlyXml = [...inXsd].filter((name) => !inJson.has(name)).sort();
  const onlyJson = [...inJson].filter((name) => !inXsd.has(name)).sort();
  assert.deepEqual(onlyXml, ['entry', 'event', 'key', 'value'], 'the root, and maps written as entries');
  assert.deepEqual(onlyJson, ['items'], 'XML repeats item');
});

test('a name holds text in event.xsd where the JSON Schema has a string, and elements where it has an object', () => {
  const expected: Record<string, readonly string[]> = {
    string: ['xs:string', 'Word'],
    object: ['Open'],
    any: ['Map', 'xs:string'],
    array: ['Open', 'xs:anyType'],
  };
  const types = declarations('event.xsd', '/xs:schema/xs:element');
  for (const [name, kinds] of kindsByName(schemaIn(api, 'Event'))) {
    if (name === 'items') continue;
    for (const kind of kinds) assert.ok(expected[kind]?.includes(types.get(name) ?? ''), `${name}: ${kind}`);
  }
});

for (const type of schemaIn(api, 'Event').properties?.type?.['x-extensible-enum'] ?? []) {
  test(`${type} has an example in JSON and in XML that say the same`, () => {
    const prefix = `${type.toLowerCase().replaceAll('_', '-')}.`;
    const both = eventFiles
      .filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
      .filter((name) => examples.includes(name.replace('.json', '.xml')));
    assert.notEqual(both.length, 0);
    for (const json of both) {
      const event = contentOf(json);
      assert.deepEqual(event, contentOf(json.replace('.json', '.xml')), json);
      assert.equal((event as { type: string }).type, type);
    }
  });
}

test('an event is valid whatever the order of its children', () => {
  for (const file of xmlEvents) {
    const text = withXml(read(`examples/${file}`), (document) => reversed(document.root));
    assert.equal(faults('event.xsd', read(`examples/${file}`)), '', file);
    assert.equal(faults('event.xsd', text), '', file);
  }
  assert.deepEqual(contentOf('subscription-order.shuffled.xml'), contentOf('subscription-order.typical.xml'));
});

test('every event example in JSON satisfies Event', () => {
  const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(api, 'api');
  for (const file of eventFiles.filter((name) => name.endsWith('.json'))) {
    assert.ok(ajv.validate('api#/components/schemas/Event', JSON.parse(read(`examples/${file}`))), ajv.errorsText());
  }
});

test('event.xsd takes unknown elements and refuses what cannot be read as its name promises', () => {
  const event = (inside: string) => `<event><type>X</type>${inside}</event>`;
  assert.equal(faults('event.xsd', event('<payload><newThing><a/></newThing></payload>')), '');
  assert.equal(faults('event.xsd', event('<a:link xmlns:a="http://www.w3.org/2005/Atom" href="/"/>')), '');
  assert.equal(faults('event.xsd', event('<payload><configuration/></payload>')), '');
  assert.match(faults('event.xsd', '<event><type/></event>'), /type/);
  assert.match(faults('event.xsd', event('<payload><account><status><a/></status></account></payload>')), /status/);
  assert.match(faults('event.xsd', event('<payload>text</payload>')), /payload/);
  assert.match(faults('event.xsd', event('<payload><configuration><entry/></configuration></payload>')), /key/);
  assert.match(faults('event.xsd', '<events/>'), /events/);
});

test('result.xsd and the JSON Schema Result hold the same names', () => {
  const inXsd = [...declarations('result.xsd', '//xs:element').keys()].filter((name) => name !== 'result');
  assert.deepEqual(inXsd.sort(), Object.keys(schemaIn(push, 'Result').properties ?? {}).sort());
});

test('every result example satisfies its schema, and each XML one has a twin in JSON', () => {
  const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(push, 'push');
  for (const file of examples.filter((name) => name.startsWith('result.'))) {
    const twin = file.endsWith('.xml') ? file.replace('.xml', '.json') : file.replace('.json', '.xml');
    assert.ok(examples.includes(twin), `${file} has no twin`);
    if (file.endsWith('.xml')) assert.equal(faults('result.xsd', read(`examples/${file}`)), '', file);
    else assert.ok(ajv.validate('push#/components/schemas/Result', JSON.parse(read(`examples/${file}`))), file);
  }
});

test('a result may use either spelling, and nothing but true or false', () => {
  const result = (inside: string) => faults('result.xsd', `<result>${inside}</result>`);
  assert.equal(result('<accountidentifier>a</accountidentifier><success>true</success>'), '');
  assert.equal(result('<success>false</success><message>m</message><errorCode>X</errorCode>'), '');
  assert.match(result('<success>yes</success>'), /success/);
  assert.match(result('<message>m</message>'), /success/);
  assert.match(result('<success>true</success><success>true</success>'), /success/);
});

test('the error sample of the source document is not well-formed as printed', () => {
  const printed = read('examples/result.error-account-not-found.xml').replace('</result>', '<result>');
  assert.throws(() => withXml(printed, () => undefined));
});

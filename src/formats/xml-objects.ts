/**
 * Well-formed XML as plain values, by fast-xml-parser. The convention is that of the JSON Schemas of XML messages in `spec/`:
 *
 * - names are local names (`ns2:status` → `status`): providers disagree about prefixes and qualification;
 * - an element with text is a string, always, whatever attributes it carries, so that a new attribute changes no shape;
 * - an element with children is an object; an attribute without a prefix is `@name`; text between children is left out;
 * - empty, blank and `xsi:nil="true"` are null; CDATA is text; comments and processing instructions are nothing;
 * - a repeated element, and one whose name is in `lists`, is an array;
 * - attributes with a prefix (xsi:type, xlink:href, xml:lang) and namespace declarations are left out.
 */
import { createRequire } from 'node:module';
import type { XMLParser } from 'fast-xml-parser';
import { setOwnField } from './own-field.ts';

export type XmlValue = null | string | readonly XmlValue[] | XmlObject;
export type XmlObject = { readonly [name: string]: XmlValue };

/** The root's local name, its namespace (empty when it has none) and what it holds. */
export type XmlContent = { readonly root: string; readonly namespace: string; readonly value: XmlValue };

// fast-xml-parser refuses elements named `constructor` and renames `toString`; with a mark before every name they are names like others.
const mark = ':';

const options = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: '#cdata',
  transformTagName: (name: string) => mark + name,
  transformAttributeName: (name: string) => mark + name,
  jPath: false,
  // References are resolved below, in one step: fast-xml-parser's own tables (htmlEntities) halve its speed (20,000 → 9,000 documents/s).
  processEntities: false,
  htmlEntities: false,
  maxNestedTags: 1_000,
} as const;

const require = createRequire(import.meta.url);
let made: XMLParser | undefined;

/**
 * Loaded with the first document that needs it, by `require`: that is one file, in 10 ms. Its many ES modules took 60 ms and 3 MB of each start, in two threads. The receiving thread
 * reads nearly all documents without it (`plain-xml.ts`).
 */
function parser(): XMLParser {
  const load = () => require('fast-xml-parser') as typeof import('fast-xml-parser');
  made ??= new (load().XMLParser)(options);
  return made;
}

/** One node of fast-xml-parser: `{ ':name': [nodes], ':@': attributes }`, `{ '#text': … }` or `{ '#cdata': [{ '#text': … }] }`. */
type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

const nodesOf = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

const localName = (marked: string): string => marked.slice(marked.lastIndexOf(':') + 1);

/** The element of a node: its name with its prefix, or `undefined` for text. */
function elementName(node: Node): string | undefined {
  for (const key in node) if (key !== ':@' && key.startsWith(mark)) return key;
  return undefined;
}

function textOf(nodes: readonly Node[]): string {
  let text = '';
  for (const node of nodes) {
    const own = node['#text'];
    if (typeof own === 'string') text += resolve(own);
    else if (node['#cdata'] !== undefined) text += String(nodesOf(node['#cdata'])[0]?.['#text'] ?? '');
  }
  return text;
}

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** XML's five entities and character references. libxml2 has refused numbers that are not a character. */
function resolve(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-fA-F]+|#\d+|[a-z]+);/g, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number.parseInt(name.slice(1), 10));
    return predefined[name] ?? whole;
  });
}

function attributesOf(node: Node): readonly (readonly [name: string, value: string])[] {
  const attributes = node[':@'];
  if (!isNode(attributes)) return [];
  return Object.entries(attributes).map(([name, value]) => [name.slice(mark.length), resolve(String(value))] as const);
}

function content(node: Node, name: string, lists: ReadonlySet<string>): XmlValue {
  const children = nodesOf(node[name]);
  const attributes = attributesOf(node);
  if (attributes.some(([key, value]) => /^[^:]+:nil$/.test(key) && (value === 'true' || value === '1'))) return null;

  const fields: Record<string, XmlValue | XmlValue[]> = {};
  let count = 0;
  for (const child of children) {
    const marked = elementName(child);
    if (marked === undefined) continue;
    count += 1;
    add(fields, localName(marked), content(child, marked, lists), lists);
  }
  if (count === 0) {
    const text = textOf(children);
    if (text.trim() !== '') return text;
  }
  for (const [key, value] of attributes) {
    if (key.includes(':') || key === 'xmlns') continue;
    setOwnField(fields, `@${key}`, value);
    count += 1;
  }
  return count === 0 ? null : fields;
}

/** `content` never gives an array, so an array here is one that this function made. It grows in place: copying would be quadratic. */
function add(
  fields: Record<string, XmlValue | XmlValue[]>,
  name: string,
  value: XmlValue,
  lists: ReadonlySet<string>,
): void {
  if (!Object.hasOwn(fields, name)) {
    setOwnField(fields, name, lists.has(name) ? [value] : value);
    return;
  }
  const before = fields[name] ?? null;
  if (Array.isArray(before)) before.push(value);
  else setOwnField(fields, name, [before, value]);
}

const literals = /<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>/gs;

/**
 * fast-xml-parser minds quotes in processing instructions, where XML has none: it throws for `<?p "?>`, and reads `<?p "?><b/><?p "?>` as one
 * instruction where libxml2 sees an element. They mean nothing here, so it does not get to see them.
 */
function withoutInstructions(text: string): string {
  if (!text.includes('<?')) return text;
  const rest = text.startsWith('<?') ? text.slice(text.indexOf('?>') + 2) : text;
  return rest.includes('<?') ? rest.replaceAll(literals, (literal) => (literal.startsWith('<?') ? '' : literal)) : rest;
}

/** `text` is well-formed XML that `scanXml` let through. Throws on anything else. */
export function xmlObjects(text: string, lists: ReadonlySet<string>): XmlContent {
  for (const node of nodesOf(parser().parse(withoutInstructions(text)))) {
    const marked = elementName(node);
    if (marked === undefined) continue;
    const prefix = /^:+([^:]+):/.exec(marked)?.[1];
    const declaration = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`;
    const namespace = attributesOf(node).find(([key]) => key === declaration)?.[1] ?? '';
    return { root: localName(marked), namespace, value: content(node, marked, lists) };
  }
  throw new Error('no root element in a document that was found well-formed');
}

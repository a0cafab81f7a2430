/** Edits in an XSD, a line at a time: our schemas are written one declaration a line. Places are found in the parsed document. */
import { XmlDocument, type XmlElement } from 'libxml2-wasm';
import { childrenOf } from '../../contracts/xpath.ts';
import { Digits, type JsonValue } from '../../formats/json.ts';
import { isObject, itemsOf } from '../../formats/values.ts';
import { insertLines } from './yaml-edits.ts';

type Place = { readonly root: string; readonly steps: readonly string[] };
/** The changed text; `undefined` where the place is not found or not written in the way that can be changed here. */
type Edited = string | undefined;

const namespaces = { xs: 'http://www.w3.org/2001/XMLSchema' };

/** One more value of an enumeration. The text as it was where the element has none. */
export function withValue(text: string, place: Place, value: string): Edited {
  return inXsd(text, (schema) => {
    const element = declarationAt(schema, place);
    const type = element && typeOf(schema, element, 'simpleType');
    const last = type?.find('.//xs:enumeration', namespaces).at(-1);
    if (element === undefined) return undefined;
    if (last === undefined) return text;
    const line = lineAt(text, last.line);
    if (!/<\w+:enumeration\s[^>]*\/>/.test(line)) return undefined;
    const written = line.replace(/value="[^"]*"/, () => `value="${escaped(value)}"`);
    return insertLines(text, last.line, [written]);
  });
}

/**
 * The fields of the object at the place, in groups: what belongs together (a choice of two spellings) is one. A new field may stand
 * between two groups only.
 */
export function fieldGroups(text: string, place: Place): readonly (readonly string[])[] {
  const groups = inXsd(text, (schema) => contentOf(schema, place)?.map(({ names }) => names));
  return groups ?? [];
}

/** One more element that may be there, after the group that holds `after`, or last. */
export function withElement(
  text: string,
  place: Place,
  { name, value, after }: { readonly name: string; readonly value: JsonValue; readonly after: string | undefined },
): Edited {
  return inXsd(text, (schema) => {
    const groups = contentOf(schema, place);
    const group = groups?.find(({ names }) => after !== undefined && names.includes(after)) ?? groups?.at(-1);
    if (group === undefined) return undefined;
    const indent = /^\s*/.exec(lineAt(text, group.node.line))?.[0] ?? '';
    const lines = declaration(name, value, 1);
    const end = endOf(text, group.node);
    if (lines === undefined || end === undefined) return undefined;
    return insertLines(
      text,
      end,
      lines.map((line) => indent + line),
    );
  });
}

/** An element that may be missing. */
export function withOptional(text: string, place: Place): Edited {
  return withAttribute(text, place, 'minOccurs', '0');
}

/** An element that may hold any text. */
export function withAnyText(text: string, place: Place): Edited {
  return withAttribute(text, place, 'type', 'xs:string');
}

function withAttribute(text: string, place: Place, name: string, value: string): Edited {
  return inXsd(text, (schema) => {
    const element = declarationAt(schema, place);
    if (element === undefined) return undefined;
    const line = lineAt(text, element.line);
    // Of a type that stands within the element the declaration has more lines than one.
    if (!/^\s*<\w+:element\s[^>]*\/>\s*$/.test(line) || (name === 'type' && element.attr('type') === null))
      return undefined;
    const attribute = new RegExp(`\\s${name}="[^"]*"`);
    const changed = attribute.test(line)
      ? line.replace(attribute, ` ${name}="${value}"`)
      : line.replace('/>', ` ${name}="${value}"/>`);
    return text
      .split('\n')
      .with(element.line - 1, changed)
      .join('\n');
  });
}

function inXsd<T>(text: string, look: (schema: XmlElement) => T): T {
  const document = XmlDocument.fromString(text);
  try {
    return look(document.root);
  } finally {
    document.dispose();
  }
}

/** The declaration of an element; local where its parent has it, else global. */
function declarationAt(schema: XmlElement, { root, steps }: Place): XmlElement | undefined {
  const named = steps.filter((step) => !/^\d+$/.test(step));
  return named.reduce<XmlElement | undefined>(
    (element, name) => element && elementIn(schema, element, name),
    childrenOf(schema).find((child) => child.name === 'element' && child.attr('name')?.value === root),
  );
}

function elementIn(schema: XmlElement, parent: XmlElement, name: string): XmlElement | undefined {
  const type = typeOf(schema, parent, 'complexType');
  const [content] = type === undefined ? [] : childrenOf(type);
  return content && localElements(content).find((one) => one.attr('name')?.value === name);
}

/** Named, or standing within the element. */
function typeOf(schema: XmlElement, element: XmlElement, kind: 'simpleType' | 'complexType'): XmlElement | undefined {
  const name = element.attr('type')?.value.replace(/^.*:/, '');
  const from = name === undefined ? childrenOf(element) : childrenOf(schema);
  return from.find((one) => one.name === kind && (name === undefined || one.attr('name')?.value === name));
}

/** Elements of this content, not of types within them. */
function localElements(content: XmlElement): readonly XmlElement[] {
  return childrenOf(content).flatMap((child) => (child.name === 'element' ? [child] : localElements(child)));
}

function contentOf(schema: XmlElement, place: Place) {
  const element = declarationAt(schema, place);
  const type = element && typeOf(schema, element, 'complexType');
  const content = type && childrenOf(type).find(({ name }) => /^(sequence|choice|all)$/.test(name));
  if (content === undefined) return undefined;
  return childrenOf(content)
    .map((node) => {
      const elements = node.name === 'element' ? [node] : localElements(node);
      return { node, names: elements.flatMap((one) => one.attr('name')?.value ?? []) };
    })
    .filter(({ names }) => names.length > 0);
}

/** A value that nobody described; `undefined` for one that cannot be declared here (attributes, nested too deep). */
function declaration(name: string, value: JsonValue, depth: number): readonly string[] | undefined {
  const lists = itemsOf(value);
  const occurs = `minOccurs="0"${lists.length > 0 ? ' maxOccurs="unbounded"' : ''}`;
  const one = lists[0] ?? value;
  if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name) || depth > 5) return undefined;
  if (!isObject(one)) return [`<xs:element name="${name}" type="${simpleType(one)}" ${occurs}/>`];
  const children = Object.entries(one).map(([inner, held]) => declaration(inner, held, depth + 1));
  if (children.length === 0 || children.some((child) => child === undefined)) return undefined;
  const lines = children.flatMap((child) => child ?? []).map((line) => `      ${line}`);
  return [
    ...[`<xs:element name="${name}" ${occurs}>`, '  <xs:complexType>', '    <xs:sequence>'],
    ...lines,
    ...['    </xs:sequence>', '  </xs:complexType>', '</xs:element>'],
  ];
}

function simpleType(value: JsonValue): string {
  if (typeof value === 'boolean') return 'xs:boolean';
  if (typeof value !== 'number' && !(value instanceof Digits)) return 'xs:string';
  return /^-?\d+$/.test(value instanceof Digits ? value.text : String(value)) ? 'xs:integer' : 'xs:decimal';
}

/** The line after a declaration, which may have an inner type. */
function endOf(text: string, node: XmlElement): number | undefined {
  const lines = text.split('\n');
  const indent = /^\s*/.exec(lines[node.line - 1] ?? '')?.[0] ?? '';
  if (/\/>\s*$/.test(lines[node.line - 1] ?? '')) return node.line;
  const end = lines.findIndex((line, index) => index >= node.line && line.startsWith(`${indent}</`));
  return end === -1 ? undefined : end + 1;
}

const lineAt = (text: string, line: number): string => text.split('\n')[line - 1] ?? '';
const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

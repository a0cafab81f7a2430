/** One change in an XML document: everything else of it stays as it was written, prefixes, order and white space included. */
import { type XmlDocument, XmlElement } from 'libxml2-wasm';
import type { JsonValue } from '../../formats/json.ts';
import { isObject, scalarText } from '../../formats/values.ts';
import { withXmlDocument } from '../../formats/xml.ts';
import { isPlace } from './path.ts';

/** Names of the fields at a place, in the order in which the contract has them: a new element is put where it belongs. */
type Order = (parent: readonly string[]) => readonly string[];

/** `maps`: elements that hold an `<entry>` for each name. */
type Shape = { readonly order: Order; readonly maps: readonly string[] };

const nil = 'http://www.w3.org/2001/XMLSchema-instance';

/** `steps`: names of elements, each with its place among those of the same name after it where it is not the first; `@name` is an attribute. */
export function changedXml(text: string, steps: readonly string[], value: JsonValue | undefined, shape: Shape): string {
  const read = withXmlDocument(text, undefined, (document) => {
    change(document, steps, value, shape);
    return document.toString({ format: false });
  });
  if (!read.ok) throw new Error(`an XML document of a mock cannot be read: ${read.finding.detail}`);
  // libxml2 writes a declaration of its own; the document keeps the one that it had, or none.
  const [declaration = ''] = /^\s*<\?xml[^>]*\?>\s*/.exec(text) ?? [];
  return declaration + read.value.replace(/^<\?xml[^>]*\?>\s*/, '').trimEnd() + (/\n$/.test(text) ? '\n' : '');
}

function change(
  document: XmlDocument,
  steps: readonly string[],
  value: JsonValue | undefined,
  { order, maps }: Shape,
): void {
  const { parent, name, place, path } = holder(document.root, steps, order);
  if (name === undefined) {
    fill(parent, value ?? null, maps);
  } else if (name.startsWith('@')) {
    attribute(parent, name.slice(1), value);
  } else if (isEntry(parent, name, maps)) {
    entry(parent, name, value, maps);
  } else {
    const same = childrenOf(parent).filter((child) => child.name === name);
    if (value === undefined) same[place]?.remove();
    else if (Array.isArray(value) && maps.includes(name))
      fill(same[0] ?? made(parent, name, order(path)), { entry: value }, maps);
    else if (Array.isArray(value)) list(parent, name, same, value, { names: order(path), maps });
    else fill(same[place] ?? made(parent, name, order(path)), value, maps);
  }
}

type Holder = {
  readonly parent: XmlElement;
  /** The last step, and its place among elements of its name; no name where the root itself is meant. */
  readonly name?: string;
  readonly place: number;
  /** Steps to `parent`. */
  readonly path: readonly string[];
};

/** The element that holds the last step. Elements that lead there are made. */
function holder(root: XmlElement, steps: readonly string[], order: Order): Holder {
  let parent = root;
  let path: readonly string[] = [];
  let rest = steps;
  for (;;) {
    const [name, digits, ...behind] = rest;
    if (name === undefined) return { parent, place: 0, path };
    const isRepeated = digits !== undefined && isPlace(digits);
    const place = isRepeated ? Number(digits) : 0;
    rest = isRepeated ? behind : rest.slice(1);
    if (rest.length === 0) return { parent, name, place, path };
    const same = childrenOf(parent).filter((child) => child.name === name);
    parent = same[place] ?? (same.length > 0 ? after(same) : made(parent, name, order(path)));
    path = isRepeated ? [...path, name, digits] : [...path, name];
  }
}

const childrenOf = (element: XmlElement): readonly XmlElement[] => {
  const found: XmlElement[] = [];
  for (let node = element.firstChild; node !== null; node = node.next) if (node instanceof XmlElement) found.push(node);
  return found;
};

/** A further one of a repeated element begins as a copy of the last. */
function after(same: readonly XmlElement[]): XmlElement {
  const last = same.at(-1);
  if (last === undefined) throw new Error('there is no element to follow');
  const copy = last.appendElement(last.name, last.prefix);
  copyInto(copy, last);
  return copy;
}

function copyInto(to: XmlElement, from: XmlElement): void {
  const children = childrenOf(from);
  if (children.length === 0 && from.content !== '') to.addText(from.content);
  for (const child of children) copyInto(to.addElement(child.name, child.prefix), child);
}

/** A new child before the first one that the contract has later; with the prefix of its siblings. */
function made(parent: XmlElement, name: string, names: readonly string[]): XmlElement {
  const children = childrenOf(parent);
  const prefix = children[0]?.prefix ?? '';
  const place = names.indexOf(name);
  const later = place < 0 ? undefined : children.find((child) => names.indexOf(child.name) > place);
  if (later !== undefined) return later.prependElement(name, prefix);
  const last = children.at(-1);
  return last === undefined ? parent.addElement(name, prefix) : last.appendElement(name, prefix);
}

function list(
  parent: XmlElement,
  name: string,
  before: readonly XmlElement[],
  items: readonly JsonValue[],
  { names, maps }: { readonly names: readonly string[]; readonly maps: readonly string[] },
): void {
  let last: XmlElement | undefined;
  for (const item of items) {
    last = last === undefined ? made(parent, name, names) : last.appendElement(name, last.prefix);
    fill(last, item, maps);
  }
  for (const one of before) one.remove();
}

/** Whether every key of an object can be the name of an element. Where one cannot, the object is a map of names that somebody chose. */
export const isXmlName = (name: string): boolean => /^@?[A-Za-z_][\w.:-]*$/.test(name);

/** A map is written as `<entry><key>…</key><value>…</value></entry>` for each of its names. */
const isEntry = (parent: XmlElement, name: string, maps: readonly string[]): boolean =>
  !isXmlName(name) || (maps.includes(parent.name) && name !== 'entry');

function entry(parent: XmlElement, name: string, value: JsonValue | undefined, maps: readonly string[]): void {
  const found = childrenOf(parent).find((one) =>
    childrenOf(one).some((part) => part.name === 'key' && part.content === name),
  );
  if (value === undefined) {
    found?.remove();
    return;
  }
  const made = found ?? parent.addElement('entry');
  if (found === undefined) fill(made.addElement('key'), name, maps);
  fill(childrenOf(made).find((part) => part.name === 'value') ?? made.addElement('value'), value, maps);
}

function attribute(element: XmlElement, name: string, value: JsonValue | undefined): void {
  if (value === undefined) element.attr(name)?.remove();
  else element.setAttr(name, scalarText(value) ?? '');
}

/** The content of an element: text, or elements. Null is an empty one. */
function fill(element: XmlElement, value: JsonValue, maps: readonly string[]): void {
  for (let node = element.firstChild; node !== null; node = element.firstChild) node.remove();
  for (const one of element.attrs) if (one.name === 'nil' && one.namespaceUri === nil) one.remove();
  if (Array.isArray(value)) throw new Error('a list cannot be the content of one element');
  if (!isObject(value)) {
    const text = scalarText(value) ?? '';
    if (text !== '') element.addText(text);
    return;
  }
  const names = Object.keys(value);
  if (names.some((name) => isEntry(element, name, maps))) {
    for (const [name, inner] of Object.entries(value)) entry(element, name, inner, maps);
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    if (name.startsWith('@')) attribute(element, name.slice(1), inner);
    else for (const item of Array.isArray(inner) ? inner : [inner]) fill(element.addElement(name), item, maps);
  }
}

/**
 * An XSD in the shape of a JSON Schema, so that one comparison serves both. An element's children are properties, its attributes begin
 * with `@`, what may repeat is an array, and `x-order` says that a sequence counts. A construct that is not read here is kept as text
 * (`x-unread`): that it changed is then seen, and classified as breaking, though not what changed.
 */
import type { XmlElement } from 'libxml2-wasm';
import { ContractError } from '../../contracts/schema.ts';
import { childrenOf } from '../../contracts/xpath.ts';
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { isObject } from '../../formats/values.ts';
import { withXmlDocument } from '../../formats/xml.ts';
import { textsOf } from './json.ts';

export type XsdShape = {
  readonly namespace: string;
  readonly qualified: boolean;
  /** Global elements by name. */
  readonly elements: JsonObject;
  /** `#/elements/<name>` and `#/types/<name>`. */
  readonly resolve: (reference: string) => JsonObject | undefined;
};

/** Throws `ContractError` for what is no XML. */
export function xsdShape(text: string, file: string): XsdShape {
  const read = withXmlDocument(text, undefined, (document) => readSchema(document.root));
  if (!read.ok) throw new ContractError(`${file} cannot be read: ${read.finding.detail}`);
  return read.value;
}

function readSchema(root: XmlElement): XsdShape {
  const named = (kinds: readonly string[], read: (element: XmlElement) => JsonObject): JsonObject =>
    Object.fromEntries(
      childrenOf(root)
        .filter(({ name }) => kinds.includes(name))
        .map((child) => [attribute(child, 'name') ?? '', read(child)]),
    );
  const elements = named(['element'], elementShape);
  const types = named(['complexType', 'simpleType'], typeShape);
  return {
    namespace: attribute(root, 'targetNamespace') ?? '',
    qualified: attribute(root, 'elementFormDefault') === 'qualified',
    elements,
    resolve: (reference) => {
      const [, kind, name = ''] = /^#\/(elements|types)\/(.*)$/.exec(reference) ?? [];
      const found = (kind === 'elements' ? elements : types)[name];
      return isObject(found) ? found : undefined;
    },
  };
}

const attribute = (element: XmlElement, name: string): string | undefined => element.attr(name)?.value;
const local = (name: string): string => name.slice(name.indexOf(':') + 1);
/** A name with the prefix of XML Schema is one of its own types; `xs` and `xsd` are the prefixes in use. */
const isBuiltIn = (name: string): boolean => /^(xs|xsd):/.test(name);
const typeNamed = (name: string): JsonObject =>
  isBuiltIn(name) ? { type: 'string', 'x-base': local(name) } : { $ref: `#/types/${local(name)}` };

function elementShape(element: XmlElement): JsonObject {
  const [inline] = childrenOf(element).filter(({ name }) => name === 'complexType' || name === 'simpleType');
  const type = attribute(element, 'type');
  const shape: JsonObject = inline !== undefined ? typeShape(inline) : type === undefined ? {} : typeNamed(type);
  return attribute(element, 'nillable') === 'true' ? { ...shape, nullable: true } : shape;
}

function typeShape(type: XmlElement): JsonObject {
  if (type.name === 'simpleType') return simpleShape(type);
  const shape = emptyContent();
  for (const child of childrenOf(type)) addPart(shape, child);
  return finished(shape);
}

type Content = {
  readonly properties: Record<string, JsonValue>;
  readonly required: string[];
  readonly order: string[];
  readonly choices: string[];
  readonly unread: string[];
  /** `xs:any` and `xs:anyAttribute` take what is not described. */
  open: boolean;
  text?: JsonObject;
};

const emptyContent = (): Content => ({ properties: {}, required: [], order: [], choices: [], unread: [], open: false });

function addPart(content: Content, part: XmlElement): void {
  if (part.name === 'sequence' || part.name === 'all' || part.name === 'choice') addGroup(content, part);
  else if (part.name === 'attribute') addAttribute(content, part);
  else if (part.name === 'anyAttribute') content.open = true;
  else if (part.name === 'simpleContent') addSimpleContent(content, part);
  else if (part.name !== 'annotation') content.unread.push(part.toString());
}

function addGroup(content: Content, group: XmlElement, outer: Occurs = once): void {
  const occurs = within(outer, occursOf(group));
  const children = childrenOf(group).filter(({ name }) => name !== 'annotation');
  const chosen = group.name === 'choice';
  for (const child of children) {
    if (child.name === 'element') addElement(content, child, within(occurs, occursOf(child)), chosen);
    else if (child.name === 'any') content.open = true;
    else if (['sequence', 'choice', 'all'].includes(child.name)) addGroup(content, child, occurs);
    else content.unread.push(child.toString());
  }
  const names = children.flatMap((child) => attribute(child, 'name') ?? local(attribute(child, 'ref') ?? ''));
  if (group.name === 'sequence' && occurs.max === 1) content.order.push(...names);
  if (chosen && occurs.max === 1) content.choices.push(names.toSorted().join('|'));
}

type Occurs = { readonly min: number; readonly max: number };
const once: Occurs = { min: 1, max: 1 };

function occursOf(particle: XmlElement): Occurs {
  const max = attribute(particle, 'maxOccurs') ?? '1';
  return {
    min: Number(attribute(particle, 'minOccurs') ?? '1'),
    max: max === 'unbounded' ? Number.POSITIVE_INFINITY : Number(max),
  };
}

const within = (outer: Occurs, inner: Occurs): Occurs => ({
  min: outer.min * inner.min,
  max: outer.max * inner.max,
});

function addElement(content: Content, element: XmlElement, { min, max }: Occurs, chosen: boolean): void {
  const reference = attribute(element, 'ref');
  const name = attribute(element, 'name') ?? local(reference ?? '');
  const shape: JsonObject =
    reference === undefined ? elementShape(element) : { $ref: `#/elements/${local(reference)}` };
  content.properties[name] =
    max > 1
      ? { type: 'array', 'x-repeats': true, items: shape, ...(Number.isFinite(max) && { maxItems: max }) }
      : shape;
  if (min > 0 && !chosen) content.required.push(name);
}

function addAttribute(content: Content, attributeElement: XmlElement): void {
  const name = `@${attribute(attributeElement, 'name') ?? local(attribute(attributeElement, 'ref') ?? '')}`;
  if (attribute(attributeElement, 'use') === 'prohibited') return;
  content.properties[name] = elementShape(attributeElement);
  if (attribute(attributeElement, 'use') === 'required') content.required.push(name);
}

function addSimpleContent(content: Content, simple: XmlElement): void {
  for (const derivation of childrenOf(simple)) {
    content.text = { ...typeNamed(attribute(derivation, 'base') ?? 'xs:string') };
    if (derivation.name !== 'extension') content.unread.push(derivation.toString());
    else for (const part of childrenOf(derivation)) addPart(content, part);
  }
}

function finished({ properties, required, order, choices, unread, open, text }: Content): JsonObject {
  const all = text === undefined ? properties : { ...properties, '#text': text };
  return {
    type: 'object',
    properties: all,
    required: required.toSorted(),
    additionalProperties: open,
    ...(order.length > 0 && { 'x-order': order }),
    ...(choices.length > 0 && { 'x-choice': choices }),
    ...(unread.length > 0 && { 'x-unread': unread }),
  };
}

const facets: Readonly<Record<string, string>> = {
  minLength: 'minLength',
  maxLength: 'maxLength',
  minInclusive: 'minimum',
  maxInclusive: 'maximum',
  minExclusive: 'exclusiveMinimum',
  maxExclusive: 'exclusiveMaximum',
};

function simpleShape(type: XmlElement): JsonObject {
  const [restriction] = childrenOf(type).filter(({ name }) => name === 'restriction');
  if (restriction === undefined) return { type: 'string', 'x-unread': type.toString() };
  const shape: Record<string, JsonValue> = { type: 'string', 'x-base': attribute(restriction, 'base') ?? '' };
  const unread: string[] = [];
  for (const facet of childrenOf(restriction)) {
    const value = attribute(facet, 'value') ?? '';
    const bound = facets[facet.name];
    if (facet.name === 'enumeration') shape.enum = [...textsOf(shape.enum), value];
    else if (facet.name === 'pattern') shape.pattern = [...textsOf(shape.pattern), value].join('|');
    else if (facet.name === 'length') Object.assign(shape, { minLength: Number(value), maxLength: Number(value) });
    else if (bound !== undefined) shape[bound] = Number(value);
    else if (facet.name !== 'annotation') unread.push(facet.toString());
  }
  return unread.length > 0 ? { ...shape, 'x-unread': unread } : shape;
}

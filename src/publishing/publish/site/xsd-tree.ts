/** The XSDs of a contract as trees beside their samples: each element with how often it comes, its type, and what the JSON Schema of the same message says of it. */
import type { JsonValue } from '../../../formats/json.ts';
import { field, isObject, textField } from '../../../formats/values.ts';
import { badge, type Choice, picker } from '../../../ui/components.ts';
import { anchor, html, Markup, type Piece } from '../../../ui/html.ts';
import { membersOf, textsOf } from '../../diff/json.ts';
import { follow } from '../../diff/pair.ts';
import { type XsdShape, xsdShape } from '../../diff/xsd-shape.ts';
import type { Snapshot } from '../../snapshot.ts';
import { typedName, typedXsds } from '../typed-xsd.ts';
import { type XmlMessage, xmlMessages } from '../xml-messages.ts';
import { foldedTree } from './folded.ts';
import { markdown } from './markdown.ts';
import { type Marks, NEXT, noMarks } from './marks.ts';
import { boundsOf, fieldId } from './schema-tree.ts';

const elements_depth_max = 6;

export const xsdId = ({ file, element }: XmlMessage): string =>
  `xsd-${anchor(file.replace(/\.xsd$/, ''))}-${anchor(element)}`;

/** Those that the contract has. */
export const shownXsds = (snapshot: Snapshot): readonly XmlMessage[] =>
  xmlMessages(snapshot.document).filter(({ file }) => snapshot.files.has(file));

/**
 * `samples` are the bodies that the contract shows; each XSD gets those that begin with its element. Of an XSD that takes anything (`xs:any`) the elements that are
 * known stand in the JSON Schema of the same message. What `last`, the last release, has not is marked.
 */
export function xsdsHtml(
  snapshot: Snapshot,
  samples: readonly Choice[],
  next: Marks,
  last: Snapshot | undefined,
): Piece {
  const typed = typedXsds(snapshot);
  return shownXsds(snapshot).map((message) => {
    const { file, element } = message;
    const own = xsdShape(snapshot.files.get(file) ?? '', file);
    const open = typed.get(typedName(file));
    const shape = open === undefined ? own : xsdShape(open, typedName(file));
    const id = xsdId(message);
    const shown = samples.filter(({ text }) => isOf(message, own, text));
    const top = field(shape.elements, element) ?? null;
    const described = follow(snapshot.document, `#/components/schemas/${message.schema}`) ?? null;
    const before = last?.files.get(file);
    const old = before === undefined ? undefined : xsdShape(before, file);
    const around: Around = {
      snapshot,
      shape,
      id,
      next,
      isOpen: open !== undefined,
      ...(open === undefined && old && { old }),
    };
    const elements = children(around, top, described, '', 0, old && field(old.elements, element));
    const count = membersOf(field(resolved(shape, top), 'properties')).length;
    return html`<section class="split"><div><h3 id="${id}"><a href="#${id}"><code>&lt;${element}&gt;</code></a>${last !== undefined && old === undefined && html` ${NEXT}`}</h3>
<p><a href="${file}">${file}</a>, ${own.namespace === '' ? 'no namespace' : html`namespace <code>${own.namespace}</code>, its children ${own.qualified ? 'in it, too' : 'in none'}`}</p>
${open !== undefined && html`<p>Open: the elements below come in any order, and others may come between them.</p>`}
${foldedTree(count, 'element', elements) || leaf(shape, top)}</div><div class="show">${picker(`Sample of ${id}`, shown)}</div></section>`;
  });
}

/** Two XSDs may differ in nothing but whether the children are in the root's namespace. */
function isOf({ element }: XmlMessage, { namespace, qualified }: XsdShape, text: string): boolean {
  const root = new RegExp(`<(?:\\w+:)?${element}(?=[\\s>/])([^>]*)>\\s*(<\\w+:)?`).exec(text);
  if (root === null) return false;
  return namespace === '' || (/\sxmlns="/.test(root[1] ?? '') || root[2] !== undefined) === qualified;
}

type Around = {
  readonly snapshot: Snapshot;
  readonly shape: XsdShape;
  readonly id: string;
  readonly next: Marks;
  /** Then how often an element comes is said by the JSON Schema. */
  readonly isOpen: boolean;
  /** As it was released. Absent: the JSON Schema knows what is new. */
  readonly old?: XsdShape;
};

function children(
  around: Around,
  element: JsonValue,
  described: JsonValue,
  prefix: string,
  depth: number,
  before: JsonValue | undefined,
): Piece {
  const { snapshot, shape, id, next, isOpen, old } = around;
  const own = resolved(shape, element);
  const was = old && before !== undefined ? resolved(old, before) : undefined;
  const required = textsOf(field(isOpen ? described : own, 'required'));
  const parts = membersOf(field(own, 'properties')).map(([name, part]) => {
    const one = onceOf(part);
    const word = field(field(described, 'properties'), name);
    const repeats = isOpen ? field(word, 'items') !== undefined : one !== part;
    const within = (repeats && field(word, 'items')) || word;
    const known = follow(snapshot.document, textField(within, '$ref') ?? '') ?? within ?? null;
    const path = prefix + name;
    const place = fieldId(id, path);
    const text = textField(word, 'description') ?? textField(known, 'description');
    const wasThere = field(field(was, 'properties'), name);
    const mark =
      old === undefined ? next.member(described, name, 'properties') : next.any && wasThere === undefined && NEXT;
    return html`<li id="${place}"><div class="field"><a href="#${place}"><code>${name}</code></a> <span class="quiet">${often(required.includes(name), repeats)}, ${typeOf(shape, one)}</span> ${field(word, 'x-pii') === true && badge('personal data', 'bad')} ${mark}</div>
${boundsOf(isOpen ? known : resolved(shape, one), isOpen ? next : valuesSince(old, wasThere)).map((bound) => html`<p class="quiet">${bound}</p>`)}${text !== undefined && markdown(text)}${depth < elements_depth_max && children(around, one, known, `${path}.`, depth + 1, wasThere && onceOf(wasThere))}</li>`;
  });
  return parts.length > 0 && html`<ul${depth === 0 && new Markup(' class="tree"')}>${parts}</ul>`;
}

/** An element that may come several times, as one of them. */
const onceOf = (part: JsonValue): JsonValue =>
  field(part, 'x-repeats') === true ? (field(part, 'items') ?? null) : part;

/** Marks the values that an element was not released with. */
function valuesSince(old: XsdShape | undefined, before: JsonValue | undefined): Marks {
  if (old === undefined || before === undefined) return noMarks;
  const values = textsOf(field(resolved(old, onceOf(before)), 'enum'));
  return { ...noMarks, value: (_schema, value) => !values.includes(String(value)) && NEXT };
}

const leaf = (shape: XsdShape, element: JsonValue): Piece => html`<p class="quiet">${typeOf(shape, element)}</p>`;

const often = (required: boolean, repeats: boolean): string =>
  repeats ? (required ? 'once or more' : 'any number of times') : required ? 'once' : 'once or not at all';

function resolved(shape: XsdShape, element: JsonValue): JsonValue {
  const reference = textField(element, '$ref');
  return reference === undefined ? element : (shape.resolve(reference) ?? null);
}

function typeOf(shape: XsdShape, element: JsonValue): string {
  const own = resolved(shape, element);
  if (isObject(field(own, 'properties'))) return 'elements';
  return `xs:${(textField(own, 'x-base') ?? 'string').replace(/^\w+:/, '')}`;
}

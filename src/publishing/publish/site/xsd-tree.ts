/** The XSDs of a contract as trees beside their samples: each element with how often it comes, its type, and what the JSON Schema of the same message says of it. */
import type { JsonValue } from '../../../formats/json.ts';
import { field, isObject, textField } from '../../../formats/values.ts';
import { badge, type Choice, picker } from '../../../ui/components.ts';
import { anchor, html, Markup, type Piece } from '../../../ui/html.ts';
import { membersOf, textsOf } from '../../diff/json.ts';
import { follow } from '../../diff/pair.ts';
import { type XsdShape, xsdShape } from '../../diff/xsd-shape.ts';
import type { Snapshot } from '../../snapshot.ts';
import { type XmlMessage, xmlMessages } from '../xml-messages.ts';
import { markdown } from './markdown.ts';
import { boundsOf, fieldId } from './schema-tree.ts';

const elements_depth_max = 6;

export const xsdId = ({ file, element }: XmlMessage): string =>
  `xsd-${anchor(file.replace(/\.xsd$/, ''))}-${anchor(element)}`;

/** Those whose elements are known. One that is open (`xs:any`) says nothing of them; its fields stand in the JSON Schema. */
export const shownXsds = (snapshot: Snapshot): readonly XmlMessage[] =>
  xmlMessages(snapshot.document).filter(({ file }) => {
    const text = snapshot.files.get(file);
    return text !== undefined && !/<xs:any\s/.test(text);
  });

/** `samples` are the bodies that the contract shows; each XSD gets those that begin with its element. */
export function xsdsHtml(snapshot: Snapshot, samples: readonly Choice[]): Piece {
  return shownXsds(snapshot).map((message) => {
    const shape = xsdShape(snapshot.files.get(message.file) ?? '', message.file);
    const id = xsdId(message);
    const own = samples.filter(({ text }) => isOf(message, shape, text));
    const top = field(shape.elements, message.element) ?? null;
    const described = follow(snapshot.document, `#/components/schemas/${message.schema}`) ?? null;
    return html`<section class="split"><div><h3 id="${id}"><a href="#${id}"><code>&lt;${message.element}&gt;</code></a></h3>
<p><a href="${message.file}">${message.file}</a>, ${shape.namespace === '' ? 'no namespace' : html`namespace <code>${shape.namespace}</code>, its children ${shape.qualified ? 'in it, too' : 'in none'}`}</p>
${children({ snapshot, shape, id }, top, described, '', 0) || leaf(shape, top)}</div><div class="show">${picker(`Sample of ${id}`, own)}</div></section>`;
  });
}

/** Two XSDs may differ in nothing but whether the children are in the root's namespace. */
function isOf({ element }: XmlMessage, { namespace, qualified }: XsdShape, text: string): boolean {
  const root = new RegExp(`<(?:\\w+:)?${element}(?=[\\s>/])([^>]*)>\\s*(<\\w+:)?`).exec(text);
  if (root === null) return false;
  return namespace === '' || (/\sxmlns="/.test(root[1] ?? '') || root[2] !== undefined) === qualified;
}

type Around = { readonly snapshot: Snapshot; readonly shape: XsdShape; readonly id: string };

function children(around: Around, element: JsonValue, described: JsonValue, prefix: string, depth: number): Piece {
  const { snapshot, shape, id } = around;
  const own = resolved(shape, element);
  const required = textsOf(field(own, 'required'));
  const parts = membersOf(field(own, 'properties')).map(([name, part]) => {
    const repeats = field(part, 'x-repeats') === true;
    const one = repeats ? (field(part, 'items') ?? null) : part;
    const word = field(field(described, 'properties'), name);
    const known = follow(snapshot.document, textField(word, '$ref') ?? '') ?? word ?? null;
    const path = prefix + name;
    const place = fieldId(id, path);
    const text = textField(word, 'description') ?? textField(known, 'description');
    return html`<li id="${place}"><div class="field"><a href="#${place}"><code>${name}</code></a> <span class="quiet">${often(required.includes(name), repeats)}, ${typeOf(shape, one)}</span> ${field(word, 'x-pii') === true && badge('personal data', 'bad')}</div>
${boundsOf(resolved(shape, one)).map((bound) => html`<p class="quiet">${bound}</p>`)}${text !== undefined && markdown(text)}${depth < elements_depth_max && children(around, one, known, `${path}.`, depth + 1)}</li>`;
  });
  return parts.length > 0 && html`<ul${depth === 0 && new Markup(' class="tree"')}>${parts}</ul>`;
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

/** A schema as a tree of its fields, each with a place of its own; what has a name is a link to its own tree. */
import type { JsonObject, JsonValue } from '../../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../../formats/values.ts';
import { badge, type Choice, picker, table } from '../../../ui/components.ts';
import { anchor, html, Markup, type Piece } from '../../../ui/html.ts';
import { canonical, membersOf, textsOf } from '../../diff/json.ts';
import { foldedTree } from './folded.ts';
import { markdown } from './markdown.ts';
import { type Marks, NEXT, noMarks } from './marks.ts';

const fields_depth_max = 6;

export const schemaId = (name: string): string => `schema-${anchor(name)}`;
export const nameOf = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

/** `id` begins the places of its fields: each can be linked to by `<id>--<path>`. */
export function schemaHtml(
  name: string,
  schema: JsonValue,
  id: string = schemaId(name),
  next: Marks = noMarks,
): Markup {
  return html`${describe(schema)}
<p>${typeText(schema)}${boundsOf(schema, next).map((bound) => html` · ${bound}`)}</p>
${payloads(name, schema, next)}
${foldedTree(membersOf(field(schema, 'properties')).length, 'field', fieldTree({ id, next }, schema, '', 0))}`;
}

/** What the marks of fields mean, for a page that has schemas. */
export const legend = (
  next: Marks = noMarks,
): Markup => html`<details class="legend"><summary>What the marks mean</summary><ul>
${
  next.any &&
  html`<li>${NEXT} No release has it yet, and it may still change.</li>
`
}<li>${marks.required} The message violates its contract without it. A field without this mark may be left out.</li>
<li>${marks.seldom} The contract asks for it, and messages without it have been seen: be ready for that.</li>
<li>${marks.unused} ${marks.developing} ${marks.retired} The provider's own words for how far the field has come.</li>
<li>${marks.personal} It holds, or may hold, data of a person.</li>
</ul></details>`;

const marks = {
  required: badge('required', 'news'),
  seldom: badge('missing at times', 'warn'),
  unused: badge('not in use yet', 'plain'),
  developing: badge('in development', 'plain'),
  retired: badge('retired', 'plain'),
  personal: badge('personal data', 'bad'),
};

const lifecycles: Readonly<Record<string, Markup>> = {
  'not-in-use': marks.unused,
  'in-development': marks.developing,
  retired: marks.retired,
};

const describe = (schema: JsonValue): Piece => {
  const text = textField(schema, 'description');
  return text !== undefined && markdown(text);
};

export const fieldId = (id: string, path: string): string => `${id}--${path.replaceAll(/[^A-Za-z0-9_.-]+/g, '')}`;

type Tree = { readonly id: string; readonly next: Marks };

function fieldTree(tree: Tree, schema: JsonValue, prefix: string, depth: number): Piece {
  const { id, next } = tree;
  const required = textsOf(field(schema, 'required'));
  const seldom = textsOf(field(schema, 'x-optional-in-practice'));
  const fields = membersOf(field(schema, 'properties')).map(([name, property]) => {
    const path = prefix + name;
    const items = field(property, 'items');
    const nested = isObject(items) ? items : property;
    const inner =
      depth < fields_depth_max && fieldTree(tree, nested, `${path}${nested === property ? '.' : '[].'}`, depth + 1);
    const place = fieldId(id, path);
    return html`<li id="${place}"><div class="field"><a href="#${place}"><code>${name}</code></a> <span class="quiet">${typeText(property)}</span>
${required.includes(name) && marks.required} ${seldom.includes(name) && marks.seldom} ${lifecycles[textField(property, 'x-lifecycle') ?? '']} ${field(property, 'x-pii') === true && marks.personal} ${next.member(schema, name, 'properties')}</div>
${boundsOf(property, next).map((bound) => html`<p class="quiet">${bound}</p>`)}${describe(property)}${exampleOf(property)}${inner}</li>`;
  });
  return fields.length > 0 && html`<ul${depth === 0 && new Markup(' class="tree"')}>${fields}</ul>`;
}

export function typeText(schema: JsonValue | undefined): Markup {
  const reference = textField(schema, '$ref');
  if (reference !== undefined)
    return html`<a href="#${schemaId(nameOf(reference))}">${nameOf(reference)}</a>${field(schema, 'nullable') === true && ' or null'}`;
  for (const word of ['oneOf', 'anyOf', 'allOf']) {
    const forms = itemsOf(field(schema, word));
    if (forms.length > 0)
      return html`${forms.map((form, index) => html`${index > 0 && (word === 'allOf' ? ' and ' : ' or ')}${typeText(form)}`)}`;
  }
  const type = textsOf(field(schema, 'type')).join(' or ') || 'any value';
  const format = textField(schema, 'format');
  const items = field(schema, 'items');
  const additional = field(schema, 'additionalProperties');
  return html`${type}${format !== undefined && ` (${format})`}${items !== undefined && html` of ${typeText(items)}`}${isObject(additional) && html` with values ${typeText(additional)}`}${field(schema, 'nullable') === true && ' or null'}`;
}

const bounds: readonly (readonly [word: string, text: string])[] = [
  ['minLength', 'at least % characters'],
  ['maxLength', 'at most % characters'],
  ['minimum', 'at least %'],
  ['maximum', 'at most %'],
  ['minItems', 'at least % items'],
  ['maxItems', 'at most % items'],
];

export function boundsOf(schema: JsonValue, next: Marks = noMarks): readonly Piece[] {
  const codes = (all: readonly JsonValue[]) =>
    all.map((value, index) => html`${index > 0 && ', '}${valueHtml(value)}${spaced(next.value(schema, value))}`);
  const values = itemsOf(field(schema, 'enum'));
  const known = itemsOf(field(schema, 'x-extensible-enum'));
  const constant = field(schema, 'const');
  const pattern = textField(schema, 'pattern');
  return [
    values.length > 0 && html`one of ${codes(values)}`,
    constant !== undefined && html`always <code>${canonical(constant)}</code>`,
    known.length > 0 && html`known so far: ${codes(known)}`,
    ...bounds.map(([word, text]) => {
      const value = field(schema, word);
      return value !== undefined && text.replace('%', canonical(value));
    }),
    pattern !== undefined && html`matches <code>${pattern}</code>`,
    ...files(schema),
  ].filter((piece) => piece !== false);
}

const valueHtml = (value: JsonValue): Piece =>
  html`<code>${typeof value === 'string' ? value : canonical(value)}</code>`;

export const spaced = (mark: Piece): Piece => mark && html` ${mark}`;

/** The XSDs and the JSON Schema of an XML message. */
const files = (schema: JsonValue): readonly Piece[] => [
  ...textsOf(field(schema, 'x-xsd')).map((reference) => {
    const [file, element] = reference.split('#');
    return html`XSD <a href="${file}">${file}</a>, element <code>${element}</code>`;
  }),
  ...textsOf(field(schema, 'x-json-schema')).map(
    (reference) => html`fields as in <a href="#${schemaId(nameOf(reference))}">${nameOf(reference)}</a>`,
  ),
];

function exampleOf(schema: JsonValue): Piece {
  const example = field(schema, 'example');
  return (
    example !== undefined &&
    !isObject(example) &&
    html`<p class="quiet">Example: <code>${exampleText(example)}</code></p>`
  );
}

const exampleText = (example: JsonValue): string => (typeof example === 'string' ? example : canonical(example));

/** What is inside a string, by event. */
function payloads(name: string, schema: JsonValue, next: Marks): Piece {
  return membersOf(field(schema, 'properties')).map(([property, inner]) => {
    const lines = itemsOf(field(inner, 'x-payload-schema'));
    if (lines.length === 0) return undefined;
    const rows = lines.map((line) => {
      const reference = textField(line, 'schema') ?? '';
      return [
        html`<code>${textField(line, 'event')}</code>${field(line, 'retired') === true && html` <span class="quiet">retired</span>`}${spaced(next.part(line))}`,
        html`<a href="#${schemaId(nameOf(reference))}">${nameOf(reference)}</a>`,
        html`<code>${textField(line, 'scope')}</code>`,
      ];
    });
    return html`<p>What the text of <code>${property}</code> holds, by event:</p>${table(`Payloads of ${name}`, ['Event', 'Schema', 'Scope of a subscription'], rows)}`;
  });
}

/** Schemas of a contract, each with its anchor, beside the examples that `examples` has of it. */
export const schemasHtml = (
  schemas: JsonObject,
  examples: (name: string) => readonly Choice[] = () => [],
  next: Marks = noMarks,
): Markup =>
  html`${membersOf(schemas).map(
    ([name, schema]) =>
      html`<section class="split"><div><h3 id="${schemaId(name)}"><a href="#${schemaId(name)}">${name}</a>${spaced(next.part(schema))}</h3>${schemaHtml(name, schema, schemaId(name), next)}</div><div class="show">${picker(name, examples(name))}</div></section>`,
  )}`;

/** A schema as a table of its fields; what has a name is a link to its own table. */
import type { JsonObject, JsonValue } from '../../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../../formats/values.ts';
import { table } from '../../../ui/components.ts';
import { anchor, html, type Markup, type Piece } from '../../../ui/html.ts';
import { canonical, membersOf, textsOf } from '../../diff/json.ts';
import { markdown } from './markdown.ts';

const fields_depth_max = 6;

export const schemaId = (name: string): string => `schema-${anchor(name)}`;
export const nameOf = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1);

/** `name` labels the table. */
export function schemaHtml(name: string, schema: JsonValue): Markup {
  const rows = fieldRows(schema, '', 0);
  return html`${describe(schema)}
<p>${typeText(schema)}${boundsOf(schema).map((bound) => html` · ${bound}`)}</p>
${payloads(name, schema)}
${rows.length > 0 && table(`Fields of ${name}`, ['Field', 'Type', 'Meaning'], rows)}`;
}

const describe = (schema: JsonValue): Piece => {
  const text = textField(schema, 'description');
  return text !== undefined && markdown(text);
};

function fieldRows(schema: JsonValue, prefix: string, depth: number): readonly (readonly Piece[])[] {
  const required = textsOf(field(schema, 'required'));
  const seldom = textsOf(field(schema, 'x-optional-in-practice'));
  return membersOf(field(schema, 'properties')).flatMap(([name, property]) => {
    const path = prefix + name;
    const need = required.includes(name)
      ? seldom.includes(name)
        ? 'required, left out at times'
        : 'required'
      : 'optional';
    const row = [
      html`<code>${path}</code><br><span class="quiet">${need}</span>`,
      html`${typeText(property)}${boundsOf(property).map((bound) => html`<br>${bound}`)}`,
      html`${describe(property)}${marksOf(property)}`,
    ];
    const nested = isObject(field(property, 'items')) ? (field(property, 'items') ?? null) : property;
    const inner =
      depth < fields_depth_max ? fieldRows(nested, `${path}${nested === property ? '.' : '[].'}`, depth + 1) : [];
    return [row, ...inner];
  });
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

function boundsOf(schema: JsonValue): readonly Piece[] {
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

const codes = (values: readonly JsonValue[]): Piece =>
  values.map(
    (value, index) => html`${index > 0 && ', '}<code>${typeof value === 'string' ? value : canonical(value)}</code>`,
  );

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

const lifecycles: Readonly<Record<string, string>> = {
  'not-in-use': 'Not in use yet.',
  'in-development': 'In development.',
  retired: 'Retired.',
};

function marksOf(schema: JsonValue): Piece {
  const lifecycle = lifecycles[textField(schema, 'x-lifecycle') ?? ''];
  const example = field(schema, 'example');
  return [
    lifecycle !== undefined && html`<p class="quiet">${lifecycle}</p>`,
    field(schema, 'x-pii') === true && html`<p class="quiet">Personal data.</p>`,
    example !== undefined &&
      !isObject(example) &&
      html`<p class="quiet">Example: <code>${exampleText(example)}</code></p>`,
  ];
}

const exampleText = (example: JsonValue): string => (typeof example === 'string' ? example : canonical(example));

/** What is inside a string, by event. */
function payloads(name: string, schema: JsonValue): Piece {
  return membersOf(field(schema, 'properties')).map(([property, inner]) => {
    const lines = itemsOf(field(inner, 'x-payload-schema'));
    if (lines.length === 0) return undefined;
    const rows = lines.map((line) => {
      const reference = textField(line, 'schema') ?? '';
      return [
        html`<code>${textField(line, 'event')}</code>${field(line, 'retired') === true && html` <span class="quiet">retired</span>`}`,
        html`<a href="#${schemaId(nameOf(reference))}">${nameOf(reference)}</a>`,
        html`<code>${textField(line, 'scope')}</code>`,
      ];
    });
    return html`<p>What the text of <code>${property}</code> holds, by event:</p>${table(`Payloads of ${name}`, ['Event', 'Schema', 'Scope of a subscription'], rows)}`;
  });
}

/** Schemas of a contract, each with its anchor. */
export const schemasHtml = (schemas: JsonObject): Markup =>
  html`${membersOf(schemas).map(
    ([name, schema]) => html`<h3 id="${schemaId(name)}">${name}</h3>${schemaHtml(name, schema)}`,
  )}`;

/** Our events: one section for each type, with its schema and its examples. */
import type { JsonObject, JsonValue } from '../../../../formats/json.ts';
import { field, itemsOf, textField } from '../../../../formats/values.ts';
import { picker, table } from '../../../../ui/components.ts';
import { anchor, html, type Piece } from '../../../../ui/html.ts';
import { membersOf } from '../../../diff/json.ts';
import type { Snapshot } from '../../../snapshot.ts';
import type { Page } from '../layout.ts';
import { firstSentence } from '../markdown.ts';
import type { Marks } from '../marks.ts';
import { fieldId, legend, schemaHtml, schemasHtml } from '../schema-tree.ts';
import { type Shown, versionHtml } from '../version.ts';

export type EventsParts = {
  readonly path: string;
  readonly snapshot: Snapshot;
  readonly shown: Shown;
  /** The documents to download, as they lie beside the page. */
  readonly documents: readonly string[];
  /** Schema file → schema. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
  /** Example file → its text. */
  readonly examples: ReadonlyMap<string, string>;
  readonly next: Marks;
};

export function eventsPage({ path, snapshot, shown, documents, schemas, examples, next }: EventsParts): Page {
  const types = itemsOf(field(snapshot.document, 'x-event-types'));
  const definitions = definitionsOf([...schemas.values()]);
  return {
    path,
    title: 'Our events: every type',
    short: 'Every type',
    summary: 'What the gateway hands on: CloudEvents 1.0 with typed data.',
    parts: types.flatMap((row) => typeParts(row, schemas)),
    contents: types.map((row) => ({ id: anchor(typeOf(row)), title: typeOf(row) })),
    wide: true,
    body: html`${versionHtml(shown)}
<p>What the gateway hands on are <a href="https://cloudevents.io">CloudEvents 1.0</a>. Delivery is at least once: a repeat always has the same <code>id</code>. This page says what
stands in <code>data</code>. Be ready for fields that are not here.</p>
<p>Download: ${documents.map((file, index) => html`${index > 0 && ', '}<a href="${file}">${file}</a>`)}</p>
${table(
  'Event types',
  ['Type', 'Subject', 'When'],
  types.map((row) => typeRow(row, next)),
)}
${legend(next)}
${types.map((row) => typeHtml(row, schemas, examples, next))}
<h2 id="schemas">Shared parts</h2>${schemasHtml(definitions, undefined, next)}`,
  };
}

const typeOf = (row: JsonValue): string => textField(row, 'type') ?? '';

const typeRow = (row: JsonValue, next: Marks): readonly Piece[] => [
  html`<a href="#${anchor(typeOf(row))}"><code>${typeOf(row)}</code></a> ${next.part(row)}`,
  textField(row, 'subject'),
  textField(row, 'description'),
];

function schemaOf(
  row: JsonValue,
  schemas: ReadonlyMap<string, JsonObject>,
): readonly [file: string, schema: JsonObject] {
  const found = [...schemas].find(([, schema]) => textField(schema, 'title') === textField(row, 'schema'));
  return found ?? ['', {}];
}

function typeHtml(
  row: JsonValue,
  schemas: ReadonlyMap<string, JsonObject>,
  examples: ReadonlyMap<string, string>,
  next: Marks,
): Piece {
  const [file, schema] = schemaOf(row, schemas);
  const own = [...examples].filter(([name]) => name.startsWith(file.replace(/json$/, '')));
  const id = anchor(typeOf(row));
  const choices = own.map(([name, text]) => ({ name, text, language: 'json' }));
  return html`<section class="split"><div><h2 id="${id}"><a href="#${id}">${typeOf(row)}</a> ${next.part(row)}</h2>
<p>Schema: <a href="${file}">${file}</a></p>
${schemaHtml(typeOf(row), schema, id, next)}</div><div class="show">${picker(typeOf(row), choices)}</div></section>`;
}

function typeParts(row: JsonValue, schemas: ReadonlyMap<string, JsonObject>) {
  const id = anchor(typeOf(row));
  const [, schema] = schemaOf(row, schemas);
  return [
    { id, title: typeOf(row), text: textField(row, 'description') ?? '' },
    ...membersOf(field(schema, 'properties')).map(([name, property]) => ({
      id: fieldId(id, name),
      title: name,
      text: `${typeOf(row)}: ${firstSentence(textField(property, 'description') ?? '')}`,
    })),
  ];
}

/** Definitions by name; the same name in two files means the same, or the type has it in its own section. */
function definitionsOf(schemas: readonly JsonObject[]): JsonObject {
  return Object.fromEntries(schemas.flatMap((schema) => membersOf(field(schema, 'definitions'))));
}

/** The reference of one contract: every operation with its bodies and answers, every schema. */
import type { JsonValue } from '../../../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../../../formats/values.ts';
import { codeBlock, table } from '../../../../ui/components.ts';
import { anchor, html, type Piece } from '../../../../ui/html.ts';
import { canonical, membersOf } from '../../../diff/json.ts';
import { follow } from '../../../diff/pair.ts';
import type { Snapshot } from '../../../snapshot.ts';
import { jsonText } from '../../texts.ts';
import type { Page, Part } from '../layout.ts';
import { firstSentence, markdown } from '../markdown.ts';
import { nameOf, schemaId, schemasHtml, typeText } from '../schema-table.ts';

export type ReferenceParts = {
  readonly path: string;
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly publishedAs: string;
  /** The documents to download, as they lie beside the page. */
  readonly documents: readonly string[];
  readonly tryForm?: Piece;
};

type Operation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly item: JsonValue;
  readonly operation: JsonValue;
};

const shorts: Readonly<Record<string, string>> = { push: 'What we receive', api: 'What we call' };

export function referencePage({ path, snapshot, publishedAs, documents, tryForm }: ReferenceParts): Page {
  const { document } = snapshot;
  const info = field(document, 'info');
  const operations = operationsOf(snapshot);
  const schemas = field(field(document, 'components'), 'schemas');
  const proofs = membersOf(field(field(document, 'components'), 'securitySchemes'));
  const title = textField(info, 'title') ?? snapshot.name;
  return {
    path,
    title,
    short: shorts[snapshot.kind] ?? 'Reference',
    summary: firstSentence(textField(info, 'description') ?? title),
    parts: [...operations.map(operationPart), ...schemaParts(schemas)],
    body: html`<p class="quiet">Version ${publishedAs}</p>
${markdown(textField(info, 'description') ?? '')}
<p>Download: ${documents.map((file, index) => html`${index > 0 && ', '}<a href="${file}">${file}</a>`)}</p>
<ul>${operations.map(
      ({ id, method, path: at, operation }) =>
        html`<li><a href="#${id}"><span class="method">${method}</span> <code>${at}</code></a> ${textField(operation, 'summary')}</li>`,
    )}</ul>
${operations.map((operation) => operationHtml(snapshot, operation))}
${tryForm}
${proofs.length > 0 && html`<h2 id="proofs">How a caller proves itself</h2>${proofs.map(([name, scheme]) => html`<h3 id="proof-${anchor(name)}">${name}</h3>${markdown(textField(scheme, 'description') ?? '')}`)}`}
${isObject(schemas) && html`<h2 id="schemas">Schemas</h2>${schemasHtml(schemas)}`}`,
  };
}

function operationsOf({ document }: Snapshot): readonly Operation[] {
  return membersOf(field(document, 'paths')).flatMap(([path, item]) =>
    membersOf(item)
      .filter(([, operation]) => textField(operation, 'operationId') !== undefined)
      .map(([method, operation]) => ({
        id: anchor(textField(operation, 'operationId') ?? path),
        method: method.toUpperCase(),
        path,
        item,
        operation,
      })),
  );
}

const operationPart = ({ id, method, path, operation }: Operation): Part => ({
  id,
  title: textField(operation, 'summary') ?? path,
  text: `${method} ${path}`,
});

function schemaParts(schemas: JsonValue | undefined): readonly Part[] {
  return membersOf(schemas).flatMap(([name, schema]) => [
    { id: schemaId(name), title: name, text: firstSentence(textField(schema, 'description') ?? '') },
    ...membersOf(field(schema, 'properties')).map(([property, inner]) => ({
      id: schemaId(name),
      title: property,
      text: `${name}: ${firstSentence(textField(inner, 'description') ?? '')}`,
    })),
  ]);
}

function operationHtml(snapshot: Snapshot, { id, method, path, item, operation }: Operation): Piece {
  const resolve = (value: JsonValue | undefined): JsonValue =>
    follow(snapshot.document, textField(value, '$ref') ?? '') ?? value ?? null;
  const parameters = [...itemsOf(field(item, 'parameters')), ...itemsOf(field(operation, 'parameters'))].map(resolve);
  const security = itemsOf(field(operation, 'security') ?? field(snapshot.document, 'security'));
  const body = resolve(field(operation, 'requestBody'));
  return html`<h2 id="${id}">${textField(operation, 'summary')}</h2>
<p><span class="method">${method}</span> <code>${path}</code></p>
${markdown(textField(operation, 'description') ?? '')}
<p>Proof: ${proofText(security)}</p>
${parameters.length > 0 && html`<h3>Parameters</h3>${table(`Parameters of ${method} ${path}`, ['Name', 'Type', 'Meaning'], parameters.map(parameterRow))}`}
${isObject(body) && html`<h3>Body</h3>${markdown(textField(body, 'description') ?? '')}${contentHtml(field(body, 'content'))}`}
<h3>Answers</h3>
${membersOf(field(operation, 'responses')).map(([status, answer]) => answerHtml(status, resolve(answer)))}`;
}

function proofText(security: readonly JsonValue[]): Piece {
  const names = security.map((alternative) => membersOf(alternative).map(([name]) => name));
  if (names.length === 0) return 'none in a header; see the path';
  return names.map((all, index) => [
    index > 0 && ' or ',
    all.length === 0 ? 'none' : all.map((name) => html`<a href="#proof-${anchor(name)}">${name}</a> `),
  ]);
}

function parameterRow(parameter: JsonValue): readonly Piece[] {
  const example = field(parameter, 'example');
  return [
    html`<code>${textField(parameter, 'name')}</code><br><span class="quiet">${textField(parameter, 'in')}, ${field(parameter, 'required') === true ? 'required' : 'optional'}</span>`,
    typeText(field(parameter, 'schema')),
    html`${markdown(textField(parameter, 'description') ?? '')}${example !== undefined && html`<p class="quiet">Example: <code>${typeof example === 'string' ? example : canonical(example)}</code></p>`}`,
  ];
}

function answerHtml(status: string, answer: JsonValue): Piece {
  const headers = membersOf(field(answer, 'headers')).map(([name]) => name);
  return html`<h4>${status}</h4>${markdown(textField(answer, 'description') ?? '')}
${headers.length > 0 && html`<p>Headers: ${headers.map((name, index) => html`${index > 0 && ', '}<code>${name}</code>`)}</p>`}
${contentHtml(field(answer, 'content'))}`;
}

function contentHtml(content: JsonValue | undefined): Piece {
  return membersOf(content).map(([mediaType, media]) => {
    const schema = field(media, 'schema');
    const examples = membersOf(field(media, 'examples'));
    return html`<p><code>${mediaType}</code>: ${typeText(schema)}${xmlText(schema)}</p>
${examples.map(([name, example]) => {
  const value = field(example, 'value') ?? null;
  const summary = textField(example, 'summary') ?? name;
  return html`<details><summary>${summary}</summary>${codeBlock(summary, typeof value === 'string' ? value : jsonText(value))}</details>`;
})}`;
  });
}

function xmlText(schema: JsonValue | undefined): Piece {
  const xsd = field(schema, 'x-xsd');
  const all = typeof xsd === 'string' ? [xsd] : itemsOf(xsd).map(String);
  const references = field(schema, 'x-json-schema');
  const named = typeof references === 'string' ? [references] : itemsOf(references).map(String);
  if (all.length === 0) return undefined;
  return html` (XML: ${all.map((reference, index) => {
    const [file, element] = reference.split('#');
    return html`${index > 0 && ', '}<code>${element}</code> of <a href="${file}">${file}</a>`;
  })}; fields as in ${named.map((reference, index) => html`${index > 0 && ', '}<a href="#${schemaId(nameOf(reference))}">${nameOf(reference)}</a>`)})`;
}

/** One operation of a contract: what it takes and answers on the left, whole requests and bodies on the right. */
import type { JsonValue } from '../../../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../../../formats/values.ts';
import { type Choice, methodBadge, picker, statusBadge, table, tabs } from '../../../../ui/components.ts';
import { anchor, html, type Piece } from '../../../../ui/html.ts';
import { canonical, membersOf } from '../../../diff/json.ts';
import { follow } from '../../../diff/pair.ts';
import type { Snapshot } from '../../../snapshot.ts';
import type { PushSample } from '../../samples/push-sample.ts';
import { pushChoices } from '../../samples/samples.ts';
import { jsonText } from '../../texts.ts';
import { atBaseUrl } from '../base-url.ts';
import type { Part } from '../layout.ts';
import { markdown } from '../markdown.ts';
import { nameOf, schemaId, typeText } from '../schema-tree.ts';

export type Operation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly item: JsonValue;
  readonly operation: JsonValue;
  readonly operationId: string;
};

/** The request to show for an operation. `note` says what it is and where more of its kind are. */
export type Sampled = { readonly sample: PushSample; readonly baseUrl: string; readonly note?: Piece };

export function operationsOf({ document }: Snapshot): readonly Operation[] {
  return membersOf(field(document, 'paths')).flatMap(([path, item]) =>
    membersOf(item)
      .filter(([, operation]) => textField(operation, 'operationId') !== undefined)
      .map(([method, operation]) => ({
        id: anchor(textField(operation, 'operationId') ?? path),
        method: method.toUpperCase(),
        path,
        item,
        operation,
        operationId: textField(operation, 'operationId') ?? '',
      })),
  );
}

export const operationPart = ({ id, method, path, operation }: Operation): Part => ({
  id,
  title: textField(operation, 'summary') ?? path,
  text: `${method} ${path}`,
});

export function operationHtml(
  snapshot: Snapshot,
  { id, method, path, item, operation }: Operation,
  sampled: Sampled | undefined,
): Piece {
  const resolve = (value: JsonValue | undefined): JsonValue =>
    follow(snapshot.document, textField(value, '$ref') ?? '') ?? value ?? null;
  const parameters = [...itemsOf(field(item, 'parameters')), ...itemsOf(field(operation, 'parameters'))].map(resolve);
  const security = itemsOf(field(operation, 'security') ?? field(snapshot.document, 'security'));
  const body = resolve(field(operation, 'requestBody'));
  return html`<section class="split"><div><h2 id="${id}"><a href="#${id}">${textField(operation, 'summary')}</a></h2>
<p>${methodBadge(method)} <code>${path}</code></p>
${markdown(textField(operation, 'description') ?? '')}
<p>Proof: ${proofText(security)}</p>
${parameters.length > 0 && html`<h3>Parameters</h3>${table(`Parameters of ${method} ${path}`, ['Name', 'Type', 'Meaning'], parameters.map(parameterRow))}`}
${isObject(body) && html`<h3>Body</h3>${markdown(textField(body, 'description') ?? '')}${contentHtml(field(body, 'content'))}`}
</div><div class="show">${sampled && requestHtml(id, sampled)}${picker(`Body of ${method} ${path}`, exampleChoices(field(body, 'content')))}</div></section>
<h3>Answers</h3>
${membersOf(field(operation, 'responses')).map(([status, answer]) => answerHtml(id, status, resolve(answer)))}`;
}

const requestHtml = (id: string, { sample, baseUrl, note }: Sampled): Piece =>
  html`<p class="caption">Request</p>${atBaseUrl(html`${tabs(`Request of ${id}`, pushChoices(sample))}`, baseUrl)}${note !== undefined && html`<p class="quiet">${note}</p>`}`;

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

function answerHtml(operation: string, status: string, answer: JsonValue): Piece {
  const headers = membersOf(field(answer, 'headers')).map(([name]) => name);
  const content = field(answer, 'content');
  const id = `${operation}-${anchor(status)}`;
  return html`<section class="split"><div><h4 id="${id}"><a href="#${id}">${statusBadge(status)}</a></h4>${markdown(textField(answer, 'description') ?? '')}
${headers.length > 0 && html`<p>Headers: ${headers.map((name, index) => html`${index > 0 && ', '}<code>${name}</code>`)}</p>`}
${contentHtml(content)}</div><div class="show">${picker(`Answer ${status} of ${operation}`, exampleChoices(content))}</div></section>`;
}

function contentHtml(content: JsonValue | undefined): Piece {
  return membersOf(content).map(([mediaType, media]) => {
    const schema = field(media, 'schema');
    return html`<p><code>${mediaType}</code>: ${typeText(schema)}${xmlText(schema)}</p>`;
  });
}

/** All examples of a body, of each media type; two of one name are told apart by their type. */
export function exampleChoices(content: JsonValue | undefined): readonly Choice[] {
  const all = membersOf(content).flatMap(([mediaType, media]) =>
    membersOf(field(media, 'examples')).map(([name, example]) => ({
      mediaType,
      ...choiceOf(textField(example, 'summary') ?? name, field(example, 'value') ?? null),
    })),
  );
  return all.map(({ mediaType, ...choice }) =>
    all.filter(({ name }) => name === choice.name).length > 1
      ? { ...choice, name: `${choice.name} (${mediaType})` }
      : choice,
  );
}

const choiceOf = (name: string, value: JsonValue): Choice =>
  typeof value === 'string'
    ? { name, text: value, language: value.trimStart().startsWith('<') ? 'xml' : 'json' }
    : { name, text: jsonText(value), language: 'json' };

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

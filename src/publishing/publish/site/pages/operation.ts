/** One operation of a contract: what it takes and answers on the left, whole requests and bodies on the right. */
import type { JsonValue } from '../../../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../../../formats/values.ts';
import { methodBadge, picker, table, tabs } from '../../../../ui/components.ts';
import { anchor, html, type Piece } from '../../../../ui/html.ts';
import { canonical, membersOf } from '../../../diff/json.ts';
import { follow } from '../../../diff/pair.ts';
import type { Snapshot } from '../../../snapshot.ts';
import type { PushSample } from '../../samples/push-sample.ts';
import { pushChoices } from '../../samples/samples.ts';
import { atBaseUrl } from '../base-url.ts';
import { foldedParts } from '../folded.ts';
import type { Part } from '../layout.ts';
import { markdown } from '../markdown.ts';
import type { Marks } from '../marks.ts';
import { boundsOf, typeText } from '../schema-tree.ts';
import { answerChoices, answerHtml, contentHtml, exampleChoices } from './content.ts';

export type Operation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly item: JsonValue;
  readonly operation: JsonValue;
  readonly operationId: string;
};

/** The request to show for an operation. `note` says what it is and where more of its kind are. */
export type Sampled = {
  readonly sample: PushSample;
  readonly baseUrl: string;
  readonly note?: Piece;
  /** Where there are several. */
  readonly title?: string;
};

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

/** `next` marks what no release has. */
export function operationHtml(
  snapshot: Snapshot,
  operation: Operation,
  sampled: readonly Sampled[],
  next: Marks,
): Piece {
  const { id, method, path, item } = operation;
  const resolve = (value: JsonValue | undefined): JsonValue =>
    follow(snapshot.document, textField(value, '$ref') ?? '') ?? value ?? null;
  const own = operation.operation;
  const parameters = [...itemsOf(field(item, 'parameters')), ...itemsOf(field(own, 'parameters'))].map(resolve);
  const security = itemsOf(field(own, 'security') ?? field(snapshot.document, 'security'));
  const body = resolve(field(own, 'requestBody'));
  const answers = membersOf(field(own, 'responses')).map(([status, answer]) => [status, resolve(answer)] as const);
  const { first, more } = foldedParts(textField(own, 'description') ?? '');
  return html`<section class="split operation"><div><h2 id="${id}"><a href="#${id}">${textField(own, 'summary')}</a> ${next.member(item, method.toLowerCase())}</h2>
<p>${methodBadge(method)} <code>${path}</code></p>
${first}
<p>Proof: ${proofText(security)}</p></div>
<div class="show">${baseUrlsOf(field(own, 'servers') ?? field(item, 'servers'))}${sampled.map((one) => requestHtml(id, one))}
${captioned('Answer', picker(`Answer to ${method} ${path}`, answers.flatMap(answerChoices)))}
${captioned('Bodies', picker(`Body of ${method} ${path}`, exampleChoices(field(body, 'content'))))}</div>
<div>${
    parameters.length > 0 &&
    html`<h3>Parameters</h3>${table(
      `Parameters of ${method} ${path}`,
      ['Name', 'Type', 'Meaning'],
      parameters.map((parameter) => parameterRow(parameter, next)),
    )}`
  }
${isObject(body) && html`<h3>Body</h3>${markdown(textField(body, 'description') ?? '')}${contentHtml(body, next)}`}
<h3>Answers</h3>
${answers.map(([status, answer]) => answerHtml(id, status, answer, { whole: next.member(own, status, 'responses'), next }))}
${more}</div></section>`;
}

const captioned = (caption: string, shown: Piece): Piece => shown && html`<p class="caption">${caption}</p>${shown}`;

/** Where the operation is called, if that is not where the others of its contract are. */
const baseUrlsOf = (servers: JsonValue | undefined): Piece =>
  itemsOf(servers).map(
    (server) =>
      html`<p class="caption">Base URL</p><p><code>${textField(server, 'url')}</code> <span class="quiet">${textField(server, 'description')}</span></p>`,
  );

const requestHtml = (id: string, { sample, baseUrl, note, title = 'Request' }: Sampled): Piece =>
  html`<p class="caption">${title}</p>${atBaseUrl(html`${tabs(`${title} of ${id}`, pushChoices(sample))}`, baseUrl)}${note !== undefined && html`<p class="quiet">${note}</p>`}`;

function proofText(security: readonly JsonValue[]): Piece {
  const names = security.map((alternative) => membersOf(alternative).map(([name]) => name));
  if (names.length === 0) return 'none in a header; see the path';
  return names.map((all, index) => [
    index > 0 && ' or ',
    all.length === 0 ? 'none' : all.map((name) => html`<a href="#proof-${anchor(name)}">${name}</a> `),
  ]);
}

function parameterRow(parameter: JsonValue, next: Marks): readonly Piece[] {
  const example = field(parameter, 'example');
  const schema = field(parameter, 'schema');
  return [
    html`<code>${textField(parameter, 'name')}</code> ${next.part(parameter)}<br><span class="quiet">${textField(parameter, 'in')}, ${field(parameter, 'required') === true ? 'required' : 'optional'}</span>`,
    html`${typeText(schema)}${boundsOf(schema ?? null, next).map((bound) => html`<br><span class="quiet">${bound}</span>`)}`,
    html`${markdown(textField(parameter, 'description') ?? '')}${example !== undefined && html`<p class="quiet">Example: <code>${typeof example === 'string' ? example : canonical(example)}</code></p>`}`,
  ];
}

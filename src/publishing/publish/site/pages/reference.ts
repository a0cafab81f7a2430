/** The reference of one contract: every operation with its bodies and answers, every schema. */
import type { JsonValue } from '../../../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../../../formats/values.ts';
import { type Choice, methodBadge } from '../../../../ui/components.ts';
import { anchor, html, type Piece } from '../../../../ui/html.ts';
import { membersOf, textsOf } from '../../../diff/json.ts';
import { follow } from '../../../diff/pair.ts';
import type { Snapshot } from '../../../snapshot.ts';
import type { Environment } from '../../environments.ts';
import { atBaseUrl } from '../base-url.ts';
import { folded } from '../folded.ts';
import type { Page, Part } from '../layout.ts';
import { firstSentence, markdown } from '../markdown.ts';
import type { Marks } from '../marks.ts';
import { fieldId, legend, nameOf, schemaId, schemasHtml, spaced } from '../schema-tree.ts';
import { type Shown, versionHtml } from '../version.ts';
import { shownXsds, xsdId, xsdsHtml } from '../xsd-tree.ts';
import { exampleChoices } from './content.ts';
import { type Operation, operationHtml, operationPart, operationsOf, type Sampled } from './operation.ts';

export type ReferenceParts = {
  readonly path: string;
  readonly name: string;
  readonly snapshot: Snapshot;
  readonly shown: Shown;
  /** The documents to download, as they lie beside the page. */
  readonly documents: readonly string[];
  readonly environments: readonly Environment[];
  readonly baseUrl: string;
  readonly next: Marks;
  /** The release that the page is told apart from. */
  readonly last?: Snapshot;
  readonly tryForm?: Piece;
  /** What to show as requests of an operation; none where there is nothing that could be sent as it is shown. */
  readonly samplesOf: (operation: Operation) => readonly Sampled[];
  /** The text of an example that a payload schema names. */
  readonly payloadExample: (file: string) => string | undefined;
};

const shorts: Readonly<Record<string, string>> = { push: 'What we receive', api: 'What we call' };

export function referencePage(parts: ReferenceParts): Page {
  const { path, snapshot, shown, tryForm, next } = parts;
  const { document } = snapshot;
  const info = field(document, 'info');
  const operations = operationsOf(snapshot);
  const schemas = field(field(document, 'components'), 'schemas');
  const proofs = membersOf(field(field(document, 'components'), 'securitySchemes'));
  const title = textField(info, 'title') ?? snapshot.name;
  const xsds = shownXsds(snapshot);
  const bodies = operations.flatMap(({ operation }) => [
    ...bodiesOf(snapshot, field(operation, 'requestBody')),
    ...membersOf(field(operation, 'responses')).flatMap(([, answer]) => bodiesOf(snapshot, answer)),
  ]);
  return {
    path,
    title,
    short: shorts[snapshot.kind] ?? 'Reference',
    summary: firstSentence(textField(info, 'description') ?? title),
    parts: [...operations.map(operationPart), ...schemaParts(schemas)],
    contents: [
      ...operations.map((operation) => ({ id: operation.id, title: operationPart(operation).title })),
      ...(tryForm === undefined ? [] : [{ id: 'try', title: 'Try it' }]),
      ...xsds.map((message) => ({ id: xsdId(message), title: `<${message.element}>` })),
      ...membersOf(schemas).map(([schema]) => ({ id: schemaId(schema), title: schema })),
    ],
    wide: true,
    body: html`<section class="split"><div>${versionHtml(shown)}
${folded(textField(info, 'description') ?? '')}</div><div class="show">${overview(parts, operations)}</div></section>
${operations.map((operation) => operationHtml(snapshot, operation, parts.samplesOf(operation), next))}
${tryForm}
${proofs.length > 0 && html`<h2 id="proofs">How a caller proves itself</h2>${proofs.map(([name, scheme]) => html`<h3 id="proof-${anchor(name)}">${name}${spaced(next.part(scheme))}</h3>${markdown(textField(scheme, 'description') ?? '')}`)}`}
${xsds.length > 0 && html`<h2 id="xsd">XML</h2><p>Element by element, as the XSDs have it.</p>${xsdsHtml(snapshot, bodies, next, parts.last)}`}
${isObject(schemas) && html`<h2 id="schemas">Schemas</h2>${legend(next)}${schemasHtml(schemas, examplesOf(document, parts.payloadExample), next)}`}`,
  };
}

/** What stands beside the first words: where it is called, where to go, and what to take along. */
const overview = (
  { environments, baseUrl, documents }: ReferenceParts,
  operations: readonly Operation[],
): Piece => html`<div class="overview">
<p class="caption">Base URL</p>
<ul>${environments.map(({ url, what }) => html`<li>${atBaseUrl(html`<code>${url}</code>`, baseUrl)} <span class="quiet">${what}</span></li>`)}</ul>
<p class="caption">${operations.length === 1 ? 'Operation' : 'Operations'}</p>
<ul>${operations.map(
  ({ id, method, path, operation }) =>
    html`<li>${methodBadge(method)} <a href="#${id}"><code>${path}</code></a> ${textField(operation, 'summary')}</li>`,
)}</ul>
<p>Download: ${documents.map((file, index) => html`${index > 0 && ', '}<a href="${file}">${file}</a>`)}</p></div>`;

/** All examples of a body, or of an answer. */
function bodiesOf({ document }: Snapshot, body: JsonValue | undefined): readonly Choice[] {
  return exampleChoices(field(follow(document, textField(body, '$ref') ?? '') ?? body, 'content'));
}

function schemaParts(schemas: JsonValue | undefined): readonly Part[] {
  return membersOf(schemas).flatMap(([name, schema]) => [
    { id: schemaId(name), title: name, text: firstSentence(textField(schema, 'description') ?? '') },
    ...membersOf(field(schema, 'properties')).map(([property, inner]) => ({
      id: fieldId(schemaId(name), property),
      title: property,
      text: `${name}: ${firstSentence(textField(inner, 'description') ?? '')}`,
    })),
  ]);
}

/** Examples by the schema that they are of: payloads of a string, and bodies. */
function examplesOf(document: JsonValue, payloadExample: (file: string) => string | undefined) {
  const lines = membersOf(field(field(document, 'components'), 'schemas')).flatMap(([, schema]) =>
    membersOf(field(schema, 'properties')).flatMap(([, property]) => itemsOf(field(property, 'x-payload-schema'))),
  );
  return (name: string): readonly Choice[] => {
    const files = lines
      .filter((line) => nameOf(textField(line, 'schema') ?? '') === name)
      .flatMap((line) => textsOf(field(line, 'examples')));
    return [...new Set(files)].flatMap((file) => {
      const text = payloadExample(file);
      return text === undefined ? [] : [{ name: file, text, language: 'json' }];
    });
  };
}

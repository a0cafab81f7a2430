/** Bodies and answers of an operation: their media types, schemas and examples. */
import { STATUS_CODES } from 'node:http';
import type { JsonValue } from '../../../../formats/json.ts';
import { field, itemsOf, textField } from '../../../../formats/values.ts';
import { type Choice, statusBadge } from '../../../../ui/components.ts';
import { anchor, html, type Piece } from '../../../../ui/html.ts';
import { membersOf } from '../../../diff/json.ts';
import { jsonText } from '../../texts.ts';
import { markdown } from '../markdown.ts';
import type { Marks } from '../marks.ts';
import { nameOf, schemaId, spaced, typeText } from '../schema-tree.ts';

type AnswerMarks = { readonly whole: Piece; readonly next: Marks };

export function answerHtml(operation: string, status: string, answer: JsonValue, { whole, next }: AnswerMarks): Piece {
  const headers = membersOf(field(answer, 'headers')).map(([name]) => name);
  const id = `${operation}-${anchor(status)}`;
  return html`<h4 id="${id}"><a href="#${id}">${statusBadge(status)}</a> ${whole}</h4>${markdown(textField(answer, 'description') ?? '')}
${headers.length > 0 && html`<p>Headers: ${headers.map((name, index) => html`${index > 0 && ', '}<code>${name}</code> ${next.member(answer, name, 'headers')}`)}</p>`}
${contentHtml(answer, next)}`;
}

/** Each example of an answer as it goes over the wire; one line where it has no body. */
export function answerChoices([status, answer]: readonly [status: string, answer: JsonValue]): readonly Choice[] {
  const line = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
  const all = membersOf(field(answer, 'content')).flatMap(([mediaType, media]) =>
    exampleChoices({ [mediaType]: media }).map(({ name, text }) => ({
      name: `${status} · ${name}`,
      text: `${line}\nContent-Type: ${mediaType}\n\n${text}`,
      language: 'http',
    })),
  );
  const named = all.map((choice, index) =>
    all.findIndex(({ name }) => name === choice.name) === index
      ? choice
      : { ...choice, name: `${choice.name} (${index + 1})` },
  );
  return named.length > 0 ? named : [{ name: status, text: line, language: 'http' }];
}

export function contentHtml(holder: JsonValue, next: Marks): Piece {
  return membersOf(field(holder, 'content')).map(([mediaType, media]) => {
    const schema = field(media, 'schema');
    return html`<p><code>${mediaType}</code>${spaced(next.member(holder, mediaType, 'content'))}: ${typeText(schema)}${xmlText(schema)}</p>`;
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

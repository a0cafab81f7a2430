/** What a contract declares: its operations, and every answer of each. */
import type { JsonObject, JsonValue } from '../../../../src/formats/json.ts';
import { field, isObject, textField } from '../../../../src/formats/values.ts';

export type Answer = {
  readonly status: string;
  /** Empty: the answer has no body. */
  readonly content: Readonly<Record<string, { readonly schema: JsonValue | undefined }>>;
  readonly headers: readonly { readonly name: string; readonly required: boolean; readonly schema: JsonValue }[];
};

export type Operation = {
  readonly operationId: string;
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  /** Media types of its request's body; empty: it has none. */
  readonly consumes: readonly string[];
  readonly answers: readonly Answer[];
};

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export function declaredOperations(document: JsonObject): readonly Operation[] {
  const at = (value: JsonValue | undefined) => resolved(document, value);
  return entriesOf(field(document, 'paths')).flatMap(([path, item]) =>
    entriesOf(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => ({
        operationId: textField(operation, 'operationId') ?? `${method} ${path}`,
        method: method.toUpperCase(),
        path,
        consumes: entriesOf(field(at(field(operation, 'requestBody')), 'content')).map(([mediaType]) => mediaType),
        answers: entriesOf(field(operation, 'responses')).map(([status, answer]) => answerOf(status, at(answer), at)),
      })),
  );
}

/** What a `$ref` of the document leads to; anything else is itself. */
export function resolved(document: JsonObject, value: JsonValue | undefined): JsonValue | undefined {
  const steps = textField(value, '$ref')?.slice(2).split('/');
  if (steps === undefined) return value;
  const target = steps.map((step) => step.replaceAll('~1', '/')).reduce<JsonValue | undefined>(field, document);
  return resolved(document, target);
}

function answerOf(
  status: string,
  answer: JsonValue | undefined,
  at: (value: JsonValue | undefined) => JsonValue | undefined,
): Answer {
  const content = entriesOf(field(answer, 'content')).map(([mediaType, body]) => [
    mediaType,
    { schema: field(body, 'schema') },
  ]);
  return {
    status,
    content: Object.fromEntries(content),
    headers: entriesOf(field(answer, 'headers')).map(([name, given]) => {
      const header = at(given);
      return { name, required: field(header, 'required') === true, schema: at(field(header, 'schema')) ?? {} };
    }),
  };
}

const entriesOf = (value: JsonValue | undefined): readonly [string, JsonValue][] =>
  isObject(value) ? Object.entries(value) : [];

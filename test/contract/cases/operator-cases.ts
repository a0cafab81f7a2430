/** Cases for the operator API: each parameter and each body, wrong in one place, and what no operation has. */
import { componentSchemas } from '../../../src/contracts/judge-json.ts';
import { prepareSchemas } from '../../../src/contracts/schema.ts';
import type { JsonObject, JsonValue } from '../../../src/formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../../src/formats/values.ts';
import { limits } from '../../../src/limits.ts';
import { jsonMutations } from './json-mutations.ts';
import { type Bundle, messagesOf, type Operation, readExample, readOperations, resolved } from './messages.ts';
import { wrongNumbers, wrongTexts } from './mutations.ts';

export type OperatorCase = {
  readonly operation: string;
  readonly why: string;
  readonly method: string;
  readonly target: string;
  readonly body?: string;
  readonly contentType?: string;
  readonly status: 400 | 413;
  /** What the answer must name, so that it is clear. */
  readonly names: string;
};

export function operatorCases(): readonly OperatorCase[] {
  const bundle = readOperations('gateway');
  return bundle.operations.flatMap((operation) => [
    ...parameterCases(bundle, operation),
    ...bodyCases(bundle, operation),
  ]);
}

type Values = Readonly<Record<string, readonly string[]>>;
type Parameter = {
  readonly name: string;
  readonly place: string;
  readonly required: boolean;
  readonly schema: JsonObject;
  readonly value: string;
};

function parameterCases(bundle: Bundle, operation: Operation): OperatorCase[] {
  const parameters = parametersOf(bundle, operation);
  const good = goodValues(parameters);
  const one = (why: string, names: string, values: Values): OperatorCase => ({
    ...{ operation: operation.id, why, method: operation.method.toUpperCase(), status: 400, names },
    target: targetOf(operation, parameters, values),
    ...goodBody(bundle, operation),
  });
  const wrong = parameters.flatMap(({ name, place, required, schema, value }) => {
    const not = (why: string, ...values: readonly string[]) =>
      one(`${name}: ${why}`, name, { ...good, [name]: values });
    return [
      ...wrongValues(schema)
        .filter(([, text]) => place === 'query' || text !== '')
        .map(([why, text]) => not(why, text)),
      ...(place === 'query' && required ? [not('missing')] : []),
      ...(place === 'query' && textField(schema, 'type') !== 'array' ? [not('twice', value, value)] : []),
      ...tooMany(schema, value).map((values) => not('too many', ...values)),
    ];
  });
  return [...wrong, one('a parameter that nobody described', 'unheardOf', { ...good, unheardOf: ['of'] })];
}

function wrongValues(schema: JsonObject): readonly (readonly [why: string, text: string])[] {
  const type = textField(schema, 'type');
  const items = field(schema, 'items');
  if (type === 'array') return isObject(items) ? wrongValues(items) : [];
  if (type === 'integer' || type === 'number')
    return [['no number', 'many'], ...wrongNumbers([schema]).map(([why, value]) => [why, String(value)] as const)];
  return type === 'boolean' ? [['neither true nor false', 'perhaps']] : wrongTexts([schema]);
}

function tooMany(schema: JsonObject, value: string): readonly (readonly string[])[] {
  const most = field(schema, 'maxItems');
  return typeof most === 'number' ? [Array.from({ length: most + 1 }, () => value)] : [];
}

function bodyCases(bundle: Bundle, operation: Operation): OperatorCase[] {
  const parameters = parametersOf(bundle, operation);
  const target = targetOf(operation, parameters, goodValues(parameters));
  const one = (
    why: string,
    body: string,
    names: string,
    status: 400 | 413 = 400,
    contentType = 'application/json',
  ): OperatorCase => ({
    ...{
      operation: operation.id,
      why,
      method: operation.method.toUpperCase(),
      target,
      body,
      contentType,
      status,
      names,
    },
  });
  const messages = messagesOf(bundle, operation);
  const large = ' '.repeat(limits.operator_body_bytes_max + 1);
  if (messages.length === 0)
    return ['{"unheardOf":"of"}', '{"cut', large].map((body, index) =>
      one(`a body where none is taken (${index + 1})`, body, 'takes no body'),
    );
  const [{ text } = { text: '' }] = messages;
  const schemas = prepareSchemas(componentSchemas(bundle.document), bundle.name);
  const wrong = messages.flatMap((message) =>
    jsonMutations(readExample(message.text), message.schemaOf('') ?? '', schemas).map(({ what, path, document }) =>
      one(
        `${message.example}: ${what}`,
        JSON.stringify(document),
        path
          .split('/')
          .filter((step) => !/^\d+$/.test(step))
          .at(-1) ?? '',
      ),
    ),
  );
  return [
    ...wrong,
    one('a body that is no JSON', '{"cut', 'JSON'),
    one('a body that is larger than is read', large, 'larger', 413),
    one('no body', '', 'body'),
    one('a body of another media type', text, 'application/json', 400, 'text/plain'),
  ];
}

function goodBody(bundle: Bundle, operation: Operation): Partial<OperatorCase> {
  const [message] = messagesOf(bundle, operation);
  return message === undefined ? {} : { body: message.text, contentType: message.mediaType };
}

function parametersOf({ document }: Bundle, operation: Operation): readonly Parameter[] {
  return itemsOf(field(operation.node, 'parameters')).flatMap((reference) => {
    const parameter = resolved(document, reference);
    const schema = resolved(document, field(parameter, 'schema'));
    const name = textField(parameter, 'name');
    if (name === undefined || !isObject(schema)) return [];
    const shown = field(parameter, 'example') ?? field(schema, 'example');
    const value = textOf(Array.isArray(shown) ? shown[0] : shown);
    return [
      { name, place: textField(parameter, 'in') ?? '', required: field(parameter, 'required') === true, schema, value },
    ];
  });
}

const textOf = (value: JsonValue | undefined): string => (value === undefined ? 'text' : String(value));

const goodValues = (parameters: readonly Parameter[]): Values =>
  Object.fromEntries(
    parameters.filter(({ place, required }) => place === 'path' || required).map(({ name, value }) => [name, [value]]),
  );

function targetOf({ path }: Operation, parameters: readonly Parameter[], values: Values): string {
  const inPath = new Set(parameters.filter(({ place }) => place === 'path').map(({ name }) => name));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name]?.[0] ?? ''));
  const query = Object.entries(values).flatMap(([name, texts]) =>
    inPath.has(name) ? [] : texts.map((text) => `${name}=${encodeURIComponent(text)}`),
  );
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}

export const nameOfOperator = ({ operation, why }: OperatorCase): string => `${operation}, ${why}`;

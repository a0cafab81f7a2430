/** Requests for a token, made from the contract's examples: each wrong in one place, and what must come of it (RFC 6749, 5.2). */

import type { JsonValue } from '../../../src/formats/json.ts';
import { field, isObject, textField } from '../../../src/formats/values.ts';
import { limits } from '../../../src/limits.ts';
import type { Bundle } from './messages.ts';

export type Client = { readonly id: string; readonly secret: string };

export type TokenCase = {
  readonly name: string;
  readonly contentType: string;
  readonly authorization?: string;
  readonly body: string;
  readonly status: number;
  /** `error` of the answer; absent where the answer is a problem document. */
  readonly error?: string;
};

type Form = readonly (readonly [string, string])[];

const mediaType = 'application/x-www-form-urlencoded';
const otherMediaTypes = ['application/json', 'text/plain', 'multipart/form-data; boundary=x'];

export function tokenCases(bundle: Bundle, client: Client): readonly TokenCase[] {
  const media = bundle.operations.flatMap(({ node }) => {
    const content = field(field(node, 'requestBody'), 'content');
    return field(content, mediaType) ?? [];
  });
  const schema = field(field(field(bundle.document, 'components'), 'schemas'), 'TokenRequest');
  const required = new Set([field(schema, 'required') ?? []].flat());
  return media.flatMap((one) =>
    entries(field(one, 'examples')).flatMap(([example, { value }]) =>
      [...casesOf(formOf(value, client), required, client)].map((made) => ({
        ...made,
        name: `${example}: ${made.name}`,
      })),
    ),
  );
}

/** The example, as the client that the gateway knows would send it. */
function formOf(value: JsonValue | undefined, { id, secret }: Client): Form {
  return entries(value).map(([name]) => {
    if (name === 'client_id') return [name, id];
    if (name === 'client_secret') return [name, secret];
    return [name, textField(value, name) ?? ''];
  });
}

function* casesOf(form: Form, required: ReadonlySet<JsonValue>, { id, secret }: Client): Generator<TokenCase> {
  const inForm = form.some(([name]) => name === 'client_secret');
  const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const sent = (fields: Form) => ({
    contentType: mediaType,
    ...(inForm ? {} : { authorization: basic }),
    body: new URLSearchParams(fields.map(([name, text]): [string, string] => [name, text])).toString(),
  });
  yield { name: 'as it is', ...sent(form), status: 200 };
  for (const [name] of form) {
    const credential = name.startsWith('client_');
    const others = form.filter(([other]) => other !== name);
    const without = credential
      ? { status: 401, error: 'invalid_client' }
      : required.has(name)
        ? { status: 400, error: 'invalid_request' }
        : { status: 200 };
    yield { name: `${name}: missing`, ...sent(others), ...without };
    yield { name: `${name}: without a value`, ...sent([...others, [name, '']]), ...without };
    yield { name: `${name}: another value`, ...sent([...others, [name, 'another']]), ...refusalOf(name) };
    yield {
      name: `${name}: twice`,
      ...sent([...form, ...form.filter(([other]) => other === name)]),
      status: 400,
      error: 'invalid_request',
    };
  }
  const both = {
    ...sent([
      ...form,
      ...(inForm
        ? []
        : ([
            ['client_id', id],
            ['client_secret', secret],
          ] as const)),
    ]),
    authorization: basic,
  };
  yield { name: 'credentials in two places', ...both, status: 400, error: 'invalid_request' };
  yield { name: 'a field that nobody described', ...sent([...form, ['unheardOf', 'of']]), status: 200 };
  for (const contentType of otherMediaTypes)
    yield { name: `called ${contentType}`, ...sent(form), contentType, status: 400, error: 'invalid_request' };
  const padding = 'x'.repeat(limits.token_request_bytes_max);
  yield { name: 'larger than is read', ...sent([...form, ['padding', padding]]), status: 413 };
}

function refusalOf(name: string): { readonly status: number; readonly error: string } {
  if (name === 'grant_type') return { status: 400, error: 'unsupported_grant_type' };
  if (name === 'scope') return { status: 400, error: 'invalid_scope' };
  return { status: 401, error: 'invalid_client' };
}

const entries = (value: JsonValue | undefined): readonly [string, { readonly value?: JsonValue }][] =>
  isObject(value) ? Object.entries(value).map(([name, inner]) => [name, isObject(inner) ? inner : {}]) : [];

/** An operation of any contract as a call to show in programming languages: examples in it, and a word in capitals where a secret belongs. */
import type { JsonValue } from '../../../formats/json.ts';
import { field, isObject, itemsOf, textField } from '../../../formats/values.ts';
import { membersOf } from '../../diff/json.ts';
import { follow } from '../../diff/pair.ts';
import type { Snapshot } from '../../snapshot.ts';
import { jsonText } from '../texts.ts';
import type { Pair, PushSample } from './push-sample.ts';

export type Call = {
  readonly method: string;
  readonly path: string;
  readonly item: JsonValue;
  readonly operation: JsonValue;
};

/** `origin`: where it is called, unless the operation or the contract says so itself. Undefined where its only proof is a signature, and where no example of its body is known. */
export function callSample({ document }: Snapshot, call: Call, origin?: string): PushSample | undefined {
  const resolve = (value: JsonValue | undefined): JsonValue =>
    follow(document, textField(value, '$ref') ?? '') ?? value ?? null;
  const proof = proofOf(document, call.operation, resolve);
  if (proof === undefined) return undefined;
  const parameters = [...itemsOf(field(call.item, 'parameters')), ...itemsOf(field(call.operation, 'parameters'))]
    .map(resolve)
    .filter((one) => field(one, 'required') === true);
  const within = (place: string): readonly Pair[] =>
    parameters
      .filter((one) => textField(one, 'in') === place)
      .map((one) => [textField(one, 'name') ?? '', exampleOf(one)]);
  const path = within('path').reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)),
    call.path,
  );
  const taken = resolve(field(call.operation, 'requestBody'));
  const body = bodyOf(taken, resolve);
  if (body === undefined && field(taken, 'required') === true) return undefined;
  const query = [...within('query'), ...proof.query];
  // Samples put a query of their own only behind a GET; curl would send the body in it.
  const inUrl = call.method !== 'GET' && query.length > 0;
  const url = `${serverOf(document, call, origin)}${path}`;
  return {
    method: call.method,
    url: inUrl ? `${url}?${new URLSearchParams(Object.fromEntries(query))}` : url,
    query: inUrl ? [] : query,
    headers: [
      ...proof.headers,
      ...within('header'),
      ...(body === undefined ? [] : [['Content-Type', body.mediaType] as const]),
    ],
    content: body === undefined ? { kind: 'none' } : { kind: 'text', text: body.text },
  };
}

function serverOf(document: JsonValue, { item, operation }: Call, origin: string | undefined): string {
  const own = [field(operation, 'servers'), field(item, 'servers')].flatMap((servers) => itemsOf(servers))[0];
  if (own === undefined && origin !== undefined) return origin;
  const server = own ?? itemsOf(field(document, 'servers'))[0] ?? null;
  return membersOf(field(server, 'variables')).reduce(
    (url, [name, variable]) => url.replace(`{${name}}`, textField(variable, 'default') ?? name),
    textField(server, 'url') ?? '',
  );
}

const exampleOf = (parameter: JsonValue): string => {
  const schema = field(parameter, 'schema');
  const given = [field(parameter, 'example'), field(schema, 'example'), itemsOf(field(schema, 'enum'))[0]].find(
    (value) => typeof value === 'string',
  );
  return typeof given === 'string' ? given : (textField(parameter, 'name') ?? '');
};

type Shown = { readonly headers: readonly Pair[]; readonly query: readonly Pair[] };
type Resolve = (value: JsonValue | undefined) => JsonValue;

/** How the first alternative that needs no signature is shown. */
function proofOf(document: JsonValue, operation: JsonValue, resolve: Resolve): Shown | undefined {
  const alternatives = itemsOf(field(operation, 'security') ?? field(document, 'security'));
  if (alternatives.length === 0) return { headers: [], query: [] };
  const schemes = field(field(document, 'components'), 'securitySchemes');
  for (const alternative of alternatives) {
    const all = membersOf(alternative).map(([name]) => shownProof(resolve(field(schemes, name))));
    if (all.some((one) => one === undefined)) continue;
    return {
      headers: all.flatMap((one) => one?.headers ?? []),
      query: all.flatMap((one) => one?.query ?? []),
    };
  }
  return undefined;
}

function shownProof(scheme: JsonValue): Shown | undefined {
  const type = textField(scheme, 'type');
  const name = textField(scheme, 'name') ?? '';
  if (type === 'oauth2' || (type === 'http' && textField(scheme, 'scheme') === 'bearer'))
    return { headers: [['Authorization', 'Bearer YOUR_TOKEN']], query: [] };
  if (type === 'http') return { headers: [['Authorization', 'Basic YOUR_USER_AND_PASSWORD_IN_BASE64']], query: [] };
  if (type === 'apiKey' && textField(scheme, 'in') === 'query') return { headers: [], query: [[name, 'YOUR_KEY']] };
  return undefined;
}

function bodyOf(body: JsonValue, resolve: Resolve): { readonly mediaType: string; readonly text: string } | undefined {
  for (const [mediaType, media] of membersOf(field(body, 'content'))) {
    const [first] = membersOf(field(media, 'examples'));
    const value = field(resolve(first?.[1]), 'value') ?? field(media, 'example');
    if (value === undefined) continue;
    if (typeof value === 'string') return { mediaType, text: value.trimEnd() };
    if (mediaType !== 'application/x-www-form-urlencoded') return { mediaType, text: jsonText(value).trimEnd() };
    const members = isObject(value) ? membersOf(value) : [];
    return {
      mediaType,
      text: `${new URLSearchParams(members.map(([name, one]): [string, string] => [name, String(one)]))}`,
    };
  }
  return undefined;
}

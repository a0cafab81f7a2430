/** Whole requests as a provider would send them, signed with the example keys: one for each example of a push and each proof. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { JsonObject, JsonValue } from '../../formats/json.ts';
import { field, itemsOf, textField } from '../../formats/values.ts';
import { membersOf } from '../diff/json.ts';
import { follow } from '../diff/pair.ts';
import type { Snapshot } from '../snapshot.ts';
import { sign } from './sign.ts';
import type { Proof, Signing } from './signing.ts';
import { jsonText } from './texts.ts';

/** Where the requests are addressed to. `example.com` is nobody's (RFC 2606). */
export const EXAMPLE_ORIGIN = 'https://hooks.example.com';

export type ExampleRequest = {
  /** File name without its ending. */
  readonly name: string;
  readonly operationId: string;
  readonly proof: string;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly example?: string;
};

/** `folder` holds the contract's sources and its examples. Without one, as for a release, the bodies are those in the document itself. */
export function exampleRequests(snapshot: Snapshot, signing: Signing, folder?: string): readonly ExampleRequest[] {
  return membersOf(field(snapshot.document, 'paths')).flatMap(([path, item]) =>
    membersOf(item)
      .filter(([method]) => method === 'get' || method === 'post')
      .flatMap(([method, operation]) => {
        const call = { snapshot, path, item, method: method.toUpperCase(), operation };
        const several = signing.proofs.length > 1;
        return signing.proofs.flatMap((proof) => requestsOf(call, proof, folder, several));
      }),
  );
}

type Call = {
  readonly snapshot: Snapshot;
  readonly path: string;
  readonly item: JsonValue;
  readonly method: string;
  readonly operation: JsonValue;
};

function requestsOf(call: Call, proof: Proof, folder: string | undefined, several: boolean): readonly ExampleRequest[] {
  const operationId = textField(call.operation, 'operationId') ?? 'push';
  const target = targetOf(call, proof);
  const bodies = folder === undefined ? bodiesWithin(call) : bodiesOf(call, folder);
  const make = (body: Uint8Array, mediaType: string | undefined, example: string | undefined): ExampleRequest => ({
    name: [example ?? operationId, ...(several ? [slug(proof.name)] : [])].join('.'),
    operationId,
    proof: proof.name,
    method: call.method,
    target,
    headers: {
      host: new URL(EXAMPLE_ORIGIN).host,
      ...(mediaType !== undefined && { 'content-type': mediaType }),
      ...sign(proof, { method: call.method, url: `${EXAMPLE_ORIGIN}${target}`, body }).headers,
      ...(call.method === 'POST' && { 'content-length': String(body.byteLength) }),
    },
    body,
    ...(example !== undefined && { example }),
  });
  if (call.method === 'GET') return [make(new Uint8Array(), undefined, undefined)];
  return bodies.map(({ name, mediaType, body }) => make(body, mediaType, name));
}

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** The path with the parameters' examples in it, and the query that must be there. */
function targetOf({ snapshot, path, item, operation }: Call, proof: Proof): string {
  const parameters = [...itemsOf(field(item, 'parameters')), ...itemsOf(field(operation, 'parameters'))]
    .map((one) => follow(snapshot.document, textField(one, '$ref') ?? '') ?? one)
    .filter((one) => field(one, 'required') === true);
  const value = (parameter: JsonValue): string => {
    const name = textField(parameter, 'name') ?? '';
    if (proof.scheme === 'path-key' && proof.parameter === name) return proof.key;
    return textField(parameter, 'example') ?? textField(field(parameter, 'schema'), 'example') ?? name;
  };
  const within = (place: string) => parameters.filter((one) => textField(one, 'in') === place);
  const filled = within('path').reduce<string>(
    (text, one) => text.replace(`{${textField(one, 'name')}}`, encodeURIComponent(value(one))),
    path,
  );
  const query = within('query').map((one) => `${textField(one, 'name')}=${encodeURIComponent(value(one))}`);
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}

type Body = { readonly name: string; readonly mediaType: string; readonly body: Uint8Array };

/** The example files of a body, each once, from the contract's source: the bundle has their content and not their names. */
function bodiesOf({ path, method }: Call, folder: string): readonly Body[] {
  const source = join(folder, 'push.yaml');
  if (!existsSync(source)) return [];
  const contract: JsonObject = parse(readFileSync(source, 'utf8'));
  const operation = field(field(field(contract, 'paths'), path), method.toLowerCase());
  const found = new Map<string, string>();
  for (const [mediaType, media] of membersOf(field(field(operation, 'requestBody'), 'content')))
    for (const [, example] of membersOf(field(media, 'examples'))) {
      const file = textField(example, 'externalValue');
      if (file !== undefined && !found.has(basename(file))) found.set(basename(file), mediaType);
    }
  return [...found].map(([name, mediaType]) => ({
    name,
    mediaType,
    body: readFileSync(join(folder, 'examples', name)),
  }));
}

/** The examples that the document holds. */
function bodiesWithin({ snapshot: { document }, operation }: Call): readonly Body[] {
  const body = field(operation, 'requestBody');
  const whole = follow(document, textField(body, '$ref') ?? '') ?? body;
  return membersOf(field(whole, 'content')).flatMap(([mediaType, media]) =>
    membersOf(field(media, 'examples')).map(([name, example]) => {
      const value = field(example, 'value') ?? null;
      return { name, mediaType, body: Buffer.from(typeof value === 'string' ? value : jsonText(value)) };
    }),
  );
}

/** The request as it goes over the wire. */
export function httpText({
  method,
  target,
  headers,
  body,
}: Pick<ExampleRequest, 'method' | 'target' | 'headers' | 'body'>): Buffer {
  const head = [`${method} ${target} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

/** A push as it is to be shown in a programming language: what is sent where, and what proves it. */
import { parseJson } from '../../../formats/json.ts';
import { isObject } from '../../../formats/values.ts';
import { membersOf } from '../../diff/json.ts';
import type { ExampleRequest } from '../requests.ts';
import type { Proof } from '../signing.ts';

export type Pair = readonly [name: string, value: string];

export type PushSample = {
  readonly method: string;
  /** Without its query. */
  readonly url: string;
  readonly query: readonly Pair[];
  /** Without those that prove something, where these are made by the sample. */
  readonly headers: readonly Pair[];
  readonly content:
    | { readonly kind: 'none' }
    | { readonly kind: 'text'; readonly text: string }
    /** A JSON object of texts, some of which are signed. */
    | { readonly kind: 'signed'; readonly members: readonly Pair[]; readonly hmac: Extract<Proof, { scheme: 'hmac' }> };
  readonly oauth1?: Extract<Proof, { scheme: 'oauth1' }>;
};

export type SampleLanguage = {
  /** Shown to choose by. */
  readonly name: string;
  /** As `coloured` knows it. */
  readonly language: string;
  /** The file that the sample is to be saved as, and how it is run. */
  readonly file: string;
  readonly run: string;
  readonly push: (sample: PushSample) => string;
};

/** Headers that each client sets by itself. */
const clientSets = new Set(['host', 'content-length']);

/** Undefined where a signature covers something that the samples cannot build, such as a number inside the body. */
export function pushSample(request: ExampleRequest, proof: Proof, origin: string): PushSample | undefined {
  const target = new URL(request.target, origin);
  const made = new Set([
    ...clientSets,
    ...(proof.scheme === 'hmac' ? [proof.header.toLowerCase()] : []),
    ...(proof.scheme === 'oauth1' ? ['authorization'] : []),
  ]);
  const content = contentOf(request, proof);
  if (content === undefined) return undefined;
  return {
    method: request.method,
    url: `${origin}${target.pathname}`,
    query: [...target.searchParams],
    headers: Object.entries(request.headers).filter(([name]) => !made.has(name)),
    content,
    ...(proof.scheme === 'oauth1' && { oauth1: proof }),
  };
}

function contentOf({ body }: ExampleRequest, proof: Proof): PushSample['content'] | undefined {
  if (body.byteLength === 0) return { kind: 'none' };
  // A line end at the end of an example file is the file's.
  const text = Buffer.from(body).toString('utf8').trimEnd();
  if (proof.scheme !== 'hmac') return { kind: 'text', text };
  const parsed = parseJson(text);
  const members = parsed.ok && isObject(parsed.value.value) ? membersOf(parsed.value.value) : [];
  const texts = members.flatMap(([name, value]): Pair[] => (typeof value === 'string' ? [[name, value]] : []));
  return texts.length === 0 || texts.length < members.length
    ? undefined
    : { kind: 'signed', members: texts, hmac: proof };
}

/** Blocks of a program with an empty line between them; those that are not there leave no gap. */
export const program = (...blocks: readonly (string | false | undefined)[]): string =>
  `${blocks.filter((block) => block !== false && block !== undefined && block !== '').join('\n\n')}\n`;

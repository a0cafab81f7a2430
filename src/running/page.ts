/** A file held in memory, as an answer: compressed for who accepts it, and 304 for who has it. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { handOver } from './hand-over.ts';

export type Page = {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** In quotes, as the header has it; of the bytes as they are. */
  readonly etag: string;
  /** Compressed before, where somebody did: then nothing is compressed here. */
  readonly encoded?: Readonly<Partial<Record<Coding, Uint8Array>>>;
};

export const pageOf = (bytes: Uint8Array, mediaType: string, encoded?: Page['encoded']): Page => ({
  bytes,
  mediaType,
  ...(encoded && { encoded }),
  etag: `"${createHash('sha256').update(bytes).digest('base64url')}"`,
});

export type Coding = 'br' | 'gzip';

const compressible = /^(text\/|image\/svg|application\/([a-z0-9.+-]*(json|xml|yaml)|javascript|schema))/;
/** Below this the headers outweigh what compressing saves: a packet has about 1,400 bytes. */
const COMPRESSED_BYTES_MIN = 1_024;

/** Whether an answer of this type and size is worth compressing. */
export const isWorthCompressing = (mediaType: string, bytes: number): boolean =>
  bytes >= COMPRESSED_BYTES_MIN && compressible.test(mediaType);

// Compressed once and kept, so the best level costs once. 5 takes a tenth of the time of 11, and is 10 % larger.
const BROTLI_QUALITY = 5;

const compress: Readonly<Record<Coding, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (bytes) => promisify(gzip)(bytes),
};

/** What was compressed before, for as long as the page itself is held. */
const kept = new WeakMap<Page, Map<Coding, Promise<Uint8Array>>>();

/** GET or HEAD. `headers` go with every answer, 304 too. */
export async function writePage(
  request: IncomingMessage,
  response: ServerResponse,
  page: Page,
  headers: OutgoingHttpHeaders = {},
): Promise<void> {
  const worthwhile = isWorthCompressing(page.mediaType, page.bytes.byteLength);
  const coding = worthwhile ? codingOf(request.headers['accept-encoding']) : undefined;
  // Another representation has another tag, or a cache would give one for the other.
  const etag = coding === undefined ? page.etag : page.etag.replace(/"$/, `-${coding}"`);
  const common = { ...headers, etag, ...(worthwhile && { vary: 'accept-encoding' }) };
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*')) {
    response.writeHead(304, common).end();
    return;
  }
  const bytes = coding === undefined ? page.bytes : await compressed(page, coding);
  response.writeHead(200, {
    ...common,
    'content-type': page.mediaType,
    ...(coding !== undefined && { 'content-encoding': coding }),
    'content-length': bytes.byteLength,
  });
  if (request.method === 'HEAD') response.end();
  else handOver(response, bytes);
}

async function compressed(page: Page, coding: Coding): Promise<Uint8Array> {
  const before = page.encoded?.[coding];
  if (before !== undefined) return before;
  const codings = kept.get(page) ?? new Map<Coding, Promise<Uint8Array>>();
  kept.set(page, codings);
  const known = codings.get(coding) ?? compress[coding](page.bytes);
  codings.set(coding, known);
  return known;
}

/** The better of the two that the caller accepts (RFC 9110 §12.5.3); `q=0` refuses, and a name that is not there counts as `*`. */
export function codingOf(accepted: string | undefined): Coding | undefined {
  if (accepted === undefined) return undefined;
  const weights = new Map<string, number>();
  for (const part of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const weight = parameters.find((text) => text.startsWith('q='))?.slice(2);
    if (name !== '') weights.set(name, weight === undefined ? 1 : Number(weight) || 0);
  }
  const weightOf = (coding: Coding) => weights.get(coding) ?? weights.get('*') ?? 0;
  const [br, gz] = [weightOf('br'), weightOf('gzip')];
  if (br > 0 && br >= gz) return 'br';
  return gz > 0 ? 'gzip' : undefined;
}

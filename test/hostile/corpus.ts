/** The corpus: bodies that somebody would send to do harm. Small ones are files of `corpus/`, big ones are made here. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

export type HostileBody = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

const folder = join(import.meta.dirname, 'corpus');

const files: readonly HostileBody[] = readdirSync(folder)
  .sort()
  .map((file) => ({ name: file.replace(/\.body$/, ''), bytes: readFileSync(join(folder, file)) }));

/** Just below the gateway's bound of a body. */
const LARGE = 1_048_000;
/** As many as fit. */
const filled = (piece: (index: number) => string, before = '', after = '', bytesMax = LARGE): string => {
  let text = before;
  for (let index = 0; ; index += 1) {
    const next = piece(index);
    if (text.length + next.length + after.length > bytesMax) return text + after;
    text += next;
  }
};
const paazl = (member: string) => `{"orderReference":"a","webshop":1,"barcode":"b","status":"SCANNED",${member}}`;
const token = (inside: string) => `<NewOrder><Token>${inside}</Token></NewOrder>`;

const made: Readonly<Record<string, () => string>> = {
  'json-deep-arrays': () => '['.repeat(LARGE / 2) + ']'.repeat(LARGE / 2),
  'json-deep-objects': () => '{"a":'.repeat(150_000),
  'json-deep-at-the-bound': () => `${'['.repeat(64)}${']'.repeat(64)}`,
  'json-100000-keys': () => `{${Array.from({ length: 100_000 }, (_, at) => `"${at.toString(36)}":1`).join(',')}}`,
  'json-100000-duplicates': () => `{${'"k":1,'.repeat(100_000)}"k":1}`,
  'json-many-values': () => `[${'0,'.repeat(LARGE / 2 - 2)}0]`,
  'json-large-string': () => paazl(`"deliveryInformation":"${'x'.repeat(LARGE - 200)}"`),
  'json-large-status': () => `{"orderReference":"a","webshop":1,"barcode":"b","status":"${'S'.repeat(LARGE - 200)}"}`,
  'json-large-key': () => `{"${'k'.repeat(LARGE - 10)}":1}`,
  'json-escapes': () => paazl(`"deliveryInformation":"${'\\u0041\\n'.repeat(130_000)}"`),
  'json-large-number': () => paazl(`"x":${'9'.repeat(LARGE - 200)}`),
  'json-large-webshop': () => `{"orderReference":"a","webshop":${'9'.repeat(LARGE - 200)},"barcode":"b","status":"c"}`,
  'json-long-fraction': () => paazl(`"x":1.${'0'.repeat(LARGE - 200)}1`),
  'json-many-exponents': () => `[${'1e308,-1e-308,'.repeat(70_000)}1]`,
  'json-blanks': () => `${' '.repeat(LARGE / 2)}{}${'\n'.repeat(LARGE / 2)}`,
  'json-digits-with-blanks': () => paazl(`"deliveryDate":"${'2026-11-21T05:04 '.repeat(60_000)}"`),
  'xml-deep': () => `${'<a>'.repeat(140_000)}${'</a>'.repeat(140_000)}`,
  'xml-deep-at-the-bound': () => `${'<a>'.repeat(32)}${'</a>'.repeat(32)}`,
  'xml-many-attributes': () => filled((at) => ` a${at}=""`, '<NewOrder', '><Token>1</Token></NewOrder>'),
  'xml-attributes-at-the-bound': () =>
    `<NewOrder${Array.from({ length: 9_990 }, (_, at) => ` a${at}=""`).join('')}><Token>1</Token></NewOrder>`,
  'xml-many-elements': () => filled(() => '<b/>', '<NewOrder>', '</NewOrder>'),
  'xml-elements-at-the-bound': () => `<NewOrder>${'<b/>'.repeat(9_990)}</NewOrder>`,
  'xml-tokens-at-the-bound': () => `<NewOrder>${'<Token>1</Token>'.repeat(9_990)}</NewOrder>`,
  'xml-many-namespaces': () =>
    filled((at) => ` xmlns:n${at}="u${at}"`, '<NewOrder', '><Token>1</Token></NewOrder>', 200_000),
  'xml-large-text': () => token('x'.repeat(LARGE - 100)),
  'xml-many-blanks': () => token(' \n'.repeat(LARGE / 2 - 100)),
  'xml-large-name': () => `<${'a'.repeat(LARGE / 2 - 100)}></${'a'.repeat(LARGE / 2 - 100)}>`,
  'xml-large-comment': () => `<!--${'-a'.repeat(LARGE / 2 - 100)}-->${token('1')}`,
  'xml-many-comments': () => filled(() => '<!---->', '<NewOrder>', '<Token>1</Token></NewOrder>'),
  'xml-many-instructions': () => filled(() => '<?a "?>', '<NewOrder>', '<Token>1</Token></NewOrder>'),
  'xml-many-cdata': () => filled(() => '<![CDATA[a]]>', '<NewOrder><Token>', '</Token></NewOrder>'),
  'xml-many-references': () => token('&#65;'.repeat(200_000)),
  'xml-open-tags': () => '<'.repeat(LARGE),
  'xml-open-quotes': () => `<a ${'b="'.repeat(LARGE / 3 - 10)}`,
  'xml-open-comments': () => '<!--'.repeat(LARGE / 4),
  'xml-ampersands': () => token('&'.repeat(LARGE - 100)),
  'nul-megabyte': () => '\0'.repeat(LARGE),
};

const good = '{"orderReference":"a","webshop":1,"barcode":"b","status":"SCANNED"}';
const bomb = Buffer.from(' '.repeat(50_000_000) + good);

/** Compressed, honestly and not. */
const coded: readonly HostileBody[] = [
  { name: 'gzip', bytes: gzipSync(good), headers: { 'content-encoding': 'gzip' } },
  { name: 'gzip-bomb', bytes: gzipSync(bomb), headers: { 'content-encoding': 'gzip' } },
  { name: 'gzip-in-gzip', bytes: gzipSync(gzipSync(bomb)), headers: { 'content-encoding': 'gzip, gzip' } },
  { name: 'deflate', bytes: deflateSync(good), headers: { 'content-encoding': 'deflate' } },
  { name: 'deflate-raw', bytes: deflateRawSync(good), headers: { 'content-encoding': 'deflate' } },
  { name: 'brotli', bytes: brotliCompressSync(good), headers: { 'content-encoding': 'br' } },
  { name: 'gzip-undeclared', bytes: gzipSync(good) },
  { name: 'gzip-declared-only', bytes: Buffer.from(good), headers: { 'content-encoding': 'gzip' } },
  { name: 'coding-unknown', bytes: Buffer.from(good), headers: { 'content-encoding': 'x-unheard-of' } },
  { name: 'type-wrong', bytes: Buffer.from(good), headers: { 'content-type': 'image/png; charset=utf-7' } },
  { name: 'type-multipart', bytes: Buffer.from(good), headers: { 'content-type': 'multipart/form-data; boundary=a' } },
];

export const corpus: readonly HostileBody[] = [
  ...files,
  ...Object.entries(made).map(([name, make]) => ({ name, bytes: Buffer.from(make()) })),
  ...coded,
];

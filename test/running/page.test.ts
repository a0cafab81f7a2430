import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, request } from 'node:http';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { codingOf, pageOf, writePage } from '../../src/running/page.ts';

const text = Buffer.from('<p>one and the same</p>\n'.repeat(200));

async function serve(t: { after(end: () => void): void }, bytes: Uint8Array, mediaType: string) {
  const page = pageOf(bytes, mediaType);
  const server = createServer((asked, answer) => void writePage(asked, answer, page, { 'cache-control': 'no-cache' }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return (headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ answer: IncomingMessage; body: Buffer }>((resolve, reject) => {
      request({ host: '127.0.0.1', port, method, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve({ answer, body: Buffer.concat(chunks) }));
      })
        .on('error', reject)
        .end();
    });
}

test('a page comes compressed for callers who accept that, as itself for others, and caches can tell them apart', async (t) => {
  const get = await serve(t, text, 'text/html; charset=utf-8');
  const [plain, gzipped, brotli] = [
    await get(),
    await get({ 'accept-encoding': 'gzip' }),
    await get({ 'accept-encoding': 'gzip, deflate, br' }),
  ];
  assert.deepEqual(
    [plain, gzipped, brotli].map(({ answer }) => answer.headers['content-encoding']),
    [undefined, 'gzip', 'br'],
  );
  assert.deepEqual([plain.body, gunzipSync(gzipped.body), brotliDecompressSync(brotli.body)], [text, text, text]);
  assert.equal(new Set([plain, gzipped, brotli].map(({ answer }) => answer.headers.etag)).size, 3);
  for (const { answer, body } of [plain, gzipped, brotli]) {
    assert.equal(answer.headers.vary, 'accept-encoding');
    assert.equal(Number(answer.headers['content-length']), body.byteLength);
  }
});

test('a page that the caller has is answered 304, in the coding that he has it in', async (t) => {
  const get = await serve(t, text, 'text/html; charset=utf-8');
  const { answer } = await get({ 'accept-encoding': 'br' });
  const etag = answer.headers.etag ?? '';
  const again = await get({ 'accept-encoding': 'br', 'if-none-match': `"other", W/${etag}` });
  assert.deepEqual([again.answer.statusCode, again.answer.headers.etag, again.body.byteLength], [304, etag, 0]);
  assert.equal((await get({ 'if-none-match': etag })).answer.statusCode, 200);
});

test('HEAD has the headers of GET and no body', async (t) => {
  const get = await serve(t, text, 'text/html; charset=utf-8');
  const asked = { 'accept-encoding': 'br' };
  const [head, whole] = [await get(asked, 'HEAD'), await get(asked)];
  assert.equal(head.body.byteLength, 0);
  assert.deepEqual({ ...head.answer.headers, date: '' }, { ...whole.answer.headers, date: '' });
});

test('what is small, or compressed already, is sent as it is', async (t) => {
  const accept = { 'accept-encoding': 'br, gzip' };
  const small = await serve(t, Buffer.from('<p>short</p>'), 'text/html');
  assert.equal((await small(accept)).answer.headers['content-encoding'], undefined);
  const font = await serve(t, text, 'font/woff2');
  assert.equal((await font(accept)).answer.headers['content-encoding'], undefined);
});

for (const [accepted, coding] of [
  [undefined, undefined],
  ['', undefined],
  ['identity', undefined],
  ['gzip', 'gzip'],
  ['br;q=0.5, gzip;q=0.9', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['*', 'br'],
  ['*;q=0', undefined],
  ['GZIP;q=1.0, *;q=0', 'gzip'],
  ['br;q=x', undefined],
] as const)
  test(`Accept-Encoding ${accepted ?? '(absent)'} is answered in ${coding ?? 'no coding'}`, () =>
    assert.equal(codingOf(accepted), coding));

/** `/contracts/` on the public listener: static files of one publication, and nothing else. */

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get as httpGet, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { writePublication } from '../../src/publishing/publish/write.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openToyGateway } from '../support/toy-gateway.ts';

const catalogue = (...paths: readonly string[]) => JSON.stringify({ files: paths.map((path) => ({ path })) });

const publication = (page: string) =>
  new Map([
    ['index.html', page],
    ['toy/index.html', '<p>toy</p>'],
    ['toy/push.json', '{}'],
    ['catalog.json', catalogue('index.html', 'toy/index.html', 'toy/push.json')],
    ['SHA256SUMS', ''],
  ]);

async function serving(t: TestContext, page = '<p>contracts</p>') {
  const folder = join(temporaryFolder(t), 'contracts');
  writePublication(publication(page), folder);
  const gateway = await openToyGateway(t, {}, { contracts: folder });
  return { folder, gateway, get: (path: string, init: RequestInit = {}) => fetch(`${gateway.publicUrl}${path}`, init) };
}

test('a file that was compressed when it was published is handed out as it lies there, under a tag of its own', async (t) => {
  const { folder, gateway } = await serving(t, `<p>${'contracts '.repeat(300)}</p>`);
  const raw = (accepted: string) => rawAnswer(gateway.publicUrl, '/contracts/', accepted);
  const [plain, br, gzip] = [await raw('identity'), await raw('br'), await raw('gzip')];
  assert.deepEqual(br.body, readFileSync(join(folder, 'index.html.br')));
  assert.deepEqual(gzip.body, readFileSync(join(folder, 'index.html.gz')));
  assert.deepEqual(
    [br, gzip].map(({ headers }) => [headers['content-encoding'], headers.vary]),
    [
      ['br', 'accept-encoding'],
      ['gzip', 'accept-encoding'],
    ],
  );
  assert.equal(new Set([plain, br, gzip].map(({ headers }) => headers.etag)).size, 3);
  assert.equal((await fetch(`${gateway.publicUrl}/contracts/index.html.br`)).status, 404);
});

/** With the bytes as they come: fetch would unpack them. */
function rawAnswer(origin: string, path: string, accepted: string) {
  return new Promise<{ headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) =>
    httpGet(`${origin}${path}`, { headers: { 'accept-encoding': accepted } }, async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part);
      resolve({ headers: response.headers, body: Buffer.concat(parts) });
    }).once('error', reject),
  );
}

test('a published file is served with its type, its hash and rules for the browser', async (t) => {
  const { get } = await serving(t);
  const page = await get('/contracts/');
  assert.equal(page.status, 200);
  assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(await page.text(), '<p>contracts</p>');
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(await (await get('/contracts/toy/')).text(), '<p>toy</p>');
  assert.equal((await get('/contracts/toy/push.json')).headers.get('content-type'), 'application/json');
});

test('a reader that has the file already is answered 304, and HEAD is answered with headers only', async (t) => {
  const { get } = await serving(t);
  const etag = (await get('/contracts/')).headers.get('etag') ?? '';
  const again = await get('/contracts/', { headers: { 'if-none-match': `"other", ${etag}` } });
  assert.equal(again.status, 304);
  const head = await get('/contracts/', { method: 'HEAD' });
  assert.deepEqual([head.status, head.headers.get('content-length'), await head.text()], [200, '16', '']);
});

test('without the last slash the reader is redirected to the start page', async (t) => {
  const { get } = await serving(t);
  const answer = await get('/contracts', { redirect: 'manual' });
  assert.deepEqual([answer.status, answer.headers.get('location')], [308, '/contracts/']);
});

test('a new publication is served without a restart', async (t) => {
  const { folder, get } = await serving(t);
  const before = await get('/contracts/');
  writePublication(publication('<p>newer</p>'), folder);
  const after = await get('/contracts/');
  assert.equal(await after.text(), '<p>newer</p>');
  assert.notEqual(after.headers.get('etag'), before.headers.get('etag'));
});

test('only GET and HEAD', async (t) => {
  const { get } = await serving(t);
  for (const method of ['POST', 'PUT', 'DELETE']) {
    const answer = await get('/contracts/', { method });
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET, HEAD']);
  }
});

test('no trick with a path leads out of the published files', async (t) => {
  const { folder, gateway } = await serving(t);
  writeFileSync(join(folder, '..', 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'unlisted.txt'), 'secret');
  mkdirSync(join(folder, '..', 'contracts-other'));
  for (const path of [
    '/contracts/../secret.txt',
    '/contracts/%2e%2e/secret.txt',
    '/contracts/..%2fsecret.txt',
    '/contracts/toy/../../secret.txt',
    '/contracts//index.html',
    '/contracts/./index.html',
    '/contracts/unlisted.txt',
    '/contracts/toy',
    '/contracts/constructor',
    '/contracts/index.html%00',
    '/contracts-other/',
  ])
    assert.match(
      await raw(gateway.publicUrl, path),
      /^HTTP\/1\.1 404 [\s\S]*urn:pushdock:problem:(not-published|unknown-source)/,
      path,
    );
});

/** As it is: `fetch` would resolve the dots. */
function raw(url: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (data) => {
      text += data.toString('latin1');
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
}

test('where nothing is published, or only a part, a 404 says what to do', async (t) => {
  const folder = temporaryFolder(t);
  const gateway = await openToyGateway(t, {}, { contracts: folder });
  const missing = async () => {
    const answer = await fetch(`${gateway.publicUrl}/contracts/`);
    assert.equal(answer.status, 404);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.match(await answer.text(), /ask the operator to publish the contracts \(make publish\)/);
  };
  await missing();
  writeFileSync(join(folder, 'catalog.json'), catalogue('index.html', 'gone.html'));
  writeFileSync(join(folder, 'index.html'), '');
  await missing();
  writeFileSync(join(folder, 'catalog.json'), 'not json');
  await missing();
});

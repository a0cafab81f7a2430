/** The console as files: how it is built, and how the operator's listener serves it. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openEnding } from '../store/test-store.ts';
import { openSecureGateway, send } from '../support/secure-gateway.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type BuiltFiles, buildConsole, firstLoad, gzippedBytes } from './built.ts';

const configuration =
  'sources: { shipping: { provider: paazl, auth: { bearer: [development-paazl-token] } } }\nsinks: { out: { type: stdout } }\n';
const get = (url: string, headers: Record<string, string> = {}, method = 'GET') => send(url, { method, headers });

describe('the built console', () => {
  const ending = openEnding();
  let folder = '';
  let files: BuiltFiles = [];
  before(async () => {
    folder = join(temporaryFolder(ending), 'console');
    files = await buildConsole(folder);
  });
  after(() => ending.end());

  test('loads at most 120 KB, compressed, before the first page is seen', () => {
    const first = firstLoad(files);
    assert.ok(first.some(({ name }) => name.endsWith('.js')) && first.some(({ name }) => name.endsWith('.css')));
    assert.ok(gzippedBytes(first) <= 120 * 1024, `${gzippedBytes(first)} bytes`);
  });

  test('is the same, byte for byte, when it is built again', async () => {
    const again = await buildConsole(`${folder}-again`);
    rmSync(`${folder}-again`, { recursive: true });
    assert.deepEqual(again, files);
  });

  test('holds no script or style within a page, which its Content-Security-Policy would refuse', () => {
    const page = files.find(({ name }) => name === 'index.html')?.bytes.toString('utf8') ?? '';
    assert.match(page, /<script type="module"[^>]* src="\.\/assets\//);
    assert.doesNotMatch(page, /<style|style=|<script(?![^>]*\bsrc=)/);
  });

  test('is served by the operator listener and by no other, without a token', async (t) => {
    const gateway = await openSecureGateway(t, '', configuration, { consoleFolder: folder });
    const page = await get(`${gateway.operatorUrl}/console/`);
    assert.equal(page.status, 200);
    assert.match(page.headers['content-type'] ?? '', /^text\/html/);
    const policy = String(page.headers['content-security-policy']);
    assert.match(policy, /^default-src 'self'; /);
    assert.doesNotMatch(policy, /unsafe|\*|data:|https?:/);
    assert.equal(page.headers['cache-control'], 'no-cache');
    assert.equal((await get(`${gateway.publicUrl}/console/`)).status, 404);
    const redirected = await get(`${gateway.operatorUrl}/console`);
    assert.deepEqual([redirected.status, redirected.headers.location], [308, 'console/']);
  });

  test('keeps what has a hash in its name for a year, and asks again for the page', async (t) => {
    const { operatorUrl } = await openSecureGateway(t, '', configuration, { consoleFolder: folder });
    const script = files.find(({ name }) => name.endsWith('.js'))?.name ?? '';
    assert.match(script, /^assets\/.+-[\w-]{8}\.js$/);
    const asset = await get(`${operatorUrl}/console/${script}`);
    assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.match(asset.headers['content-type'] ?? '', /^text\/javascript/);
    const { etag = '' } = (await get(`${operatorUrl}/console/`)).headers;
    assert.equal((await get(`${operatorUrl}/console/`, { 'if-none-match': etag })).status, 304);
    assert.equal(
      (await get(`${operatorUrl}/console/`, {}, 'HEAD')).headers['content-length'],
      String(files.find(({ name }) => name === 'index.html')?.bytes.byteLength),
    );
  });

  test('serves no file beside its own, whatever the path says', async (t) => {
    const { operatorUrl } = await openSecureGateway(t, '', configuration, { consoleFolder: folder });
    for (const path of [
      'nothing.js',
      'assets/',
      '..%2fpackage.json',
      '%2e%2e/package.json',
      'assets/../../package.json',
    ])
      assert.equal((await get(`${operatorUrl}/console/${path}`)).status, 404, path);
    assert.equal((await get(`${operatorUrl}/console/`, {}, 'POST')).status, 405);
  });
});

test('a gateway whose console was not built says how to build it', async (t) => {
  const { operatorUrl } = await openSecureGateway(t, '', configuration, { consoleFolder: '/nowhere/console' });
  const answer = await get(`${operatorUrl}/console/`);
  assert.equal(answer.status, 404);
  assert.match(JSON.parse(answer.body).detail, /not built.*make build/);
});

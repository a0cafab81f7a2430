/** What a start does without, because nobody has asked for it yet. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startTryGateway } from '../support/try-gateway.ts';

// At its end each thread writes down which packages of CommonJS it has loaded.
const preload = `
  import module from 'node:module';
  import { writeFileSync } from 'node:fs';
  import { threadId } from 'node:worker_threads';
  process.on('exit', () => {
    const loaded = Object.keys(module._cache).flatMap((path) => /node_modules[/\\\\]([^@/\\\\]+)/.exec(path)?.[1] ?? []);
    writeFileSync(process.env.LOADED + '/' + threadId + '.loaded', [...new Set(loaded)].join(' '));
  });`;

test('a gateway that has called nobody and neither read nor answered XML has not loaded the packages for that, in any thread', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-start-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'preload.mjs'), preload);
  const gateway = await startTryGateway({
    mocks: false,
    env: { NODE_OPTIONS: `--import=${pathToFileURL(join(folder, 'preload.mjs'))}`, LOADED: folder },
  });
  t.after(gateway.stop);
  await gateway.kill('SIGTERM');
  const files = readdirSync(folder).filter((name) => name.endsWith('.loaded'));
  const loaded = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split(' '));
  for (const name of ['better-sqlite3', 'pino']) assert.ok(loaded.includes(name), `what is loaded is seen: ${name}`);
  for (const name of ['express', 'openapi-backend', 'undici', 'xmlbuilder2', 'fast-xml-parser', 'pg', 'nodemailer'])
    assert.ok(!loaded.includes(name), name);
});

/** Must hold: 3,500 connections that ask for a published page of 120 kB twice and read nothing, for 60 s, cost no provider a push. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadConfiguration } from '../../src/config.ts';
import { openGateway } from '../../src/gateway.ts';
import { writePublication } from '../../src/publishing/publish/write.ts';
import { programAt } from '../support/programs.ts';
import { recordingLog } from '../support/recording-log.ts';
import { until } from '../support/until.ts';
import { exchange } from '../support/wire.ts';

/** SILENT_READERS=3500 SILENT_SECONDS=60 is the whole of the promise; the suite takes a sample. */
const READERS = Number(process.env.SILENT_READERS ?? 300);
const SECONDS = Number(process.env.SILENT_SECONDS ?? 3);
// Of a sample taken beside a hundred other tests the 99th of 100 is the longest, and says more of the machine.
const P99_MS_MAX = READERS >= 3_500 ? 1_000 : 30_000;

test(`${READERS} readers who take nothing for ${SECONDS} s: every good push is acknowledged, 99 of 100 within ${P99_MS_MAX} ms`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pushdock-silent-'));
  const catalogue = JSON.stringify({ files: [{ path: 'page.html' }] });
  const page = 'x'.repeat(120_000);
  writePublication(
    new Map([
      ['page.html', page],
      ['catalog.json', catalogue],
      ['SHA256SUMS', ''],
    ]),
    join(folder, 'contracts'),
  );
  const file = join(folder, 'pushdock.yaml');
  writeFileSync(
    file,
    `development: true
listen: { public: 127.0.0.1:0, admin: 127.0.0.1:0 }
store: sqlite:${folder}/store.db
sources: { shipping: { provider: paazl, auth: { bearer: [development-paazl-token] } } }
`,
  );
  const log = recordingLog();
  const gateway = await openGateway(loadConfiguration(file, {}), { log, contracts: join(folder, 'contracts') });
  const readers = spawn(process.execPath, [
    ...programAt(new URL('silent-readers.ts', import.meta.url)),
    `${gateway.publicUrl}/contracts/page.html`,
    String(READERS),
  ]);
  t.after(async () => {
    readers.kill('SIGKILL');
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  });
  let told = '';
  readers.stdout.on('data', (chunk: Buffer) => {
    told += chunk;
  });
  await until(() => told.includes('opened'), { otherwise: 'the readers have not opened their connections' });

  const tookMs: number[] = [];
  const refused: string[] = [];
  const endMs = Date.now() + SECONDS * 1_000;
  while (Date.now() < endMs) {
    const body = JSON.stringify({ orderReference: `R-${tookMs.length}`, webshop: 1, barcode: 'B', status: 'CREATED' });
    const sentMs = performance.now();
    const answer = await exchange(
      gateway.publicUrl,
      `POST /push/paazl/shipping HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer development-paazl-token\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
    tookMs.push(performance.now() - sentMs);
    if (!answer.startsWith('HTTP/1.1 200 ')) refused.push(answer.slice(0, 80) || 'closed without an answer');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  readers.stdin.end(); // Tells it to say how it went.
  await once(readers, 'exit');
  const sorted = tookMs.toSorted((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  t.diagnostic(
    `${tookMs.length} pushes: median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms; readers: ${told.trim().replace('\n', ', ')}; resident ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
  assert.deepEqual(refused, []);
  // How many is the machine's to say: each is sent when the one before has its answer.
  assert.ok(tookMs.length >= 1);
  assert.ok(at(0.99) <= P99_MS_MAX, `p99 is ${at(0.99)} ms`);
});

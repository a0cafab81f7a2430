/** A module that does everything wrong, in a running gateway. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startTryGateway } from '../support/try-gateway.ts';

test('pushes are acknowledged and other sinks get their events while a module ends its thread with each event, and SIGTERM ends the gateway well', async (t) => {
  const module = join(temporaryFolder(t), 'handlers.mjs');
  writeFileSync(
    module,
    `const ways = [
       () => { (async () => { throw new Error('nobody awaits this'); })(); },
       () => new Promise(() => setTimeout(() => { throw new Error('in a timer'); }, 1)),
       () => process.exit(0),
       () => { for (;;); },
     ];
     export const h = { type: '*', handle: (event) => { console.log('module has', event.data.barcode); return ways[Number(event.data.barcode) % ways.length](); } };`,
  );
  const gateway = await startTryGateway({
    mocks: false,
    configure: (text) =>
      text.replace(
        'sinks:\n',
        `sinks:\n  code: { type: module, path: '${module}', timeoutMs: 1000, retry: { attempts: 2, cap: 1s } }\n`,
      ),
  });
  t.after(() => gateway.stop());
  const statuses: number[] = [];
  for (let barcode = 0; barcode < 12; barcode += 1) {
    const { status } = await fetch(`${gateway.publicUrl}/push/paazl/shipping`, {
      method: 'POST',
      headers: { authorization: 'Bearer development-paazl-token', 'content-type': 'application/json' },
      body: JSON.stringify({ orderReference: `o-${barcode}`, webshop: 1, barcode: String(barcode), status: 'CREATED' }),
    });
    statuses.push(status);
  }
  assert.deepEqual(
    statuses,
    Array.from({ length: 12 }, () => 200),
  );
  await gateway.eventually(() => gateway.events().length === 12, 'the file has not every event');
  await gateway.eventually(
    () => gateway.log().includes('"module.ended"') && gateway.log().includes('nobody awaits this'),
    'the log does not say what became of the module',
  );
  assert.match(gateway.log(), /module has \d/, 'what the module prints appears');
  await gateway.kill('SIGTERM');
  assert.deepEqual([gateway.process().exitCode, gateway.process().signalCode], [0, null]);
});

test('a process that ends of a bug before it was told to stop never exits with 0', async (t) => {
  const bug = `data:text/javascript,import { isMainThread } from 'node:worker_threads'; if (isMainThread) process.on('SIGUSR2', () => process.exit(0));`;
  const gateway = await startTryGateway({ mocks: false, env: { NODE_OPTIONS: `--import "${bug}"` } });
  t.after(() => gateway.stop());
  const ended = once(gateway.process(), 'exit');
  gateway.process().kill('SIGUSR2');
  assert.deepEqual(await ended, [1, null]);
});

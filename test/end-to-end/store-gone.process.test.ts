import assert from 'node:assert/strict';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { forgiveAnswers } from '../support/answers/faults.ts';
import { pushdockProcess } from '../support/command.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';

// A reader that meets the damage first has nothing else to say, and is followed by the end of the process.
after(() => forgiveAnswers(/^GET \/api\/messages .* answered 500/));

async function started(t: TestContext, mocks = false): Promise<RunningGateway> {
  const gateway = await startTryGateway({ mocks });
  t.after(() => gateway.stop());
  return gateway;
}

function push({ publicUrl }: RunningGateway, reference: string): Promise<number> {
  return fetch(`${publicUrl}/push/paazl/shipping`, {
    method: 'POST',
    headers: { authorization: 'Bearer development-paazl-token' },
    body: JSON.stringify({ orderReference: reference, status: 'delivered' }),
  }).then(
    ({ status }) => status,
    () => 0, // It has ended.
  );
}

test('a gateway whose data folder is deleted acknowledges nothing more, ends with 1, saves the store and says so', async (t) => {
  const gateway = await started(t);
  const store = join(gateway.folder, 'data', 'pushdock.db');
  assert.equal(await push(gateway, 'first'), 200);
  const child = gateway.process();
  const ended = once(child, 'exit');
  rmSync(join(gateway.folder, 'data'), { recursive: true, maxRetries: 10 }); // The sink may just make its file.
  const statuses = [];
  for (let count = 0; count < 5; count += 1) statuses.push(await push(gateway, `later-${count}`));
  assert.ok(!statuses.includes(200), String(statuses));
  assert.deepEqual(await ended, [1, null]);
  assert.match(gateway.log(), /^pushdock: .*pushdock\.db has been deleted or moved away while the store was open/m);
  assert.match(gateway.log(), /Its content is saved in .*pushdock\.db\.saved-1/);
  assert.ok(existsSync(`${store}.saved-1`));

  writeFileSync(store, readFileSync(`${store}.saved-1`));
  await gateway.restart();
  assert.ok((await gateway.messages()).length >= 1);
});

test('damage that is met while processing ends the gateway at once', async (t) => {
  const gateway = await started(t);
  for (let count = 0; count < 40; count += 1) assert.equal(await push(gateway, `order-${count}`), 200);
  await gateway.eventually(gateway.idle, 'nothing is owed');
  await gateway.kill('SIGTERM');
  await gateway.restart();
  const ended = once(gateway.process(), 'exit');
  const path = join(gateway.folder, 'data', 'pushdock.db');
  const descriptor = openSync(path, 'r+');
  for (let page = 2; page < statSync(path).size / 4096; page += 1)
    writeSync(descriptor, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
  closeSync(descriptor);
  const before = gateway.log().length;
  for (let count = 0; count < 20 && gateway.process().exitCode === null; count += 1) {
    await push(gateway, `damaged-${count}`);
    await gateway.messages().catch(() => []);
  }
  assert.deepEqual(await ended, [1, null]);
  const lines = gateway.log().slice(before).split('\n');
  assert.match(lines.join('\n'), /^pushdock: .*SQLITE_CORRUPT.*Keep a copy of it/m);
  assert.ok(lines.length < 40, `${lines.length} lines`);
});

test('a port of the mocks that another program holds is named with its setting', async (t) => {
  const gateway = await started(t, true);
  const file = join(gateway.folder, 'other.yaml');
  const text = readFileSync(gateway.file, 'utf8');
  const taken = Number(new URL(gateway.publicUrl).port);
  writeFileSync(
    file,
    text
      .replace('pushdock.db', 'other.db')
      .replace('events.ndjson', 'other.ndjson')
      .replace(/mocks: \d+/, `mocks: ${taken}`),
  );
  const { code, stderr } = await pushdockProcess(['serve', '--config', file], { PORT: '0', ADMIN_PORT: '0' });
  assert.equal(code, 1);
  assert.match(stderr, /^pushdock: mocks: 127\.0\.0\.1:\d+ cannot be bound \(EADDRINUSE\)/m);
});

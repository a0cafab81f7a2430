import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startLoad } from '../crash/clients.ts';
import { settled } from '../crash/evidence.ts';
import { findLosses, sentence } from '../crash/losses.ts';
import { type Kind, makePush, openMarks } from '../crash/pushes.ts';
import { pushdockProcess } from '../support/command.ts';
import { type RunningGateway, startTryGateway } from '../support/try-gateway.ts';

let gateway: RunningGateway;
before(async () => {
  gateway = await startTryGateway();
});
after(() => gateway?.stop());

test('a second gateway on the same store refuses to start, with a sentence', async () => {
  const { code, stderr } = await pushdockProcess(['serve', '--config', gateway.file], { PORT: '0', ADMIN_PORT: '0' });
  assert.equal(code, 1);
  assert.match(
    stderr,
    /^pushdock: .*pushdock\.db is in use by another process\. .*stop the other one, or give this gateway a path of its own/m,
  );
});

test('a second gateway on the same addresses refuses to start, and names them', async () => {
  const file = join(gateway.folder, 'other.yaml');
  writeFileSync(
    file,
    readFileSync(gateway.file, 'utf8').replace('pushdock.db', 'other.db').replace('events.ndjson', 'other.ndjson'),
  );
  const { code, stderr } = await pushdockProcess(['serve', '--config', file]);
  assert.equal(code, 1);
  assert.match(stderr, /^pushdock: .*EADDRINUSE.*stop the other process/m);
});

test('SIGTERM while pushes are under way: it ends well, and all that was acknowledged are events after the next start', async () => {
  const nextMark = openMarks();
  const every: readonly Kind[] = ['paazl-json', 'zettle', 'oneshoppingcart', 'appdirect', 'paazl-xml'];
  let count = 0;
  const load = startLoad({
    publicUrl: gateway.publicUrl,
    clients: 16,
    pushesMax: 2_000,
    next: () => {
      count += 1;
      return makePush(every[count % every.length] ?? 'zettle', nextMark(), gateway.localise('127.0.0.1:4015'));
    },
  });
  await gateway.eventually(() => load.acknowledged.length > 50, 'nothing is acknowledged');
  await gateway.kill('SIGTERM');
  assert.deepEqual([gateway.process().exitCode, gateway.process().signalCode], [0, null]);
  await load.stop();
  assert.deepEqual(load.refused, [], 'nobody is refused while it stops');
  assert.ok(load.sent.length < 2_000, 'pushes were still under way');

  await gateway.restart();
  const losses = findLosses(load.acknowledged, await settled(join(gateway.folder, 'data')));
  assert.deepEqual(losses.map(sentence), []);
});

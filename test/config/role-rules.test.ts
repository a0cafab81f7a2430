import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushdockProcess } from '../support/command.ts';
import { startTryGateway } from '../support/try-gateway.ts';

test('the embedded store has one owner, so a gateway with one role only is refused, with the cure', async (t) => {
  const gateway = await startTryGateway({ mocks: false });
  t.after(gateway.stop);
  await gateway.kill('SIGTERM');
  for (const role of ['receive', 'deliver']) {
    const ran = await pushdockProcess(['serve', '--config', gateway.file, '--role', role]);
    assert.equal(ran.code, 3, ran.stderr);
    assert.match(ran.stderr, new RegExp(`store: is a file that only one process can use.*--role ${role}.*PostgreSQL`));
  }
  const unknown = await pushdockProcess(['serve', '--config', gateway.file, '--role', 'both']);
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /Allowed choices are receive, deliver, all/);
});

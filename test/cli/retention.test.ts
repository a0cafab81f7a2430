import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pushdock } from '../support/command.ts';
import { listed, openToyGateway } from '../support/toy-gateway.ts';
import { until } from '../support/until.ts';

test('a message is held, what is old is pruned around it, and released it goes too', async (t) => {
  const retention = { messagesMs: 1 };
  const limits = { bodyBytes: 1000, unauthenticatedPerMinute: 6000 };
  const gateway = await openToyGateway(t, { policy: { offContract: 'deliver', limits, retention } });
  const run = (...args: string[]) => pushdock([...args, '--url', gateway.operatorUrl]);
  for (const id of ['a', 'b', 'c']) await gateway.push(JSON.stringify({ id, toys: ['ball'] }));
  await gateway.events(3);
  await until(async () => (await gateway.store.backlog()).deliveries === 0);
  const id = (await listed(gateway)).at(-1)?.id ?? '';

  assert.equal((await run('messages', 'hold', id)).code, 2, 'a hold needs a reason');
  assert.match(
    (await run('messages', 'hold', id, '--reason', 'case 17')).stdout,
    new RegExp(`^${id} is under legal hold\\.`),
  );
  assert.match((await run('messages', 'held')).stdout, new RegExp(`^${id} .* case 17$`, 'm'));

  const plan = await run('prune', '--plan');
  assert.match(plan.stdout, /^To be forgotten: 2 messages,/m);
  const asked = await run('prune');
  assert.deepEqual([asked.code, /add --yes/.test(asked.stderr)], [2, true]);
  assert.equal((await listed(gateway)).length, 3);
  const pruned = await run('prune', '--yes');
  assert.equal(pruned.code, 0, pruned.stderr);
  assert.match(pruned.stdout, /^Forgotten: 2 messages, .*; done\.$/m);
  assert.match(pruned.stderr, /^2 of 2 /m);
  assert.deepEqual(
    (await listed(gateway)).map((one) => one.id),
    [id],
  );
  assert.match((await run('messages', 'release', id)).stdout, /is not under legal hold any more/);
  const last = await run('prune', '--yes', '--json');
  assert.deepEqual(JSON.parse(last.stdout).forgotten, { messages: 1, events: 0, bodies: 0 });
});

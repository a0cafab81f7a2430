import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pushdock } from '../support/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openToyGateway } from '../support/toy-gateway.ts';

test('a gateway on SQLite is the one node of its store, with an epoch that grows with each start', async (t) => {
  const store = { engine: 'sqlite', path: join(temporaryFolder(t), 'pushdock.db') } as const;
  const epochs: number[] = [];
  for (const node of ['edge-1', 'edge-2']) {
    const gateway = await openToyGateway(t, { store, node });
    const answer = await gateway.operator.listNodes({});
    assert.equal(answer.status, 200);
    const items = answer.status === 200 ? answer.body.items : [];
    assert.deepEqual(
      items.map(({ id, role, state, own }) => ({ id, role, state, own })),
      [{ id: node, role: 'all', state: 'up', own: true }],
    );
    epochs.push(items[0]?.epoch ?? 0);
    const shown = await pushdock(['nodes', '--url', gateway.operatorUrl]);
    assert.match(shown.stdout, new RegExp(`^NODE .*\\n${node} +${epochs.at(-1)} +all +up .*answers here$`, 'm'));
    await gateway.close();
  }
  const [first = 0, second = 0] = epochs;
  assert.ok(second > first, String(epochs));
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import { pushdock } from '../end-to-end/command.ts';
import { LEASE_MS, processed } from '../store/messages.ts';
import { openOperatorListener } from '../support/operator.ts';
import { temporaryFolder } from '../support/toy-gateway.ts';

const nowMs = Date.parse('2026-11-21T05:04:00.123Z');

test('a dead letter is found with its reason and redelivered; a sink is paused and resumed, from the command line', async (t) => {
  const store = await openSqliteStore({ path: join(temporaryFolder(t), 'pushdock.db') });
  t.after(() => store.close());
  const { event } = await processed(store, nowMs, ['ledger']);
  const [claim] = await store.claimDeliveries({ sink: 'ledger', nowMs, leaseMs: LEASE_MS, limit: 1 });
  assert.ok(claim);
  await store.settleDelivery(claim, { kind: 'dead', detail: 'the sink answered 400', status: 400 }, nowMs);
  const { url, stop } = await openOperatorListener(store);
  t.after(() => stop(0));
  const run = (...args: string[]) => pushdock([...args, '--url', url]);

  const dead = await run('dead-letters', 'list');
  assert.match(
    dead.stdout,
    new RegExp(`^${claim.deliveryId} +ledger +dead +1 .*${event.id}.*the sink answered 400`, 'm'),
  );
  const history = await run('deliveries', 'show', claim.deliveryId);
  assert.match(history.stdout, /dead 400: the sink answered 400/);

  const paused = await run('sinks', 'pause', 'ledger', '--reason', 'disk change');
  assert.deepEqual([paused.code, paused.stdout.split('.')[0]], [0, 'ledger is paused']);
  const sinks = await run('sinks', 'list');
  assert.match(sinks.stdout, /^ledger .*paused .*: disk change$/m);
  assert.match(sinks.stdout, /^quiet .*active$/m);
  assert.equal((await run('sinks', 'resume', 'ledger')).code, 0);

  const redelivered = await run('dead-letters', 'redeliver', claim.deliveryId);
  assert.match(redelivered.stdout, new RegExp(`^Delivery ${claim.deliveryId} is due again, in replay \\d+`));
  assert.equal((await run('dead-letters', 'list')).stdout, 'No dead letter fits.\n');
  assert.match((await run('deliveries', 'list', '--state', 'due')).stdout, /^\d+ +ledger +due/m);

  const again = await run('dead-letters', 'redeliver', claim.deliveryId);
  assert.notEqual(again.code, 0);
  assert.match(again.stderr, /This delivery is no dead letter/);
  assert.match((await run('sinks', 'pause', 'legder')).stderr, /There is nothing of that name/);
});

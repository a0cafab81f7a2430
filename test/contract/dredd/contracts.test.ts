/** Every declared answer of every contract, asked for by Dredd of what is running. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { loadBundle } from '../../../src/contracts/load.ts';
import { packageRoot } from '../../../src/running/package-root.ts';
import { answersOfProviders } from './answers.ts';
import { declaredOperations } from './runner/declared.ts';
import { type Run, runDredd } from './runner/run.ts';
import type { Table } from './runner/table.ts';
import { openInbound } from './subjects/inbound.ts';
import { openOperated } from './subjects/operator.ts';
import { openProviders } from './subjects/providers.ts';
import { mock } from './tables/mock.ts';
import { oauth } from './tables/oauth.ts';
import { deliveries } from './tables/operator/deliveries.ts';
import { messages } from './tables/operator/messages.ts';
import { sessions, withStoreAway, withViewers } from './tables/operator/sessions.ts';
import { subscriptions } from './tables/operator/subscriptions.ts';
import { upkeep } from './tables/operator/upkeep.ts';
import { sandbox } from './tables/sandbox.ts';

const runs: Run[] = [];

// The two others describe no API.
const contracts = readdirSync(join(packageRoot(), 'generated/bundles'))
  .map((file) => file.replace(/\.json$/, ''))
  .filter((name) => name !== 'events' && name !== 'config');

async function holds(t: TestContext, contract: string, asked: { url: string; table: Table; charset?: boolean }) {
  await t.test(`everything that ${contract} declares is so`, async (t) => {
    const run = await runDredd({ contract, ...asked });
    runs.push(run);
    t.diagnostic(`Dredd: ${contract}: ${run.transactions} transactions, ${run.passed} passed`);
    assert.equal(run.faults.join('\n'), '');
  });
}

test('a gateway keeps the inbound contracts', async (t) => {
  const inbound = await openInbound(t);
  const { url } = inbound;
  for (const [name, { push }] of await answersOfProviders())
    await holds(t, `${name}-push`, { url, table: push(inbound) });
  await holds(t, 'oauth', { url, table: oauth(inbound) });
  await holds(t, 'sandbox', { url, table: sandbox(inbound) });
});

test('a gateway keeps the contract of the operator API', async (t) => {
  const operated = await openOperated(t);
  const table = {
    ...messages(operated),
    ...deliveries(operated),
    ...upkeep(operated),
    ...subscriptions(operated),
    ...sessions(operated),
  };
  const operations = declaredOperations(loadBundle('gateway'));
  await holds(t, 'gateway', {
    url: operated.url,
    table: withStoreAway(operated, withViewers(operated, table, operations), operations),
  });
});

test('the mock providers keep the contracts of the APIs that they imitate, and that of their control port', async (t) => {
  const providers = await openProviders(t);
  for (const [name, { api }] of await answersOfProviders())
    if (api !== undefined) await holds(t, `${name}-api`, await api(providers, t));
  await holds(t, 'mock', { url: providers.control, table: mock(providers) });
});

test('every contract was held against what runs', (t) => {
  const sum = (count: (run: Run) => number) => runs.reduce((total, run) => total + count(run), 0);
  const [transactions, passed] = [sum((run) => run.transactions), sum((run) => run.passed)];
  t.diagnostic(`Dredd: ${runs.length} contracts, ${transactions} transactions, ${passed} passed`);
  assert.deepEqual(new Set(runs.map(({ contract }) => contract)), new Set(contracts));
});

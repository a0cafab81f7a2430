/** Providers, gateway and providers' APIs with a validating proxy at every joint: where nothing is made to go wrong, nothing departs from a contract. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { silentLog } from '../../../src/log.ts';
import { systemClock } from '../../../src/running/clock.ts';
import { openMockControl } from '../../../src/simulate/control/client.ts';
import { openControl } from '../../../src/simulate/control/listener.ts';
import { type Message, stateOf } from '../../../src/simulate/engine-log.ts';
import type { Mocks } from '../../../src/simulate/mocks.ts';
import { openEventsFile } from '../../../src/simulate/scenario/events-file.ts';
import { runScenario } from '../../../src/simulate/scenario/run.ts';
import { mockNames } from '../../support/mocks.ts';
import { until } from '../../support/until.ts';
import { allScenarios, faultFree } from './fault-free.ts';
import { numbersOf } from './numbers.ts';
import { operationsOf } from './proxy.ts';
import { inboundContracts, openStand, type Stand } from './stand.ts';
import { linesOf, tallyOf } from './tally.ts';

test('a scenario is fault-free that breaks nothing, and each provider has one', () => {
  assert.ok(faultFree.length >= 7 && faultFree.length < allScenarios.length);
  assert.deepEqual(new Set(faultFree.map(({ scenario }) => scenario.provider)), new Set(mockNames));
  const withoutFault = faultFree.filter(({ scenario }) => !/fault/.test(JSON.stringify(scenario.steps)));
  assert.equal(withoutFault.length, faultFree.length);
});

test('without faults no message and no call departs from its contract', async (t) => {
  const stand = await openStand(t);
  const { mocks, others, gateway } = stand;
  const control = await openControl(mocks, 0, silentLog);
  t.after(() => control.close());
  const outcomes: string[] = [];

  for (const { file, scenario } of faultFree)
    await t.test(`the scenario ${file} holds`, async () => {
      const { steps, messages } = await runScenario(scenario, {
        control: openMockControl(control.url),
        events: openEventsFile(join(gateway.folder, 'data/events.ndjson')),
        clock: systemClock,
      });
      const amiss = steps.filter(({ outcome }) => outcome !== 'passed');
      assert.deepEqual(amiss, [], JSON.stringify(messages));
    });

  await t.test('every event in every variant and format is acknowledged', async () => {
    mocks.engine.reset();
    for (const one of [mocks, ...others]) {
      const messages = await emitAll(one);
      for (const message of messages) {
        const { attempts } = message.deliveries[0] ?? { attempts: [] };
        const [attempt] = attempts;
        const sent = attempt?.request.body ?? '';
        if (sent.startsWith('{'))
          assert.deepEqual(numbersOf(JSON.stringify(JSON.parse(sent))), numbersOf(sent), 'Prism would change a number');
        outcomes.push(`${message.event} ${stateOf(message)}`);
        // An unknown type is answered with a business error, as the contract says. A 202 promises a result, which `completeOwed` brings.
        const known = attempt?.status === 202 ? 'waiting' : 'succeeded';
        const expected = message.event === 'unknown-type' ? 'refused' : known;
        const what = `${message.id} ${message.event} ${message.composed.variant} ${JSON.stringify(attempt)}`;
        assert.deepEqual([stateOf(message), attempts.length], [expected, 1], what);
      }
    }
    assert.ok(outcomes.length > 100);
  });

  await t.test('a result that comes later is taken by the marketplace', () => completeOwed(stand));
  await t.test('OAuth 1.0a holds from one end of the proxy to the other, and is checked', () => tryOauth1(stand));
  await t.test("Zettle's subscriptions are created, listed, changed and deleted", () => manageSubscriptions(stand));
  await t.test('1ShoppingCart is asked for a test notification, and it comes', () => requestTest(stand));
  await t.test('the API of each provider has been used up to its last operation', async () => {
    const { requests, violations } = tallyOf([stand.inbound, ...stand.outbound]);
    for (const bundle of [...inboundContracts, 'zettle-api', 'oneshoppingcart-api', 'appdirect-api'])
      for (const operation of await operationsOf(bundle))
        assert.ok((requests.get(bundle)?.get(operation) ?? 0) > 0, `${bundle} ${operation} has carried nothing`);
    for (const proxy of stand.outbound) assert.ok(proxy.noted.length > 0, 'a proxy has carried nothing');
    assert.deepEqual(violations, []);
  });

  const tally = tallyOf([stand.inbound, ...stand.outbound]);
  for (const line of linesOf(tally)) t.diagnostic(line);
  assert.deepEqual(tally.violations, []);
});

/** Every event in every variant; event by event, so that on a busy machine none waits for its answer until the provider gives up. */
async function emitAll({ engine }: Mocks): Promise<readonly Message[]> {
  for (const { name, events } of engine.mocks.values())
    for (const { event, variants } of events) {
      for (const variant of variants) {
        const queued = engine.emit({ provider: name, event, variant });
        assert.ok(queued.ok, JSON.stringify(queued));
      }
      await engine.settled();
    }
  return [...engine.log.messages.values()];
}

async function completeOwed({ operator, marketplace }: Stand): Promise<void> {
  const { engine } = marketplace('market-later');
  const promised = [...engine.log.messages.values()].filter(({ deliveries }) =>
    deliveries.some(({ attempts }) => attempts.some(({ status }) => status === 202)),
  );
  assert.ok(promised.length > 5);
  const owed = async () => {
    const answer = await operator.listOwedResults({ query: { limit: 200 } });
    return answer.status === 200 ? answer.body.items : assert.fail(JSON.stringify(answer));
  };
  await until(async () => (await owed()).length === promised.length);
  for (const { message, source } of await owed()) {
    assert.equal(source, 'market-later');
    const body = { success: true, accountIdentifier: 'ACC-1001' };
    assert.equal((await operator.completeResult({ path: { id: message }, body })).status, 200);
  }
  const taken = () => JSON.stringify(engine.mocks.get('appdirect')?.state().results).match(/ACC-1001/g)?.length;
  await until(() => taken() === promised.length);
}

async function tryOauth1({ marketplace, publicUrl, inbound, gateway }: Stand): Promise<void> {
  assert.notEqual(new URL(publicUrl).host, new URL(gateway.publicUrl).host);
  const { engine } = marketplace('market-signed');
  const statusOf = async (faults: { kind: 'wrong-signature' | 'tampered' }[]) => {
    const queued = engine.emit({ provider: 'appdirect', event: 'subscription-order', faults });
    assert.ok(queued.ok);
    await engine.settled();
    return engine.log.messages.get(queued.messages[0] ?? '')?.deliveries[0]?.attempts[0]?.status;
  };
  const before = inbound.noted.length;
  assert.equal(await statusOf([]), 200);
  // Not this run's subject, but it shows that the signature above was looked at.
  for (const kind of ['wrong-signature', 'tampered'] as const) assert.equal(await statusOf([{ kind }]), 401);
  const statuses = inbound.noted.slice(before).map(({ path, status }) => `${path} ${status}`);
  const path = '/push/appdirect/market-signed';
  assert.deepEqual(statuses, [`${path} 200`, `${path} 401`, `${path} 401`]);
}

async function manageSubscriptions({ operator, mocks, inbound, publicUrl }: Stand): Promise<void> {
  const path = { source: 'pos' };
  assert.equal((await operator.showIdentity({ path })).status, 200);
  const tries = () => inbound.noted.filter(({ operation }) => operation === 'receiveEvent').length;
  const before = tries();
  const contactEmail = 'operations@example.com';
  const created = await operator.createSubscription({ path, body: { events: ['PurchaseCreated'], contactEmail } });
  assert.ok(created.status === 200, JSON.stringify(created));
  assert.equal(created.body.destination, `${publicUrl}/push/zettle/pos`);
  assert.equal(tries(), before + 1, 'the TestMessage came through the proxy');
  const one = { source: 'pos', uuid: created.body.uuid };
  const listed = await operator.listSubscriptions({ path });
  assert.ok(listed.status === 200 && listed.body.items.some(({ uuid }) => uuid === one.uuid));
  assert.equal((await operator.updateSubscription({ path: one, body: { events: [] } })).status, 200);

  const app = { source: 'pos-of-an-app' };
  const code = /mock-code-\w+/.exec(mocks.engine.mocks.get('zettle')?.act('issue-code') ?? '')?.[0] ?? '';
  const body = { code, redirectUri: 'https://hooks.example.com/zettle/back' };
  assert.equal((await operator.authorise({ path: app, body })).status, 200);
  const synced = await operator.applySync({ path: app });
  assert.ok(synced.status === 200, JSON.stringify(synced));
  assert.deepEqual(
    synced.body.steps.map(({ action, outcome }) => [action, outcome]),
    [
      ['create', 'done'],
      ['leave', 'done'],
      ['leave', 'done'],
    ],
  );

  // Three subscriptions to it by now, each with a key of its own.
  const queued = mocks.engine.emit({ provider: 'zettle', event: 'PurchaseCreated' });
  assert.ok(queued.ok);
  await mocks.engine.settled();
  const { deliveries = [] } = mocks.engine.log.messages.get(queued.messages[0] ?? '') ?? {};
  assert.deepEqual(
    deliveries.map(({ attempts }) => attempts.map(({ status }) => status)),
    [[200], [200], [200]],
  );
  assert.equal((await operator.deleteSubscription({ path: one })).status, 200);
}

async function requestTest({ operator, mocks, inbound }: Stand): Promise<void> {
  const tests = () => inbound.noted.filter(({ operation }) => operation === 'receiveNotification').length;
  const before = tests();
  assert.equal((await operator.requestTestNotification({ path: { name: 'shop' } })).status, 200);
  await mocks.engine.settled();
  assert.equal(tests(), before + 1);
}

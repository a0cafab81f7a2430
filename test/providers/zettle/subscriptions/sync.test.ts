/** Declared subscriptions are made true, whatever is there before, and however often it is interrupted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { v1 } from 'uuid';
import type { KeptStore } from '../../../../src/providers/kept-values.ts';
import { openLinks } from '../../../../src/providers/zettle/subscriptions/subscription-links.ts';
import { openSealing } from '../../../../src/trust/sealing.ts';
import { contactEmail, purchases, statusesOf } from './managed.ts';
import type { MemoryKept } from './memory-kept.ts';
import { type Bench, type Opened, openBench, value } from './source.ts';

const prune = false;
const two = (destination: string) => [
  purchases(destination),
  { name: 'stock', events: ['InventoryBalanceChanged', 'ProductCreated'], destination, contactEmail },
];

const actions = async ({ subscribing }: Opened, options = { prune }) =>
  (await value(subscribing.plan(options))).steps.map(({ action, name = '' }) => `${action} ${name}`);
const uuids = ({ mock }: Bench) => mock.subscriptions.all().map(({ uuid }) => uuid);

test('after a sync there is nothing to do, and a second sync asks Zettle for nothing but the list', async (t) => {
  const bench = await openBench(t, two);
  const source = await bench.start();
  await value(source.subscribing.sync({ prune }));
  const before = uuids(bench);
  assert.equal(before.length, 2);
  assert.deepEqual(await actions(source), ['nothing purchases', 'nothing stock']);
  await value(source.subscribing.sync({ prune }));
  assert.deepEqual(uuids(bench), before);
  const changing = bench.mock.calls().filter(({ method, path }) => method !== 'GET' && path !== '/token');
  assert.deepEqual(
    changing.map(({ method, status }) => [method, status]),
    [
      ['POST', 200],
      ['POST', 200],
    ],
  );
});

test('a subscription that was changed at Zettle is changed back, by its known uuid', async (t) => {
  const bench = await openBench(t);
  const source = await bench.start();
  await value(source.subscribing.sync({ prune }));
  const [uuid = ''] = uuids(bench);
  bench.mock.subscriptions.change(uuid, { eventNames: ['ProductCreated'], contactEmail: 'nobody@example.com' });
  const { steps } = await value(source.subscribing.plan({ prune }));
  assert.equal(
    steps[0]?.detail,
    'events ProductCreated → PurchaseCreated; contactEmail nobody@example.com → operations@example.com',
  );
  await value(source.subscribing.sync({ prune }));
  assert.deepEqual(uuids(bench), [uuid]);
  assert.deepEqual(await actions(source), ['nothing purchases']);
});

test('a subscription that is as declared is adopted with its key; others are left, and deleted only on request', async (t) => {
  const bench = await openBench(t);
  const add = (over: { destination?: string; eventNames?: string[]; transportName?: string }) =>
    bench.mock.subscriptions.add({
      uuid: v1(),
      transportName: 'WEBHOOK',
      eventNames: ['PurchaseCreated'],
      destination: bench.pushUrl,
      contactEmail,
      ...over,
    });
  const adopted = add({});
  add({ eventNames: ['ProductCreated'] });
  const queue = add({ transportName: 'SQS', destination: 'arn:aws:sqs:eu-west-1:000000000000:queue' });
  const elsewhere = add({ destination: 'https://partner.example.com/hook', eventNames: [] });
  const source = await bench.start();
  assert.deepEqual(statusesOf(await bench.mock.publish('ProductCreated')).slice(0, 1), [401]);
  assert.deepEqual(await actions(source), ['nothing purchases', 'leave ', 'leave ', 'leave ']);
  assert.deepEqual(statusesOf(await bench.mock.publish('ProductCreated')).slice(0, 1), [200]);
  assert.deepEqual(await actions(source, { prune: true }), ['nothing purchases', 'delete ', 'leave ', 'leave ']);
  await value(source.subscribing.sync({ prune: true }));
  assert.deepEqual(uuids(bench), [adopted.uuid, queue.uuid, elsewhere.uuid]);
  assert.deepEqual(
    (await value(source.subscribing.list())).map(({ name, transport }) => [name, transport]),
    [
      ['purchases', 'WEBHOOK'],
      [undefined, 'SQS'],
      [undefined, 'WEBHOOK'],
    ],
  );
});

test("another source's subscription is left, also by a prune", async (t) => {
  const bench = await openBench(t);
  const source = await bench.start();
  await value(source.subscribing.create({ events: [], contactEmail }));
  const [other = ''] = uuids(bench);
  await (await linksOf(bench, 'till')).link('all', other, 'made');
  await value(source.subscribing.sync({ prune: true }));
  assert.equal(uuids(bench).length, 2);
  assert.ok(uuids(bench).includes(other));
});

test('a plan that is another by now is not carried out', async (t) => {
  const bench = await openBench(t);
  const { subscribing } = await bench.start();
  const { id } = await value(subscribing.plan({ prune }));
  await value(subscribing.sync({ prune }));
  assert.deepEqual(await subscribing.sync({ prune, plan: id }), { ok: false, code: 'plan_changed' });
  assert.equal(uuids(bench).length, 1);
});

test('syncs at once create each subscription once', async (t) => {
  const bench = await openBench(t, two);
  const { subscribing } = await bench.start();
  await Promise.all([1, 2, 3].map(() => value(subscribing.sync({ prune }))));
  assert.equal(uuids(bench).length, 2);
});

test('a step that Zettle refuses ends the sync, and what comes after it is skipped', async (t) => {
  const bench = await openBench(t, two);
  bench.mock.setScopes(['READ:PRODUCT']);
  const { subscribing } = await bench.start();
  const { steps } = await value(subscribing.sync({ prune }));
  assert.deepEqual(
    steps.map(({ outcome }) => outcome),
    ['failed', 'skipped'],
  );
  assert.match(steps[0]?.fault ?? '', /lack a scope .*READ:PURCHASE.*make an API key/);
  assert.equal(steps[0]?.provider?.status, 403);
});

test('a plan that Zettle would refuse is not made', async (t) => {
  const bench = await openBench(t, (destination) => [{ ...purchases(destination), events: ['PurchaseCreate'] }]);
  const { subscribing } = await bench.start();
  const refused = await subscribing.sync({ prune });
  assert.ok(!refused.ok && refused.code === 'subscription_unfit');
  assert.match(refused.faults.join(), /subscription purchases: .*did you mean PurchaseCreated/);
});

/** A store that dies with the process at one call: it and every later one is as if it had never been made. */
function dyingAt(keys: MemoryKept, dies: (name: string, args: readonly unknown[]) => boolean): KeptStore {
  let dead = false;
  return new Proxy(keys, {
    get: (target, name) => {
      const call: unknown = Reflect.get(target, name);
      if (typeof call !== 'function') return call;
      return (...args: unknown[]) => {
        if (!dead && dies(String(name), args)) {
          dead = true;
          keys.voidLeases();
        }
        return dead ? Promise.reject(new Error('killed')) : Reflect.apply(call, target, args);
      };
    },
  });
}

const linksOf = ({ keys }: { readonly keys: KeptStore }, source: string) =>
  openLinks(source, { store: keys, sealing: openSealing('plain'), now: () => 0 });

const keeps = (space: string, text: string) => (name: string, args: readonly unknown[]) => {
  const [to, , change] = args;
  if (name !== 'keep' || to !== space || typeof change !== 'object' || change === null || !('value' in change))
    return false;
  return change.value instanceof Uint8Array && Buffer.from(change.value).includes(text);
};
const linksAs = (state: string) => keeps('subscription-links', `"state":"${state}"`);
const moments: readonly [string, number, (name: string, args: readonly unknown[]) => boolean][] = [
  ['before the uuid is durable', 0, linksAs('chosen')],
  ['after Zettle created it and before its key is kept', 1, keeps('signing-keys', '')],
  ['after its key is kept', 1, linksAs('made')],
];
for (const [moment, there, dies] of moments)
  test(`killed ${moment}, the next sync ends in the same state, with no duplicate`, async (t) => {
    const bench = await openBench(t, two);
    const killed = await bench.start({ keys: dyingAt(bench.keys, dies) });
    await assert.rejects(killed.subscribing.sync({ prune }), /killed/);
    assert.equal(uuids(bench).length, there);

    const source = await bench.start();
    await value(source.subscribing.sync({ prune }));
    assert.deepEqual(await actions(source), ['nothing purchases', 'nothing stock']);
    assert.equal(uuids(bench).length, 2);
    assert.deepEqual(
      (await value(source.subscribing.list())).map(({ name, keys }) => [name, keys.length]),
      [
        ['purchases', 1],
        ['stock', 1],
      ],
    );
    assert.deepEqual(statusesOf(await bench.mock.publish('PurchaseCreated')), [200]);
  });

test('a uuid that was used up by a subscription that is gone is replaced by another one', async (t) => {
  const bench = await openBench(t);
  const source = await bench.start();
  await value(source.subscribing.sync({ prune }));
  const [first = ''] = uuids(bench);
  // As after a kill between Zettle's answer and our note of it.
  await (await linksOf(bench, 'pos')).link('purchases', first, 'chosen');
  bench.mock.subscriptions.delete(first);
  await value((await bench.start()).subscribing.sync({ prune }));
  assert.equal(uuids(bench).length, 1);
  assert.notEqual(uuids(bench)[0], first);
});

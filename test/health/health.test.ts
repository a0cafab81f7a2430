import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../src/running/clock.ts';
import { StoreUnavailable } from '../../src/store/store.ts';
import { heldClock } from '../store/held-clock.ts';
import { openStoreAt } from '../store/test-store.ts';
import { recordingLog } from '../support/recording-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openToyGateway, type ToyGateway } from '../support/toy-gateway.ts';

const toys = (id: string) => `{"id":"${id}","toys":["bear"]}`;
const wrong = { token: 'test-only-wrong-token-01' };

async function healthOf(gateway: ToyGateway, name = 'box') {
  const answer = await gateway.operator.getHealth({});
  assert.equal(answer.status, 200);
  if (answer.status !== 200) throw new Error('unreachable');
  const source = answer.body.items.find((one) => one.name === name);
  assert.ok(source, `no source ${name}`);
  return source;
}

test('a source that nothing has come for says so, and raises no condition', async (t) => {
  const gateway = await openToyGateway(t);
  const source = await healthOf(gateway);
  assert.equal(source.state, 'quiet');
  assert.equal(source.reason?.code, 'nothing_yet');
  assert.match(source.unknowns.join(' '), /unreachable|cannot be reached from outside/);
  const conditions = await gateway.operator.listConditions({});
  assert.equal(conditions.status === 200 && conditions.body.items.length, 0);
});

test('a source whose token no longer matches is refusing, since its first refusal, with the digest of the oldest push', async (t) => {
  const clock = heldClock();
  const gateway = await openToyGateway(t, {}, { clock });
  await gateway.push(toys('1'));
  assert.equal((await healthOf(gateway)).state, 'healthy');
  clock.advance(60_000);
  const since = new Date(clock.now()).toISOString();
  assert.equal((await gateway.push(toys('2'), wrong)).status, 401);
  clock.advance(1_000);
  await gateway.push(toys('2'), wrong);
  await gateway.push(toys('3'), wrong);

  const source = await healthOf(gateway);
  assert.notEqual(source.state, 'healthy');
  assert.equal(source.reason?.code, 'proof_mismatch');
  assert.equal(source.oldest?.firstAt, since);
  assert.equal(source.oldest?.tries, 2);
  assert.match(source.oldest?.digest ?? '', /^[0-9a-f]{16}$/);
  assert.equal(source.failing, 2);
  assert.ok(source.todo.length > 0);
  const conditions = await gateway.operator.listConditions({});
  const [condition] = conditions.status === 200 ? conditions.body.items : [];
  assert.equal(condition?.about, 'source box');
  assert.match(condition.link, new RegExp(`/contracts/guides/conditions\\.html#${condition.kind}$`));

  await gateway.push(toys('2'));
  assert.equal((await healthOf(gateway)).state, 'healthy');
});

test('a stranger who knocks at the path of a source changes nothing but the count of strangers', async (t) => {
  const gateway = await openToyGateway(t);
  await gateway.push(toys('1'), { headers: { 'user-agent': 'Toys/1' } });
  for (let knock = 0; knock < 20; knock += 1)
    await gateway.push('<probe/>', { ...wrong, headers: { 'user-agent': 'scanner', 'content-type': 'text/xml' } });
  const source = await healthOf(gateway);
  assert.equal(source.state, 'healthy');
  assert.equal(source.strangers.count, 20);
  assert.equal(source.failing, 0);
});

test('what is known of a source survives a restart', async (t) => {
  const clock = heldClock();
  const path = `${temporaryFolder(t)}/pushdock.db`;
  const open = async () =>
    openToyGateway(t, {}, { clock, store: await openStoreAt({ path }, { clock, log: recordingLog() }) });
  const first = await open();
  await first.push(toys('1'));
  clock.advance(60_000);
  await first.push(toys('2'), wrong);
  const before = await healthOf(first);
  await first.close();
  clock.advance(60_000);
  const after = await healthOf(await open());
  assert.equal(after.state, before.state);
  assert.equal(after.since, before.since);
  assert.deepEqual(after.oldest, before.oldest);
  assert.equal(after.ack.count, before.ack.count);
});

test('a store that takes nothing is a failing source, and an accepted retry ends it', async (t) => {
  const store = await openStoreAt(
    { path: `${temporaryFolder(t)}/pushdock.db` },
    { clock: systemClock, log: recordingLog() },
  );
  let away = true;
  const gateway = await openToyGateway(
    t,
    {},
    {
      store: new Proxy(store, {
        get(target, name) {
          if (name === 'append' && away)
            return () => Promise.reject(new StoreUnavailable('the disk is full', { fatal: false }));
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
    },
  );
  await gateway.push(toys('1'));
  const source = await healthOf(gateway);
  assert.equal(source.reason?.code, 'store_away');
  assert.match(source.state, /failing|at risk/);
  away = false;
  await gateway.push(toys('1'));
  assert.equal((await healthOf(gateway)).state, 'healthy');
});
